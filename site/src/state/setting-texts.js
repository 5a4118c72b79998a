/**
 * The state as named texts, and back: what the URL hash and the element's attributes have in common.
 * Only what differs from a base is written. A text that is unknown or bad is left out with a note.
 *
 * Hidden layers are written by column, `layers=8,8 activation=relu,tanh`; a column with one value is meant
 * for every layer.
 *
 * @typedef {import('./schema.js').Field} Field
 * @typedef {import('./schema.js').Schema} Schema
 * @typedef {import('./state.js').State} State
 * @typedef {import('./state.js').Layer} Layer
 * @typedef {import('./validate.js').Refusal} Refusal
 *
 * For people to read; `given` and `allowed` where a setting was refused, `action` where something can be done about it;
 * `setting` where that changes the settings.
 * @typedef {{label: string, run: () => void, setting?: boolean}} Action
 * @typedef {{field: string, message: string, given?: string, allowed?: string, action?: Action}} Note
 */

import { currentName, layerFieldNames } from './schema.js';
import { defaultLayer, same } from './state.js';
import { checkState, parseNumber, refusalOf } from './validate.js';

/** Keys of the hidden layers' columns. */
const columnKeys = new Map([
  ['layers', 'units'],
  ['activation', 'activation'],
  ['initializer', 'initializer'],
  ['bias', 'bias'],
  ['dropout', 'dropout'],
]);
/** Keys of the columns of parameters, and the choice that those belong to. */
const paramColumns = /** @type {const} */ ([
  { key: 'activationParams', params: 'params', choice: 'activation' },
  { key: 'initializerParams', params: 'initializerParams', choice: 'initializer' },
]);

/** The property of a hidden layer that a key stands for. @param {string} key @returns {string | undefined} */
export const layerProperty = (key) =>
  columnKeys.get(key) ?? paramColumns.find((column) => column.key === key)?.params;

/** @param {Record<string, number>} params */
export const writeParams = (params) =>
  Object.entries(params)
    .map(([name, value]) => `${name}:${value}`)
    .join(',');

/**
 * @param {string} text
 * @returns {Record<string, number>}
 */
function readParams(text) {
  const pairs = text.split(',').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const colon = pair.lastIndexOf(':');
      return [pair.slice(0, Math.max(colon, 0)), parseNumber(pair.slice(colon + 1))];
    }),
  );
}

/**
 * One value where all are alike, else one for each layer.
 * @param {string[]} column
 * @param {string} separator
 */
function joinColumn(column, separator) {
  return column.length > 1 && new Set(column).size === 1 ? column[0] : column.join(separator);
}

/**
 * The layers of `base`, brought to another number by repeating the last.
 * @param {readonly Layer[]} base
 * @param {number} count
 */
function stretch(base, count) {
  const last = base.at(-1) ?? defaultLayer;
  return Array.from({ length: count }, (_, index) => ({ ...(base[index] ?? last) }));
}

/**
 * @param {readonly Layer[]} layers
 * @param {readonly Layer[]} base
 * @returns {[string, string][]}
 */
function writeLayers(layers, base) {
  if (same(layers, base)) return [];
  /** @type {[string, string][]} */
  const texts = [];
  const assumed = stretch(base, layers.length);
  const units = layers.map((layer) => String(layer.units));
  if (layers.length !== base.length || layers.some((layer, i) => layer.units !== base[i].units)) {
    texts.push(['layers', units.join(',') || '0']);
  }
  for (const [key, name] of columnKeys) {
    if (key === 'layers') continue;
    const column = layers.map((layer) => String(new Map(Object.entries(layer)).get(name)));
    const expected = assumed.map((layer) => String(new Map(Object.entries(layer)).get(name)));
    if (!same(column, expected)) texts.push([key, joinColumn(column, ',')]);
  }
  for (const { key, params, choice } of paramColumns) {
    const column = layers.map((layer) => writeParams(layer[params]));
    const expected = assumed.map((layer, i) =>
      layer[choice] === layers[i][choice] ? writeParams(layer[params]) : '',
    );
    if (!same(column, expected)) texts.push([key, joinColumn(column, ';')]);
  }
  return texts;
}

/**
 * What sets `state` apart from `base`, in the fields' order.
 * @param {Schema} schema
 * @param {State} state
 * @param {State} base
 * @returns {[string, string][]}
 */
export function writeTexts(schema, state, base) {
  const [values, usual] = [state, base].map((object) => new Map(Object.entries(object)));
  /** @type {[string, string][]} */
  const texts = [];
  for (const name of schema.fields.keys()) {
    const value = values.get(name);
    if (!same(value, usual.get(name))) texts.push([name, String(value)]);
  }
  for (const { choice, params } of schema.groups) {
    const value = values.get(params);
    const expected = values.get(choice) === usual.get(choice) ? usual.get(params) : {};
    if (!same(value, expected)) {
      texts.push([params, writeParams(/** @type {Record<string, number>} */ (value))]);
    }
  }
  return [...texts, ...writeLayers(state.layers, base.layers)];
}

/**
 * @param {Field} field
 * @param {string} text
 */
