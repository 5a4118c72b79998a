/**
 * An axis of a comparison: one field of the experiment and the values to try.
 *
 *     initializer:zeros|normal(deviation:0.1)|he-normal     names with parameters
 *     learningRate:1e-3..1*7                                7 values, equal ratios
 *     noise:0..0.5+6                                        6 values, equal differences
 *     activation+output:tanh|sigmoid                        the output layer as well
 *     depth:2|12       width:4|16                           hidden layers, units of each
 *     variant:plain()|dropout(dropout:0.2,l2:0.01)          named sets of changes
 *
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('../state/state.js').State} State
 *
 * @typedef {object} AxisValue
 * @property {string} text as it stands in the axis
 * @property {string} label for people
 * @property {readonly (readonly [string, string])[]} settings names and texts, as a link has them; `depth` and `width` besides
 *
 * @typedef {object} Axis
 * @property {string} field
 * @property {boolean} output whether the output layer changes along
 * @property {readonly AxisValue[]} values
 */

import { readTexts, settingNames } from '../state/setting-texts.js';
import { isOfExperiment } from '../state/state.js';
import { parseNumber } from '../state/validate.js';
import { setDepth } from '../state/operations.js';
import { CompareError } from './compare-error.js';

/** Fields that stand for several. */
export const virtualFields = /** @type {const} */ (['depth', 'width', 'variant']);

/** Fields that mean the hidden layers, and the setting of the output layer that `+output` adds. */
const outputSettings = new Map([
  ['activation', 'outputActivation'],
  ['initializer', 'outputInitializer'],
]);

const parametersOf = new Map([
  ['activation', 'activationParams'],
  ['initializer', 'initializerParams'],
  ['data', 'dataParams'],
  ['optimizer', 'optimizerParams'],
  ['schedule', 'scheduleParams'],
  ['loss', 'lossParams'],
]);

const longestAxis = 4000;
const mostValues = 100;

/** @param {string} text */
const shown = (text) => `“${text.slice(0, 40)}”`;

/**
 * @param {Schema} schema
 * @param {string} text
 * @returns {Axis}
 * @throws {CompareError}
 */
export function readAxis(schema, text) {
  if (text.length > longestAxis) {
    const allowed = `at most ${longestAxis}`;
    throw new CompareError(
      'bad-axis',
      `An axis of ${text.length} characters; allowed: ${allowed}.`,
    );
  }
  const colon = text.indexOf(':');
  if (colon < 1) {
    const message = `The axis ${shown(text)} names no values; allowed: field:value|value.`;
    throw new CompareError('bad-axis', message);
  }
  const [field, output] = readField(schema, text.slice(0, colon));
  const texts = splitOutside(text.slice(colon + 1), '|').flatMap((part) => range(part.trim()));
  const values = texts.map((value) => readAxisValue(schema, field, output, value));
  if (new Set(texts).size < texts.length || texts.length > mostValues) {
    const message = `${field}: ${texts.length} values given; allowed: up to ${mostValues} different ones.`;
    throw new CompareError('bad-axis', message);
  }
  return { field, output, values };
}

/**
 * @param {Axis} axis
 * @returns {string} what `readAxis` reads as the same axis
 */
export function writeAxis({ field, output, values }) {
  return `${field}${output ? '+output' : ''}:${values.map(({ text }) => text).join('|')}`;
}

/** What can be an axis. @param {Schema} schema */
export const axisFields = (schema) => {
  const parameters = new Set([...parametersOf.values(), 'seed', 'weights']);
  const settings = settingNames(schema).filter(
    (name) => !parameters.has(name) && isOfExperiment(name),
  );
  return [...settings, ...virtualFields];
};

/**
 * @param {Schema} schema
 * @param {string} text
 * @returns {[string, boolean]} the field, and whether the output layer changes along
 */
function readField(schema, text) {
  const [name, suffix, ...more] = text.trim().split('+');
  const fields = axisFields(schema);
  const good = fields.includes(name) && more.length === 0;
  if (!good || (suffix !== undefined && !(suffix === 'output' && outputSettings.has(name)))) {
    const outputs = [...outputSettings.keys()].map((each) => `${each}+output`);
    const allowed = [...fields, ...outputs].join(', ');
    throw new CompareError('unknown-field', `No axis ${shown(text)}; allowed: ${allowed}.`);
  }
  return [name, suffix === 'output'];
}

/**
 * `1e-3..1*7` and `0..0.5+6` spelled out; any other text as it is.
 * @param {string} text
 * @returns {string[]}
 */
function range(text) {
  const match = /^([^.].*?)\.\.(.+?)([*+])(\d+)$/.exec(text);
  if (!match) return [text];
  const [from, to, count] = [match[1], match[2], match[4]].map(parseNumber);
  const byRatio = match[3] === '*';
  const message = `The range ${shown(text)}; allowed: two numbers${byRatio ? ' above 0' : ''} and 2 to ${mostValues} values.`;
  const bad = Number.isNaN(from) || Number.isNaN(to) || count < 2 || count > mostValues;
  if (bad || (byRatio && !(from > 0 && to > 0))) throw new CompareError('bad-axis', message);
  return Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    const value = byRatio ? from * (to / from) ** share : from + (to - from) * share;
    return String(Number(value.toPrecision(6)));
  });
}

/**
 * @param {Schema} schema
 * @param {string} field
 * @param {boolean} output
 * @param {string} text
 * @returns {AxisValue}
 */
function readAxisValue(schema, field, output, text) {
  if (text === '') {
    throw new CompareError('bad-value', `${field}: an empty value given; allowed: a value.`);
  }
  if (field === 'variant') return readVariant(schema, text);
  return { text, label: labelOf(schema, field, text), settings: settingsOf(field, output, text) };
}

