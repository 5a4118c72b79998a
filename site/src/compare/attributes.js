/** The element's attributes: the keys of a link, in kebab case, or as HTML reads the keys themselves. */

import { settingKeys, settingsFrom } from './link.js';

/** @param {string} key */
const namesOf = (key) => {
  const kebab = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return kebab === key ? [key] : [kebab, key.toLowerCase()];
};

/** All that are read. */
export const attributeNames = settingKeys.flatMap(namesOf);

/**
 * @param {Pick<Element, 'getAttribute'>} element
 * @returns {import('./link.js').Settings} as given: not checked yet
 */
export function settingsOf(element) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const key of settingKeys) {
    const [value] = namesOf(key).flatMap((name) => element.getAttribute(name) ?? []);
    if (value !== undefined) texts.set(key, key === 'base' ? plainBase(value) : value);
  }
  return settingsFrom(texts);
}

/**
 * The experiment may be percent-encoded, as it is in a link; it has a `=` where it is not.
 * @param {string} text
 */
function plainBase(text) {
  if (text.includes('=') || !/%3d/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
