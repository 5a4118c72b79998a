/**
 * What the text of one cell says.
 *
 * @typedef {'.' | ','} DecimalMark
 */

/** Lower case; the whole cell. */
const missingTexts = new Set([
  '',
  '?',
  '-',
  '.',
  'na',
  'n/a',
  '#n/a',
  'nan',
  'null',
  'none',
  'nil',
  'missing',
]);

/** Beyond it, a number is infinite in single precision. */
const largestFloat = 3.4028234663852886e38;

const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const spaces = '[ \u00a0\u2009\u202f]';
/** Groups of three digits after the first one to three; the same mark between all of them. @type {Record<DecimalMark, RegExp>} */
const grouped = {
  '.': new RegExp(`^[+-]?\\d{1,3}(?:(?:,\\d{3})+|(?:${spaces}\\d{3})+|(?:['’]\\d{3})+)(\\.\\d*)?$`),
  ',': new RegExp(`^[+-]?\\d{1,3}(?:(?:\\.\\d{3})+|(?:${spaces}\\d{3})+|(?:['’]\\d{3})+)(,\\d*)?$`),
};
/** @type {Record<DecimalMark, RegExp>} */
const groupMarks = { '.': /[, '’\u00a0\u2009\u202f]/g, ',': /[. '’\u00a0\u2009\u202f]/g };

/** @param {string} cell */
export const isMissing = (cell) => missingTexts.has(cell.trim().toLowerCase());

/**
 * @param {string} cell
 * @param {DecimalMark} decimal
 * @returns {number} NaN where it is no number, or one beyond single precision
 */
export function numberOf(cell, decimal) {
  const text = cell.trim().replace('\u2212', '-');
  const written = decimal === '.' ? text : swapComma(text);
  const number = plain.test(written) ? Number(written) : groupedNumber(text, decimal);
  return Math.abs(number) <= largestFloat ? number : NaN;
}

/** A decimal comma as a point; a point, which would then be no decimal mark, as what no number has. @param {string} text */
const swapComma = (text) => (text.includes('.') ? '' : text.replace(',', '.'));

/** @param {string} text @param {DecimalMark} decimal */
function groupedNumber(text, decimal) {
  if (!grouped[decimal].test(text)) return NaN;
  return Number(text.replaceAll(groupMarks[decimal], '').replace(',', '.'));
}

/** Whether a number is written with marks between its thousands. @param {string} cell @param {DecimalMark} decimal */
export const isGrouped = (cell, decimal) => grouped[decimal].test(cell.trim());

const dates = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ]\d{1,2}:\d{2}.*)?$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( \d{1,2}:\d{2}.*)?$/,
  /^\d{1,2}[- ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ,]+\d{2,4}$/i,
  /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/,
];

/** A date or a time of day. @param {string} cell */
export function isDate(cell) {
  const text = cell.trim();
  return dates.some((form) => form.test(text));
}
