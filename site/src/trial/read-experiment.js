/**
 * An experiment from the text of a link.
 *
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('../state/schema.js').Tables} Tables
 * @typedef {import('../state/state.js').Experiment} Experiment
 *
 * A part of the text that was left out.
 * @typedef {object} Problem
 * @property {string} key of the setting; `hash` for the text as a whole
 * @property {string} given what was given, as printed for people; '' where `message` says it
 * @property {string} allowed what is allowed, in words; '' where `message` says it
 * @property {string} message the whole sentence
 */

import { createSchema } from '../state/schema.js';
import { decodeHash } from '../state/hash.js';
import { experimentOf } from '../state/state.js';

/** @type {WeakMap<Tables, Schema>} */
const schemas = new WeakMap();

/**
 * The schema made from an engine's tables; the same object for the same engine.
 * @param {Tables} engine
 * @returns {Schema}
 */
export function schemaOf(engine) {
  let schema = schemas.get(engine);
  if (!schema) {
    schema = createSchema(engine);
    schemas.set(engine, schema);
  }
  return schema;
}

/**
 * Reads a hash such as `preset=vanishing&layers=8,8`. Never throws: what cannot be read is left out and
 * listed as a problem. Pacing and view settings are read and dropped.
 * @param {Engine} engine
 * @param {string} text with or without a leading `#`
 * @returns {{experiment: Experiment, problems: Problem[]}}
 */
export function readExperiment(engine, text) {
  const schema = schemaOf(engine);
  const { state, notes } = decodeHash(schema, String(text));
  const problems = notes.map(({ field, given = '', allowed = '', message }) => ({
    key: field,
    given,
    allowed,
    message,
  }));
  return { experiment: Object.freeze(experimentOf(state)), problems };
}
