/**
 * What the columns of a table hold.
 *
 * @typedef {import('./cells.js').DecimalMark} DecimalMark
 *
 * @typedef {'number' | 'category' | 'date' | 'empty'} ColumnType
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {ColumnType} type of most cells that are not missing
 * @property {number} missing cells without a value
 * @property {number} distinct values
 */

import { isDate, isMissing, numberOf } from './cells.js';

/** A column is of a type where that share of its values is. */
const typeShare = 0.9;

/**
 * Names for columns: those given, numbered where several are alike, and `column 3` where there is none.
 * @param {readonly string[]} given
 * @returns {{names: string[], unnamed: string[], repeated: string[]}}
 */
export function columnNames(given) {
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {string[]} */
  const unnamed = [];
  /** @type {string[]} */
  const repeated = [];
  const wanted = new Set(given.map((name) => name.trim()));
  const names = given.map((text, index) => {
    const own = text.trim();
    const base = own || `column ${index + 1}`;
    let name = base;
    for (let i = 2; used.has(name) || (name !== own && wanted.has(name)); i += 1) {
      name = `${base} (${i})`;
    }
    if (own === '') unnamed.push(name);
    else if (name !== own) repeated.push(name);
    used.add(name);
    return name;
  });
  return { names, unnamed, repeated };
}

/**
 * @param {string} name
 * @param {readonly string[][]} rows
 * @param {number} index of the column
 * @param {DecimalMark} decimal
 * @returns {Column}
 */
export function describeColumn(name, rows, index, decimal) {
  /** @type {Set<string | number>} */
  const values = new Set();
  const counts = { number: 0, date: 0, missing: 0 };
  for (const row of rows) {
    const cell = row[index];
    const number = numberOf(cell, decimal);
    if (!Number.isNaN(number)) {
      counts.number += 1;
      values.add(number);
    } else if (isMissing(cell)) {
      counts.missing += 1;
    } else {
      if (isDate(cell)) counts.date += 1;
      values.add(cell.trim());
    }
  }
  const present = rows.length - counts.missing;
  return { name, type: typeOf(counts, present), missing: counts.missing, distinct: values.size };
}

/**
 * @param {{number: number, date: number}} counts
 * @param {number} present
 * @returns {ColumnType}
 */
function typeOf({ number, date }, present) {
  if (present === 0) return 'empty';
  if (number >= typeShare * present) return 'number';
  return date >= typeShare * present ? 'date' : 'category';
}
