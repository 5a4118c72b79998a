/**
 * The state in the URL's hash: `#v=1&preset=dying-relu&learningRate=0.3`. Short, readable, versioned;
 * holds only what differs from the preset it names. Reading never throws.
 *
 * @typedef {import('./schema.js').Schema} Schema
 * @typedef {import('./state.js').State} State
 * @typedef {import('./setting-texts.js').Note} Note
 */

import { defaultPreset, presetState, presetsFor } from './presets.js';
import { readTexts, writeTexts } from './setting-texts.js';

const version = '1';
/** What the page may be told besides settings: which panels to show, whether settings are fixed, when to train. */
export const optionNames = /** @type {const} */ (['view', 'hide', 'lock', 'autoplay']);
/** Longer than any hash that this page writes; more is not worth reading. */
const longest = 50_000;

/**
 * @param {Schema} schema
 * @param {State} state
 * @param {ReadonlyMap<string, string>} [options] besides the settings
 * @returns {string} without the leading `#`; empty for the page as it opens
 */
export function encodeHash(schema, state, options = new Map()) {
  const texts = writeTexts(schema, state, presetState(state.preset));
  if (state.preset !== defaultPreset) texts.unshift(['preset', state.preset || 'none']);
  texts.push(...options);
  if (texts.length === 0) return '';
  return [['v', version], ...texts].map(([key, text]) => part(key, text)).join('&');
}

/**
 * An option without a value is written as its name alone.
 * @param {string} key
 * @param {string} text
 */
const part = (key, text) => (text === '' && isOption(key) ? key : `${key}=${encode(text)}`);

/** @param {string} key */
const isOption = (key) => optionNames.some((name) => name === key);

/** Percent-encodes what a hash cannot hold, and leaves commas and colons readable. @param {string} text */
function encode(text) {
  return encodeURIComponent(text)
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%3B', ';');
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/**
 * The settings that a hash names, not checked yet, and the options; what cannot be one of them is noted.
 * @param {string} hash with or without `#`
 * @returns {{texts: Map<string, string>, options: Map<string, string>, notes: Note[]}}
 */
export function splitHash(hash) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  /** @type {Map<string, string>} */
  const options = new Map();
  /** @type {Note[]} */
  const notes = [];
  const body = hash.replace(/^#/, '');
  if (body.length > longest) {
    notes.push({ field: 'hash', message: 'The address is too long to be read; it was ignored.' });
    return { texts, options, notes };
  }
  // A text editor of another page may have written & as &amp;, even twice.
  for (const part of body.split(/&(?:amp;)*/).filter(Boolean)) {
    const equals = part.indexOf('=');
    const bare = equals < 0 && isOption(part);
    const [key, value] = bare
      ? [part, '']
      : [part.slice(0, Math.max(equals, 0)), part.slice(equals + 1)].map(decode);
    if (!key || value === null) {
      notes.push({ field: 'hash', message: `“${part.slice(0, 40)}” is not a setting.` });
    } else if (isOption(key)) {
      options.set(key, value);
    } else {
      texts.set(key, value);
    }
  }
  const given = texts.get('v') ?? version;
  texts.delete('v');
  if (given !== version) {
    const message = `The address was written for version ${given.slice(0, 10)} of the page; this is ${version}.`;
    notes.push({ field: 'v', message });
  }
  return { texts, options, notes };
}

/**
 * @param {Schema} schema
 * @param {string} hash with or without `#`
 * @returns {{state: State, notes: Note[]}}
 */
export function decodeHash(schema, hash) {
  const { texts, notes } = splitHash(hash);
  const { state, notes: more } = readSettings(schema, texts);
  return { state, notes: [...notes, ...more] };
}

/**
 * From named texts: a preset, if any, and changes to it.
 * @param {Schema} schema
 * @param {Map<string, string>} texts
 * @returns {{state: State, notes: Note[]}}
 */
export function readSettings(schema, texts) {
  const rest = new Map(texts);
  const preset = rest.get('preset') ?? defaultPreset;
  rest.delete('preset');
  const known = preset === 'none' || presetsFor(schema).some(({ id }) => id === preset);
  const base = presetState(preset === 'none' ? '' : known ? preset : defaultPreset);
  const { state, notes } = readTexts(schema, base, rest);
  if (!known) {
    const given = `“${preset.slice(0, 40)}”`;
    const allowed = ['none', ...presetsFor(schema).map(({ id }) => id)].join(', ');
    const message = `There is no experiment ${given}.`;
    notes.unshift({ field: 'preset', message, given, allowed });
  }
  return { state, notes };
}