function readValue(field, text) {
  if (field.type === 'number') {
    const value = parseNumber(text);
    return Number.isNaN(value) ? text : value;
  }
  return field.type === 'set' ? text.split(',').filter(Boolean) : text;
}

/**
 * @param {Schema} schema
 * @param {State} base
 * @param {Iterable<[string, string]>} texts
 * @returns {{state: State, notes: Note[]}}
 */
export function readTexts(schema, base, texts) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (const [key, text] of texts) {
    const name = currentName(key);
    if (name === key || !given.has(name)) given.set(name, text);
  }
  /** @type {Note[]} */
  const notes = [];
  let state = base;
  for (const [key, text] of inOrder(schema, given)) {
    const result = readText(schema, state, key, text);
    if (isRefusal(result)) {
      const { given: value, allowed, message } = result;
      notes.push({ field: key, message, given: value, allowed });
    } else {
      state = result;
    }
  }
  return { state, notes };
}

/**
 * Choices before the parameters of what they choose; the number of layers before their columns.
 * @param {Schema} schema
 * @param {Map<string, string>} texts
 */
function inOrder(schema, texts) {
  const late = new Set([
    ...schema.groups.map(({ params }) => params),
    ...paramColumns.map(({ key }) => key),
  ]);
  /** @param {string} key */
  const rank = (key) => (late.has(key) ? 2 : columnKeys.has(key) && key !== 'layers' ? 1 : 0);
  return [...texts].sort(([a], [b]) => rank(a) - rank(b));
}

/**
 * @param {Schema} schema
 * @param {State} state
 * @param {string} key
 * @param {string} text
 * @returns {State | Refusal} the reason why it was left out
 */
function readText(schema, state, key, text) {
  const field = schema.fields.get(key);
  if (field) {
    const value = readValue(field, text);
    const refusal = refusalOf(field, value);
    if (refusal) return refusal;
    const group = schema.groups.find(({ choice }) => choice === key);
    return { ...state, [key]: value, ...(group && { [group.params]: {} }) };
  }
  const next = readOther(schema, state, key, text);
  if (next === null) return unknownSetting(schema, key);
  if (isRefusal(next)) return next;
  const [problem] = checkState(schema, next);
  return problem ?? next;
}

/** @param {State | Refusal} value @returns {value is Refusal} */
const isRefusal = (value) => 'message' in value;

/**
 * @param {Schema} schema
 * @param {string} key
 * @returns {Refusal}
 */
function unknownSetting(schema, key) {
  const given = `“${key.slice(0, 40)}”`;
  return { given, allowed: settingNames(schema).join(', '), message: `${given} is not a setting.` };
}

/**
 * Every key that `readTexts` knows.
 * @param {Schema} schema
 */
export const settingNames = (schema) => [
  ...schema.fields.keys(),
  ...schema.groups.map(({ params }) => params),
  ...columnKeys.keys(),
  ...paramColumns.map(({ key }) => key),
];

/**
 * @param {Schema} schema
 * @param {State} state
 * @param {string} key
 * @param {string} text
 * @returns {State | Refusal | null}
 */
function readOther(schema, state, key, text) {
  if (schema.groups.some(({ params }) => params === key)) {
    return { ...state, [key]: readParams(text) };
  }
  const column = paramColumns.find((candidate) => candidate.key === key);
  if (column) {
    return readColumn(state, text.split(';'), (layer, part) => ({
      ...layer,
      [column.params]: readParams(part),
    }));
  }
  const name = layerFieldNames.find((candidate) => candidate === columnKeys.get(key));
  if (!name) return null;
  const parts = text.split(',');
  if (name === 'units') return readUnits(schema, state, parts);
  const field = schema.layer[name];
  return readColumn(state, parts, (layer, part) => ({
    ...layer,
    ...(name === 'activation' && part !== layer.activation && { params: {} }),
    ...(name === 'initializer' && part !== layer.initializer && { initializerParams: {} }),
    [name]: readValue(field, part),
  }));
}

/**
 * @param {Schema} schema
 * @param {State} state
 * @param {string[]} parts
 * @returns {State | Refusal}
 */
function readUnits(schema, state, parts) {
  if (parts.length > schema.maximumLayers) {
    const [given, allowed] = [String(parts.length), `at most ${schema.maximumLayers}`];
    return { given, allowed, message: `Hidden layers must be ${allowed}; given: ${given}.` };
  }
  if (parts.length === 1 && parts[0] === '0') return { ...state, layers: [] };
  const units = parts.map((part) => /** @type {number} */ (readValue(schema.layer.units, part)));
  const layers = stretch(state.layers, units.length);
  return { ...state, layers: layers.map((layer, index) => ({ ...layer, units: units[index] })) };
}

/**
 * @param {State} state
 * @param {string[]} parts
 * @param {(layer: Layer, part: string) => Layer} change
 * @returns {State | Refusal}
 */
function readColumn(state, parts, change) {
  const { layers } = state;
  if (parts.length !== 1 && parts.length !== layers.length) {
    const message = `Given for ${parts.length} layers, but there are ${layers.length}.`;
    return { given: `${parts.length} values`, allowed: `1 or ${layers.length} values`, message };
  }
  return { ...state, layers: layers.map((layer, i) => change(layer, parts[i] ?? parts[0])) };
}
