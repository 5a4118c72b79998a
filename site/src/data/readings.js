/**
 * The ways in which a text can be read as a table. A file does not say whether 120,5 is one number or two: every
 * delimiter is tried with every decimal mark, and the reading that is most rectangular and most numeric comes first.
 *
 * @typedef {import('./cells.js').DecimalMark} DecimalMark
 *
 * @typedef {object} Reading
 * @property {string} delimiter '' where the table has one column
 * @property {DecimalMark} decimal
 * @property {boolean} header whether the first row has the names of the columns
 * @property {number} columns
 * @property {number} score from 0 to 1
 */

import { isGrouped, isMissing, numberOf } from './cells.js';
import { noDelimiter, splitCells } from './split-cells.js';

const delimiters = [',', ';', '\t', '|', ' ', noDelimiter];
/** @type {DecimalMark[]} */
const decimals = ['.', ','];

/** What readings are scored by. */
const sampleRows = 200;
const sampleCharacters = 2 ** 16;

/** A number with marks between its thousands counts less than one without: 1,234 is more often 1.234. */
const groupedWorth = 0.9;
/** Factors on the score of what is rarely meant. */
const oneColumn = 0.3;
const commaForBoth = 0.85;
const spacesBetween = 0.95;

/**
 * @param {string} text with one kind of line end
 * @param {{delimiter?: string, decimal?: DecimalMark, header?: boolean}} [fixed] what is known
 * @returns {Reading[]} best first, at least one; each with another result
 */
export function readingsOf(text, fixed = {}) {
  const sample = sampleOf(text);
  const tried = fixed.delimiter === undefined ? delimiters : [fixed.delimiter || noDelimiter];
  const marks = fixed.decimal === undefined ? decimals : [fixed.decimal];
  const readings = tried.flatMap((delimiter) => {
    const rows = nonEmpty(splitCells(sample, delimiter, sampleRows).rows);
    return marks.map((decimal) => readingOf(rows, delimiter, decimal, fixed.header));
  });
  // The sort is stable: of two with the same score, the one tried first.
  const sorted = readings.sort((a, b) => b.reading.score - a.reading.score);
  const results = new Set();
  return sorted.flatMap(({ reading, result }) => {
    if (results.has(result)) return [];
    results.add(result);
    return [reading];
  });
}

/** @param {string} text */
function sampleOf(text) {
  if (text.length <= sampleCharacters) return text;
  const sample = text.slice(0, sampleCharacters);
  const end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
  return end > 0 ? sample.slice(0, end) : sample;
}

/** Rows with anything in them. @param {string[][]} rows */
export const nonEmpty = (rows) => rows.filter((row) => row.some((cell) => cell.trim() !== ''));

/**
 * @param {string[][]} rows
 * @param {string} delimiter
 * @param {DecimalMark} decimal
 * @param {boolean} [givenHeader]
 */
function readingOf(rows, delimiter, decimal, givenHeader) {
  const header = givenHeader ?? hasHeader(rows, decimal);
  const body = header ? rows.slice(1) : rows;
  const columns = commonLength(body.length > 0 ? body : rows);
  const { share, result } = numericShare(body, decimal);
  const even = rows.filter(({ length }) => length === columns).length / Math.max(rows.length, 1);
  const score = even * (0.5 + 0.5 * share) * plausibility(delimiter, decimal, columns);
  return {
    reading: { delimiter: columns > 1 ? delimiter : '', decimal, header, columns, score },
    result: `${columns} ${header} ${result}`,
  };
}

/** @param {string} delimiter @param {DecimalMark} decimal @param {number} columns */
function plausibility(delimiter, decimal, columns) {
  if (columns < 2) return oneColumn;
  if (delimiter === ' ') return spacesBetween;
  return delimiter === ',' && decimal === ',' ? commaForBoth : 1;
}

/** @param {string[][]} rows */
export function commonLength(rows) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let common = 0;
  for (const [length, count] of counts) {
    const most = counts.get(common) ?? 0;
    if (count > most || (count === most && length > common)) common = length;
  }
  return common;
}

/**
 * The share of numbers among the cells that are not missing, and a text that differs where cells or numbers do.
 * @param {string[][]} rows
 * @param {DecimalMark} decimal
 */
function numericShare(rows, decimal) {
  let present = 0;
  let numeric = 0;
  /** @type {(number | string)[]} */
  const values = [];
  for (const cell of rows.flat()) {
    if (isMissing(cell)) continue;
    const number = numberOf(cell, decimal);
    present += 1;
    if (!Number.isNaN(number)) numeric += isGrouped(cell, decimal) ? groupedWorth : 1;
    values.push(Number.isNaN(number) ? cell : number);
  }
  return { share: present > 0 ? numeric / present : 0, result: JSON.stringify(values) };
}

/**
 * Whether the first row has names: none of its cells is a number, and one of them stands above numbers. With texts alone
 * below, none of its cells may be a value of its column.
 * @param {string[][]} rows
 * @param {DecimalMark} decimal
 */
function hasHeader(rows, decimal) {
  const isNumber = (/** @type {string} */ cell = '') => !Number.isNaN(numberOf(cell, decimal));
  const [first = [], ...body] = rows;
  if (first.some(isNumber)) return false;
  const isAboveNumbers = (/** @type {string} */ cell, /** @type {number} */ column) =>
    !isMissing(cell) && body.some((row) => isNumber(row[column]));
  if (first.some(isAboveNumbers)) return true;
  return !first.some((cell, column) => body.some((row) => row[column] === cell));
}
