/**
 * Checks what comes from outside (hash, attribute, form, script) against the fields. A refusal names the
 * field, what was given and what is allowed.
 *
 * @typedef {import('./fields.js').Field} Field
 * @typedef {import('./fields.js').NumberField} NumberField
 * @typedef {import('./fields.js').Schema} Schema
 * @typedef {import('./state.js').State} State
 * @typedef {{field: string, message: string}} Problem
 */

import * as v from 'valibot';
import { entryOf, layerFieldNames, parameterField } from './fields.js';

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
 * @param {Field} field
 * @returns {(issue: {input: unknown}) => string}
 */
const refusal = (field) => (issue) =>
  `${field.label} must be ${allowed(field)}; given: ${shown(issue.input)}.`;

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
 * @returns {v.GenericSchema}
 */
export function schemaOf(field) {
  const message = refusal(field);
  if (field.type === 'number') {
    return v.pipe(
      v.number(message),
      v.check((value) => inRange(field, value), message),
    );
  }
  if (field.type === 'text') {
    return v.pipe(
      v.string(message),
      v.check((value) => field.pattern.test(value), message),
    );
  }
  const option = v.picklist(
    field.options.map(({ value }) => value),
    message,
  );
  if (field.type === 'choice') return option;
  return v.pipe(
    v.array(option, message),
    v.minLength(1, message),
    v.check((list) => new Set(list).size === list.length, message),
  );
}

/**
 * The reason why a field refuses a value, or null.
 * @param {Field} field
 * @param {unknown} value
 */
export function refuse(field, value) {
  const result = v.safeParse(schemaOf(field), value);
  return result.success ? null : result.issues[0].message;
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
 * Parameters of a table's entry.
 * @param {readonly import('./fields.js').Info[]} table
 * @param {string} name
 * @param {unknown} params
 * @param {string} where
 * @returns {Problem[]}
 */
function checkParams(table, name, params, where) {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    return [
      { field: where, message: `${where} must be an object of numbers; given: ${shown(params)}.` },
    ];
  }
  const known = entryOf(table, name)?.parameters ?? [];
  return Object.entries(params).flatMap(([key, value]) => {
    const info = known.find((parameter) => parameter.name === key);
    if (!info) {
      const names = known.map((parameter) => parameter.name).join(', ') || 'none';
      const message = `${name} has no parameter “${key.slice(0, 40)}”; allowed: ${names}.`;
      return [{ field: where, message }];
    }
    const message = refuse(parameterField(info), value);
    return message ? [{ field: where, message }] : [];
  });
}

/**
 * @param {Schema} schema
 * @param {unknown} layers
 * @returns {Problem[]}
 */
function checkLayers(schema, layers) {
  if (!Array.isArray(layers) || layers.length > schema.maximumLayers) {
    const given = Array.isArray(layers) ? layers.length : shown(layers);
    const message = `Hidden layers must be a list of at most ${schema.maximumLayers}; given: ${given}.`;
    return [{ field: 'layers', message }];
  }
  return layers.flatMap((layer, index) => {
    const where = `Hidden layer ${index + 1}`;
    if (typeof layer !== 'object' || layer === null) {
      return [{ field: 'layers', message: `${where} must be an object; given: ${shown(layer)}.` }];
    }
    const problems = layerFieldNames.flatMap((name) => {
      const message = refuse(schema.layer[name], layer[name]);
      return message ? [{ field: 'layers', message: `${where}: ${message}` }] : [];
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
 * Everything that is wrong with a state; an empty list for a good one.
 * @param {Schema} schema
 * @param {State} state
 * @returns {Problem[]}
 */
export function checkState(schema, state) {
  const values = new Map(Object.entries(state));
  const problems = [...schema.fields.values()].flatMap((field) => {
    const message = refuse(field, values.get(field.name));
    return message ? [{ field: field.name, message }] : [];
  });
  for (const group of schema.groups) {
    const name = String(values.get(group.choice));
    problems.push(...checkParams(group.table, name, values.get(group.params), group.params));
  }
  return [...problems, ...checkLayers(schema, state.layers)];
}
