/**
 * The element's own attributes, which are no settings of the experiment: what is shown, whether settings are
 * fixed, and when training begins. The page's address may hold them too, for those who keep only frames.
 */

/**
 * Whether an attribute that needs no value is meant: there, and not the word false.
 * @param {unknown} value of the attribute or the property
 */
export const isOn = (value) =>
  value !== null && value !== undefined && String(value).trim().toLowerCase() !== 'false';

/**
 * @param {unknown} value
 * @returns {'off' | 'visible' | 'now'}
 */
export function autoplayOf(value) {
  if (!isOn(value)) return 'off';
  return String(value).trim().toLowerCase() === 'visible' ? 'visible' : 'now';
}

/**
 * Names, separated by spaces or commas.
 * @param {unknown} value
 * @returns {string[]} none where the attribute has been removed
 */
export const namesIn = (value) =>
  String(value ?? '')
    .split(/[\s,]+/)
    .filter(Boolean);