/**
 * `normal (deviation 0.1)`, `learning rate 0.03`, `8 hidden layers`
 * @param {Schema} schema
 * @param {string} field
 * @param {string} text
 */
function labelOf(schema, field, text) {
  if (field === 'depth') return text === '1' ? '1 hidden layer' : `${text} hidden layers`;
  if (field === 'width') return text === '1' ? '1 unit' : `${text} units`;
  const known = fieldOf(schema, field);
  if (!known || known.type === 'text') return `${field} ${text}`;
  if (known.type !== 'choice') return `${known.label.toLowerCase()} ${text.replace('-', '−')}`;
  const [, name, params] = /^([\w-]+)(?:\((.*)\))?$/.exec(text) ?? [];
  const label = known.options.find(({ value }) => value === name)?.label ?? text;
  return params ? `${label} (${params.replaceAll(':', ' ')})` : label;
}

/**
 * The field of the experiment, or of its hidden layers, that an axis is about.
 * @param {Schema} schema
 * @param {string} name
 * @returns {import('../state/schema.js').Field | undefined}
 */
export function fieldOf(schema, name) {
  /** @type {Map<string, import('../state/schema.js').Field>} */
  const layer = new Map(Object.entries(schema.layer));
  return layer.get(name) ?? schema.fields.get(name);
}

/**
 * @param {string} field
 * @param {boolean} output
 * @param {string} text
 * @returns {[string, string][]}
 */
function settingsOf(field, output, text) {
  const match = /^([\w-]+)\(([^()]*)\)$/.exec(text);
  const parameters = parametersOf.get(field);
  if (!match || !parameters) {
    const outputSetting = output ? outputSettings.get(field) : undefined;
    return [
      [field, text],
      ...(outputSetting ? [/** @type {[string, string]} */ ([outputSetting, text])] : []),
    ];
  }
  if (output) {
    const message = `${field}+output: ${shown(text)} given; allowed: names without parameters.`;
    throw new CompareError('bad-value', message);
  }
  const [, name, params] = match;
  return [
    [field, name],
    [parameters, params],
  ];
}

/**
 * @param {Schema} schema
 * @param {string} text
 * @returns {AxisValue}
 */
function readVariant(schema, text) {
  const match = /^([\w .+-]+)\((.*)\)$/.exec(text);
  if (!match) {
    const allowed = 'name(setting:value,…)';
    throw new CompareError('bad-value', `variant: ${shown(text)} given; allowed: ${allowed}.`);
  }
  const [, label, body] = match;
  const fields = axisFields(schema).filter((name) => name !== 'variant');
  const changes = splitChanges(body).map((change) => {
    const colon = change.indexOf(':');
    const field = change.slice(0, Math.max(colon, 0)).trim();
    if (!fields.includes(field)) {
      const message = `variant ${label}: ${shown(change)} given; allowed: ${fields.join(', ')}.`;
      throw new CompareError('unknown-field', message);
    }
    return settingsOf(field, false, change.slice(colon + 1).trim());
  });
  return { text, label, settings: changes.flat() };
}

/** `dropout:0.2,layers:8,8`: a comma begins a change where a name and a colon follow. @param {string} body */
const splitChanges = (body) =>
  splitOutside(body, ',')
    .reduce((/** @type {string[]} */ changes, part) => {
      const begins = changes.length === 0 || /^\s*[a-zA-Z]\w*:/.test(part);
      return begins ? [...changes, part] : [...changes.slice(0, -1), `${changes.at(-1)},${part}`];
    }, [])
    .filter((change) => change.trim() !== '');

/**
 * Splits a text where a separator stands outside parentheses.
 * @param {string} text
 * @param {string} separator
 */
function splitOutside(text, separator) {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth = Math.max(0, depth - 1);
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/**
 * A state with a value of an axis in it.
 * @param {Schema} schema
 * @param {State} state
 * @param {AxisValue} value
 * @returns {State}
 * @throws {CompareError} naming the setting, what was given and what is allowed
 */
export function applyValue(schema, state, { settings }) {
  const shape = shapeOf(schema, settings);
  const deep = shape.depth === null ? state : setDepth(state, shape.depth);
  const layers =
    shape.width === null
      ? deep.layers
      : deep.layers.map((layer) => ({ ...layer, units: /** @type {number} */ (shape.width) }));
  const rest = settings.filter(([name]) => name !== 'depth' && name !== 'width');
  const { state: next, notes } = readTexts(
    schema,
    { ...deep, layers },
    rest.map(([name, text]) => [name, text]),
  );
  if (notes.length > 0) {
    const [{ field, message }] = notes;
    throw new CompareError('bad-value', `${field}: ${message}`);
  }
  return next;
}

/**
 * @param {Schema} schema
 * @param {AxisValue['settings']} settings
 * @returns {{ depth: number | null, width: number | null }}
 */
function shapeOf(schema, settings) {
  const { minimum, maximum } = /** @type {import('../state/schema.js').NumberField} */ (
    schema.layer.units
  );
  const limits = { depth: [0, schema.maximumLayers], width: [minimum, maximum] };
  const read = (/** @type {'depth' | 'width'} */ name) => {
    const text = settings.find(([setting]) => setting === name)?.[1];
    if (text === undefined) return null;
    const value = parseNumber(text);
    const [least, most] = limits[name];
    if (!Number.isInteger(value) || value < least || value > most) {
      const allowed = `a whole number from ${least} to ${most}`;
      throw new CompareError('bad-value', `${name}: ${shown(text)} given; allowed: ${allowed}.`);
    }
    return value;
  };
  return { depth: read('depth'), width: read('width') };
}
