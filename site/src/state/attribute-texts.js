/**
 * The element's attributes and properties as settings: every one has both.
 *
 * @typedef {import('./state.js').Layer} Layer
 * @typedef {import('./state.js').State} State
 * @typedef {import('./setting-texts.js').Note} Note
 */

import { kebab, settingNames, settingOf } from './names.js';
import { layerProperty, writeParams } from './setting-texts.js';

/** Attributes that are no settings of the experiment. */
const own = ['view', 'hide', 'lock', 'autoplay', 'address'];

/**
 * Those attributes that are settings; where one is given by two names, the current one counts.
 * @param {Element} element
 * @returns {Map<string, string>}
 */
export function attributeTexts(element) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const { name, value } of element.attributes) {
    const setting = settingOf(name);
    if (setting && (name === kebab(setting) || !texts.has(setting))) texts.set(setting, value);
  }
  return texts;
}

/**
 * A note for each attribute that is nearly one of the element's. Any other is somebody else's: of HTML, a
 * framework, a translator, an extension of the browser.
 * @param {Element} element
 * @param {ReadonlySet<string>} [among] the attributes to look at; else all
 * @returns {Note[]}
 */
export function typoNotes(element, among) {
  const known = [...settingNames.map(kebab), ...own];
  const names = [...element.attributes].map(({ name }) => name);
  return names.flatMap((name) => {
    if (among && !among.has(name)) return [];
    if (settingOf(name) || own.includes(name) || /^(data|aria)-|^on|:/.test(name)) return [];
    const meant = known.find((candidate) => isTypo(name, candidate));
    if (!meant) return [];
    const message = `“${name}” is not a setting; “${meant}” is.`;
    return [{ field: 'attributes', message }];
  });
}

/**
 * One slip in a name of four letters or more, two in a long one.
 * @param {string} name
 * @param {string} meant
 */
function isTypo(name, meant) {
  const most = meant.length >= 8 ? 2 : meant.length >= 4 ? 1 : 0;
  return Math.abs(name.length - meant.length) <= most && slips(name, meant) <= most;
}

/**
 * Letters to insert, leave out, replace or swap with their neighbour: the optimal string alignment distance.
 * @param {string} a
 * @param {string} b
 */
function slips(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i][j] = Math.min(
        rows[i - 1][j] + 1,
        rows[i][j - 1] + 1,
        replaced,
        swapped ? rows[i - 2][j - 2] + 1 : Infinity,
      );
    }
  }
  return rows[a.length][b.length];
}

/**
 * A property's value as the attribute has it: numbers and texts, lists of them, and parameters by name.
 * @param {unknown} value
 * @returns {string}
 */
export function attributeText(value) {
  if (Array.isArray(value)) {
    const separator = value.some((part) => typeof part === 'object') ? ';' : ',';
    return value.map(attributeText).join(separator);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return writeParams(/** @type {Record<string, number>} */ (value));
}

/**
 * The value that a setting has in a state: of a hidden layers' setting, one for each layer.
 * @param {State} state
 * @param {string} name
 */
export function settingIn(state, name) {
  const property = layerProperty(name);
  if (!property) return new Map(Object.entries(state)).get(name);
  return state.layers.map((layer) => new Map(Object.entries(layer)).get(property));
}
