/**
 * The element's attributes as settings: every field has one, in kebab case.
 *
 * @typedef {import('./fields.js').Schema} Schema
 */

/** Attributes with a meaning of their own, on the element as on any other. */
const own = new Set(['view', 'hide', 'lock', 'autoplay', 'address']);

/** @param {string} name */
const camel = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/**
 * Those attributes that are meant as settings: all but the element's own and the global ones of HTML.
 * @param {Element} element
 * @returns {Map<string, string>}
 */
export function attributeTexts(element) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const { name, value } of element.attributes) {
    const setting = settingOf(name);
    if (setting) texts.set(setting, value);
  }
  return texts;
}

const globals = new Set([
  'id',
  'class',
  'style',
  'slot',
  'title',
  'lang',
  'dir',
  'hidden',
  'tabindex',
  'role',
  'part',
]);

/**
 * The setting that an attribute is meant as; null for any other attribute.
 * @param {string} name
 */
export function settingOf(name) {
  const other = own.has(name) || globals.has(name) || /^(data|aria)-|^on|:/.test(name);
  return other ? null : camel(name);
}
