/**
 * Where an element's experiment comes from: its attributes, the page's address, and what a script sets.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('../state/merge.js').Part} Part
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('../state/setting-texts.js').Note} Note
 */

import { attributeTexts, typoNotes } from '../state/attribute-texts.js';
import { readSettings, splitHash } from '../state/hash.js';
import { mergeState, refusePart, renamed } from '../state/merge.js';

/**
 * What the first run has: the attributes, over them the address, over that what was set of the state.
 * @param {Schema} schema
 * @param {Element} element
 * @param {{hash: string, early: unknown}} given
 * @returns {{state: State, notes: Note[]}}
 */
export function initialExperiment(schema, element, { hash, early }) {
  const { texts, notes } = splitHash(hash);
  const settings = new Map([...attributeTexts(element), ...texts]);
  const unfit = early ? refusePart(early) : null;
  const { preset, ...changes } = renamed(early && !unfit ? /** @type {Part} */ (early) : {});
  if (preset !== undefined) settings.set('preset', String(preset || 'none'));
  const { state: base, notes: more } = readSettings(schema, settings);
  const { state, refusal } = mergeState(schema, base, changes);
  const message = unfit ?? refusal;
  const refused = message ? [{ field: 'state', message }] : [];
  return { state, notes: [...notes, ...more, ...typoNotes(element), ...refused] };
}

/**
 * Takes over a part of the state.
 * @param {Session} session whose engine has been loaded
 * @param {unknown} part
 * @returns {string | null} why it was refused
 */
export function takePart(session, part) {
  const schema = /** @type {Schema} */ (session.schema);
  const { state, refusal } = mergeState(schema, session.state, part);
  return refusal ?? session.change(state);
}
