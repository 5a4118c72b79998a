/**
 * Checks what comes from outside (hash, attribute, form, script) against the fields. A refusal names the
 * field, what was given and what is allowed.
 *
 * @typedef {import('./schema.js').Field} Field
 * @typedef {import('./schema.js').NumberField} NumberField
 * @typedef {import('./schema.js').Schema} Schema
 * @typedef {import('./state.js').Experiment} Experiment
 * @typedef {import('./state.js').State} State
 *
 * @typedef {object} Refusal
 * @property {string} given what was given, as printed for people
 * @property {string} allowed what is allowed, in words
 * @property {string} message the whole sentence
 *
 * @typedef {Refusal & {field: string}} Problem
 */

import { entryOf, layerFieldNames, mostHeldOut, parameterField } from './schema.js';
import { isOfExperiment } from './state.js';

/** @param {NumberField} field */
function range({ minimum, maximum, minimumExclusive, maximumExclusive, integer }) {
  const noun = integer ? 'a whole number' : 'a number';
  const lower =
    Number.isFinite(minimum) && `${minimumExclusive ? 'more than' : 'at least'} ${minimum}`;
  const upper =
    Number.isFinite(maximum) && `${maximumExclusive ? 'less than' : 'at most'} ${maximum}`;
  if (lower && upper && !minimumExclusive && !maximumExclusive) {
    return `${noun} from ${minimum} to ${maximum}`;
  }
  return [noun, [lower, upper].filter(Boolean).join(' and ')].filter(Boolean).join(', ');
}

/**
 * In words, what a field takes.
 * @param {Field} field
 */
export function allowed(field) {
  if (field.type === 'number') return range(field);
  if (field.type === 'text') return field.format;
  const names = field.options.map(({ value }) => value).join(', ');
  return field.type === 'set' ? `at least one of ${names}` : `one of ${names}`;
}

/** @param {unknown} value */
function shown(value) {
  if (typeof value === 'string') return value === '' ? 'nothing' : `“${value.slice(0, 40)}”`;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.slice(0, 10).join(', ');
  return typeof value === 'number' ? String(value).replace('-', '−') : `a ${typeof value}`;
}

/**
 * @param {NumberField} field
 * @param {number} value
 */
function inRange({ minimum, maximum, minimumExclusive, maximumExclusive, integer }, value) {
  return (
    Number.isFinite(value) &&
    (minimumExclusive ? value > minimum : value >= minimum) &&
    (maximumExclusive ? value < maximum : value <= maximum) &&
    (!integer || Number.isInteger(value))
  );
}

/**
 * @param {Field} field
 * @param {unknown} value
 * @returns {boolean}
 */
function accepts(field, value) {
  if (field.type === 'number') return typeof value === 'number' && inRange(field, value);
  if (field.type === 'text') return typeof value === 'string' && field.pattern.test(value);
  const names = new Set(field.options.map((option) => option.value));
  if (field.type === 'choice') return typeof value === 'string' && names.has(value);
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((name) => names.has(name))
  );
}

/**
 * Why a field refuses a value; null where it accepts it.
 * @param {Field} field
 * @param {unknown} value
 * @returns {Refusal | null}
 */
export function refusalOf(field, value) {
  if (accepts(field, value)) return null;
  return refusal(`${field.label} must be`, allowed(field), shown(value));
}

/**
 * The message of `refusalOf`.
 * @param {Field} field
 * @param {unknown} value
 */
export function refuse(field, value) {
  return refusalOf(field, value)?.message ?? null;
}

/**
 * @param {string} subject
 * @param {string} permitted
 * @param {string} given
 * @returns {Refusal}
 */
function refusal(subject, permitted, given) {
  return { given, allowed: permitted, message: `${subject} ${permitted}; given: ${given}.` };
}

/**
 * A number as typed: spaces around it, and nothing else, are forgiven.
 * @param {string} text
 * @returns {number} NaN where it is none
 */
export function parseNumber(text) {
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : NaN;
}

/**
 * A number as typed into a field, also with a decimal comma or the minus sign of print. In a whole number a comma
 * would group thousands for some and begin decimals for others: it is none.
 * @param {string} text
 * @param {{integer?: boolean}} [field]
 * @returns {number} NaN where it is none
 */
