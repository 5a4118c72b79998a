/** A comparison as texts that put it into other pages. */

import { defaultSettings, settingKeys, writeLink } from './link.js';

/** @typedef {import('./link.js').Settings} Settings */

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * The element with its module.
 * @param {Settings} settings
 * @param {URL} site where the pages and their modules are
 */
export function elementText(settings, site) {
  const attributes = settingKeys
    .filter((key) => settings[key] !== defaultSettings[key])
    .map((key) => {
      const name = key === 'newData' ? 'new-data' : key;
      return settings[key] === true ? ` ${name}` : ` ${name}="${escaped(String(settings[key]))}"`;
    });
  const module = new URL('gradient-comparison.js', site).href;
  return [
    `<script type="module" src="${escaped(module)}"></script>`,
    `<gradient-comparison${attributes.join('')}></gradient-comparison>`,
  ].join('\n');
}

/**
 * A frame with the page.
 * @param {Settings} settings
 * @param {URL} site
 */
export function frameText(settings, site) {
  const address = new URL(`compare.html#${writeLink(settings)}`, site).href;
  return `<iframe src="${escaped(address)}" title="Comparison" width="100%" height="700" loading="lazy"></iframe>`;
}
