/**
 * A column of a table as inputs of a network.
 *
 * @typedef {import('./cells.js').DecimalMark} DecimalMark
 * @typedef {import('./columns.js').Column} Column
 *
 * @typedef {object} InputGroup the inputs made of one column
 * @property {string[]} names
 * @property {(cell: string) => number} place of a cell's category among the inputs; -1 for a number
 */

import { isMissing, numberOf } from './cells.js';
import { maxPlainCategories } from './limits.js';

/** In the order of numbers where all are numbers, else of code points. @param {Iterable<string>} texts */
export function sortedTexts(texts) {
  const list = [...texts];
  const numeric = list.every((text) => !Number.isNaN(numberOf(text, '.')));
  if (numeric) return list.sort((a, b) => numberOf(a, '.') - numberOf(b, '.'));
  return list.sort((a, b) => (a < b ? -1 : Number(a > b)));
}

/**
 * The different texts of a column and how often each stands there.
 * @param {readonly string[][]} rows
 * @param {number} index
 */
export function countTexts(rows, index) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { [index]: cell } of rows) {
    if (!isMissing(cell)) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  }
  return counts;
}

/**
 * @param {Column} column
 * @param {number} index
 * @param {readonly string[][]} rows that are used
 * @param {boolean} common only the most common texts have an input of their own
 * @returns {InputGroup}
 */
export function inputGroup({ name, type }, index, rows, common) {
  if (type === 'number') return { names: [name], place: () => -1 };
  const counts = countTexts(rows, index);
  const shortened = common && counts.size > maxPlainCategories;
  const own = shortened ? mostCommon(counts, maxPlainCategories - 1) : [...counts.keys()];
  const texts = sortedTexts(own);
  const places = new Map(texts.map((text, place) => [text, place]));
  const names = texts.map((text) => `${name} = ${text}`);
  if (shortened) names.push(`${name} = other`);
  return { names, place: (cell) => places.get(cell.trim()) ?? texts.length };
}

/** @param {Map<string, number>} counts @param {number} many */
function mostCommon(counts, many) {
  const sorted = sortedTexts(counts.keys());
  const count = (/** @type {string} */ text) => counts.get(text) ?? 0;
  return sorted.sort((a, b) => count(b) - count(a)).slice(0, many);
}

/**
 * Writes a column's inputs into a matrix; missing cells get the mean of each input over the others.
 * @param {InputGroup} group
 * @param {number} index of the column
 * @param {readonly string[][]} rows
 * @param {DecimalMark} decimal
 * @param {Float32Array} x [rows, inputs]
 * @param {{first: number, inputs: number}} at the first input of the group, and how many there are in all
 */
export function encodeColumn({ names, place }, index, rows, decimal, x, { first, inputs }) {
  const sums = new Float64Array(names.length);
  /** @type {number[]} */
  const missing = [];
  for (const [row, { [index]: cell }] of rows.entries()) {
    const start = row * inputs + first;
    if (isMissing(cell)) {
      missing.push(start);
      continue;
    }
    const category = place(cell);
    const input = Math.max(category, 0);
    const value = category < 0 ? numberOf(cell, decimal) : 1;
    x[start + input] = value;
    sums[input] += value;
  }
  const means = sums.map((sum) => sum / Math.max(rows.length - missing.length, 1));
  for (const start of missing) x.set(means, start);
}
