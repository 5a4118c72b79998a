/**
 * What is odd about a table's columns.
 *
 * @typedef {import('./cells.js').DecimalMark} DecimalMark
 * @typedef {import('./columns.js').Column} Column
 * @typedef {import('./table.js').Warning} Warning
 */

import { numberOf } from './cells.js';
import { maxPlainCategories } from './limits.js';

/** A few rows may well have different values without being numbered. */
const fewestForIdentifier = 10;
const identifierName = /(^|[ _-])(id|key|uuid|index|nr|number)$/i;

/**
 * @param {Column[]} columns
 * @param {string[][]} cells
 * @param {DecimalMark} decimal
 * @param {string[]} unnamed columns without a name, where the table has names
 * @param {string[]} repeated columns whose name another one has
 * @returns {Warning[]}
 */
export function columnWarnings(columns, cells, decimal, unnamed, repeated) {
  /** @type {Warning[]} */
  const warnings = [];
  if (unnamed.length < columns.length) {
    for (const column of unnamed) {
      warnings.push({
        kind: 'unnamed',
        column,
        message: `A column without a name is called ${column}.`,
      });
    }
  }
  for (const column of repeated) {
    const message = `A column whose name stands there twice is called ${column}.`;
    warnings.push({ kind: 'repeated', column, message });
  }
  for (const [index, column] of columns.entries()) {
    const found = oddity(column, cells, index, decimal);
    if (found) warnings.push({ ...found, column: column.name });
  }
  return warnings;
}

/**
 * @param {Column} column
 * @param {string[][]} cells
 * @param {number} index
 * @param {DecimalMark} decimal
 * @returns {Omit<Warning, 'column'> | undefined}
 */
function oddity({ name, type, distinct, missing }, cells, index, decimal) {
  if (type === 'empty') return { kind: 'empty', message: `${name} has no values.` };
  if (type === 'date') {
    return { kind: 'date', message: `${name} has dates, which are not read as numbers.` };
  }
  if (distinct === 1 && missing === 0) {
    return { kind: 'constant', message: `${name} has the same value in every row.` };
  }
  const all = cells.length >= fewestForIdentifier && distinct === cells.length;
  const named = identifierName.test(name);
  if (all && (type === 'category' || named || isNumbering(cells, index, decimal))) {
    const message = `${name} has another value in every row, like a number or name of the row.`;
    return { kind: 'identifier', message };
  }
  if (type === 'category' && distinct > maxPlainCategories) {
    return { kind: 'categories', message: `${name} has ${distinct} different texts.` };
  }
  return undefined;
}

/** Whether each value is the one before plus the same whole number. @param {string[][]} cells @param {number} index @param {DecimalMark} decimal */
function isNumbering(cells, index, decimal) {
  const values = cells.map((row) => numberOf(row[index], decimal));
  const step = values[1] - values[0];
  if (!Number.isInteger(step)) return false;
  return values.every((value, row) => row === 0 || value - values[row - 1] === step);
}
