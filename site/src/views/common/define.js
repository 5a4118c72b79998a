import { keepTexts } from './translated-texts.js';

/**
 * Registers an element once, however many bundles of the page hold it, and not at all where there are no
 * elements (rendering on a server).
 *
 * @param {string} name
 * @param {CustomElementConstructor} constructor
 */
export function define(name, constructor) {
  if (typeof customElements === 'undefined' || customElements.get(name)) return;
  keepTexts(constructor);
  customElements.define(name, constructor);
}
