/**
 * A comparison in the URL's hash: `#base=preset%3Dvanishing&rows=…&columns=…&seeds=5&steps=300`.
 *
 * @typedef {import('./comparison.js').Description} Description
 *
 * @typedef {Required<Description> & {metric: string}} Settings
 */

import { defaults } from './comparison.js';
import { metrics } from './metrics.js';

/** What a page of comparisons can be told, and how each is read. */
export const settingKeys = /** @type {const} */ ([
  'base',
  'rows',
  'columns',
  'seeds',
  'steps',
  'newData',
  'metric',
]);

/** @type {Settings} */
export const defaultSettings = { ...defaults, metric: metrics[0].id };

/**
 * A whole number as written; what is none stays a text, which a comparison refuses by what was given.
 * @param {string} text
 * @returns {number}
 */
export const numberOrText = (text) =>
  /^\d+$/.test(text.trim()) ? Number(text) : /** @type {any} */ (text);

/**
 * @param {ReadonlyMap<string, string>} texts of the keys that are given
 * @returns {Settings}
 */
export function settingsFrom(texts) {
  const text = (/** @type {'base' | 'rows' | 'columns' | 'metric'} */ key) =>
    texts.get(key) ?? defaultSettings[key];
  const number = (/** @type {'seeds' | 'steps'} */ key) => {
    const given = texts.get(key);
    return given === undefined ? defaultSettings[key] : numberOrText(given);
  };
  return {
    base: text('base'),
    rows: text('rows'),
    columns: text('columns'),
    seeds: number('seeds'),
    steps: number('steps'),
    newData: texts.has('newData') && texts.get('newData') !== 'false',
    metric: text('metric'),
  };
}

/**
 * @param {string} hash with or without `#`
 * @returns {Map<string, string>} the keys that it has
 */
export function readLink(hash) {
  const given = new URLSearchParams(
    hash.replace(/^#/, '').replaceAll('&amp;', '&').replaceAll('+', '%2B'),
  );
  return new Map(
    settingKeys.flatMap((key) => {
      const value = given.get(key);
      return value === null ? [] : [[key, value]];
    }),
  );
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
