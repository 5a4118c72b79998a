/**
 * A comparison in the URL's hash: `#base=preset%3Dvanishing&rows=…&columns=…&seeds=5&steps=300`.
 *
 * @typedef {import('./comparison.js').Description} Description
 *
 * @typedef {Required<Omit<Description, 'data'>> & {metric: string, view: string}} Settings
 */

import { CompareError, printed } from './compare-error.js';
import { defaults } from './comparison.js';
import { metrics } from './metrics.js';

/** What a page of comparisons can be told, and how each is read. */
export const settingKeys = /** @type {const} */ ([
  'base',
  'rows',
  'columns',
  'best',
  'seeds',
  'steps',
  'newData',
  'metric',
  'view',
]);

/** What is shown alone; '' for everything. */
export const views = /** @type {const} */ (['grid', 'overlay', 'ranking']);

/** @type {Settings} */
export const defaultSettings = { ...defaults, metric: metrics[0].id, view: '' };

const longestLink = 20_000;

/**
 * A whole number as written; what is none stays a text, which a comparison refuses by what was given.
 * @param {string} text
 * @returns {number}
 */
export const numberOrText = (text) =>
  /^\d+$/.test(text.trim()) ? Number(text) : /** @type {any} */ (text);

/**
 * `newData` alone means true; what is neither true nor false stays a text, which a comparison refuses.
 * @param {string} text
 * @returns {boolean}
 */
function flagOrText(text) {
  if (text === '' || text === 'true') return true;
  return text === 'false' ? false : /** @type {any} */ (text);
}

/**
 * @param {ReadonlyMap<string, string>} texts of the keys that are given
 * @returns {Settings} as given: not checked yet
 */
export function settingsFrom(texts) {
  const text = (/** @type {'base' | 'rows' | 'columns' | 'best' | 'metric' | 'view'} */ key) =>
    texts.get(key) ?? defaultSettings[key];
  const number = (/** @type {'seeds' | 'steps'} */ key) => {
    const given = texts.get(key);
    return given === undefined ? defaultSettings[key] : numberOrText(given);
  };
  const newData = texts.get('newData');
  return {
    base: text('base'),
    rows: text('rows'),
    columns: text('columns'),
    best: text('best'),
    seeds: number('seeds'),
    steps: number('steps'),
    newData: newData === undefined ? defaultSettings.newData : flagOrText(newData),
    metric: text('metric'),
    view: text('view'),
  };
}

/**
 * What of a comparison is shown; `readComparison` checks what is trained.
 * @param {{metric?: unknown, view?: unknown}} settings
 * @throws {CompareError}
 */
export function checkShown({ metric = defaultSettings.metric, view = '' }) {
  const ids = metrics.map(({ id }) => id);
  oneOf('metric', metric, ids);
  oneOf('view', view === '' ? views[0] : view, views);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {readonly string[]} allowed
 */
function oneOf(name, value, allowed) {
  if (allowed.some((each) => each === value)) return;
  const message = `${name}: ${printed(value)} given; allowed: ${allowed.join(', ')}.`;
  throw new CompareError('bad-value', message);
}

/**
 * @param {Iterable<string>} keys
 * @throws {CompareError} naming the first that is none
 */
export function checkKeys(keys) {
  for (const key of keys) {
    if (settingKeys.some((each) => each === key)) continue;
    const message = `“${key.slice(0, 40)}” given; allowed: ${settingKeys.join(', ')}.`;
    throw new CompareError('unknown-field', message);
  }
}

/**
 * @param {string} hash with or without `#`
 * @returns {Map<string, string>} the keys that it has
 * @throws {CompareError} for a key that is none, or that is given twice
 */
export function readLink(hash) {
  if (hash.length > longestLink) {
    const message = `A link of ${hash.length} characters; allowed: at most ${longestLink}.`;
    throw new CompareError('bad-value', message);
  }
  const given = new URLSearchParams(
    hash.replace(/^#/, '').replaceAll('&amp;', '&').replaceAll('+', '%2B'),
  );
  checkKeys(given.keys());
  const texts = new Map(given);
  if (texts.size === [...given].length) return texts;
  const twice = settingKeys.find((key) => given.getAll(key).length > 1);
  throw new CompareError('bad-value', `${twice} is given twice; allowed: each key once.`);
}

/**
 * @param {Settings} settings
 * @returns {string} without `#`
 */
export function writeLink(settings) {
  return settingKeys
    .filter((key) => settings[key] !== defaultSettings[key])
    .map((key) => `${key}=${encode(String(settings[key]))}`)
    .join('&');
}

/** Leaves what a hash can hold and a reader can follow. @param {string} text */
const encode = (text) =>
  encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%7C', '|')
    .replaceAll('%2B', '+');
