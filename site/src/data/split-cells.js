import Papa from 'papaparse';

/** The delimiter of a text with one column: a character that stands in no table. */
export const noDelimiter = '\u001f';

/**
 * @typedef {object} SplitText
 * @property {string[][]} rows
 * @property {Set<number>} damaged rows whose quotes are not as they should be
 */

/**
 * Splits a text into rows and cells, with quotes as in RFC 4180.
 * @param {string} text
 * @param {string} delimiter ' ' for any number of spaces
 * @param {number} [preview] rows at most; 0 for all
 * @returns {SplitText}
 */
export function splitCells(text, delimiter, preview = 0) {
  const source = delimiter === ' ' ? singleSpaces(text) : text;
  /** @type {Papa.ParseConfig<string[]> & {worker?: false, download?: false}} */
  const config = { delimiter, newline: newlineOf(source), preview };
  const { data, errors } = /** @type {Papa.ParseResult<string[]>} */ (Papa.parse(source, config));
  const damaged = errors.filter(({ type }) => type === 'Quotes').map(({ row = 0 }) => row);
  return { rows: data, damaged: new Set(damaged) };
}

/** Columns that spaces line up. @param {string} text */
const singleSpaces = (text) => text.replace(/^ +| +$/gm, '').replace(/ {2,}/g, ' ');

/** @param {string} text whose line ends are all alike; see `evenLineEnds` */
function newlineOf(text) {
  if (text.includes('\r\n')) return '\r\n';
  return text.includes('\r') && !text.includes('\n') ? '\r' : '\n';
}

/**
 * A text with one kind of line end: as it is where it has one, else with '\n' in place of all.
 * @param {string} text
 */
export function evenLineEnds(text) {
  const all = (text.match(/\r\n|\r|\n/g) ?? []).length;
  const pairs = (text.match(/\r\n/g) ?? []).length;
  const singles = (text.match(/\r/g) ?? []).length - pairs;
  const isEven = pairs === all || singles === all || (pairs === 0 && singles === 0);
  return isEven ? text : text.replace(/\r\n?/g, '\n');
}

/**
 * The line of the text, from 1, at which each row begins: cells in quotes may have several.
 * @param {string[][]} rows
 * @returns {Uint32Array}
 */
export function lineNumbers(rows) {
  const lines = new Uint32Array(rows.length);
  let line = 1;
  for (const [index, row] of rows.entries()) {
    lines[index] = line;
    line += 1;
    for (const cell of row) line += (cell.match(/\r\n|\r|\n/g) ?? []).length;
  }
  return lines;
}