export function parseTyped(text, { integer = false } = {}) {
  const plain = text.replace('\u2212', '-');
  return parseNumber(integer ? plain : plain.replace(',', '.'));
}

/**
 * Parameters of a table's entry.
 * @param {readonly import('./schema.js').Info[]} table
 * @param {string} name
 * @param {unknown} params
 * @param {string} where
 * @returns {Problem[]}
 */
function checkParams(table, name, params, where) {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    return [
      { field: where, ...refusal(`${where} must be`, 'an object of numbers', shown(params)) },
    ];
  }
  const known = entryOf(table, name)?.parameters ?? [];
  return Object.entries(params).flatMap(([key, value]) => {
    const info = known.find((parameter) => parameter.name === key);
    if (info) {
      const problem = refusalOf(parameterField(info), value);
      return problem ? [{ field: where, ...problem }] : [];
    }
    const given = `“${key.slice(0, 40)}”`;
    const names = known.map((parameter) => parameter.name).join(', ') || 'none';
    const message = `${name} has no parameter ${given}; allowed: ${names}.`;
    return [{ field: where, given, allowed: names, message }];
  });
}

/**
 * @param {Schema} schema
 * @param {unknown} layers
 * @returns {Problem[]}
 */
function checkLayers(schema, layers) {
  if (!Array.isArray(layers) || layers.length > schema.maximumLayers) {
    const given = Array.isArray(layers) ? String(layers.length) : shown(layers);
    const permitted = `a list of at most ${schema.maximumLayers}`;
    return [{ field: 'layers', ...refusal('Hidden layers must be', permitted, given) }];
  }
  return layers.flatMap((layer, index) => {
    const where = `Hidden layer ${index + 1}`;
    if (typeof layer !== 'object' || layer === null) {
      return [{ field: 'layers', ...refusal(`${where} must be`, 'an object', shown(layer)) }];
    }
    const problems = layerFieldNames.flatMap((name) => {
      const problem = refusalOf(schema.layer[name], layer[name]);
      if (!problem) return [];
      return [{ ...problem, field: 'layers', message: `${where}: ${problem.message}` }];
    });
    const { activations, initializers } = schema.tables;
    return [
      ...problems,
      ...checkParams(activations, layer.activation, layer.params, 'layers'),
      ...checkParams(initializers, layer.initializer, layer.initializerParams, 'layers'),
    ];
  });
}

/**
 * The rows that are kept from training are a share of them together.
 * @param {Experiment} experiment
 * @returns {Problem[]}
 */
function checkHeldOut({ testFraction, validationFraction }) {
  if (!(testFraction + validationFraction > mostHeldOut)) return [];
  const given = `${testFraction} and ${validationFraction}`;
  const subject = 'Test and validation share together must be';
  return [{ field: 'validationFraction', ...refusal(subject, `at most ${mostHeldOut}`, given) }];
}

/**
 * Everything that is wrong with a state; an empty list for a good one.
 * @param {Schema} schema
 * @param {State} state
 * @returns {Problem[]}
 */
export function checkState(schema, state) {
  return check(schema, [...schema.fields.values()], state);
}

/**
 * Everything that is wrong with an experiment; an empty list for a good one.
 * @param {Schema} schema
 * @param {Experiment} experiment
 * @returns {Problem[]}
 */
export function checkExperiment(schema, experiment) {
  const fields = [...schema.fields.values()].filter(({ name }) => isOfExperiment(name));
  return check(schema, fields, experiment);
}

/**
 * @param {Schema} schema
 * @param {Field[]} fields
 * @param {Experiment} state
 * @returns {Problem[]}
 */
function check(schema, fields, state) {
  const values = new Map(Object.entries(state));
  const problems = fields.flatMap((field) => {
    const problem = refusalOf(field, values.get(field.name));
    return problem ? [{ field: field.name, ...problem }] : [];
  });
  for (const group of schema.groups) {
    const name = String(values.get(group.choice));
    problems.push(...checkParams(group.table, name, values.get(group.params), group.params));
  }
  return [...problems, ...checkHeldOut(state), ...checkLayers(schema, state.layers)];
}
