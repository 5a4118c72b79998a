/**
 * How a table is made into a data set.
 *
 * @typedef {import('./columns.js').Column} Column
 * @typedef {import('./table.js').Table} Table
 *
 * @typedef {object} TableSpecOptions
 * @property {string} target the column to predict
 * @property {'classes' | 'number'} [targetKind] by default classes for texts, and for whole numbers of which there are
 *   few, each many times
 * @property {string[]} [inputs] columns; by default all others that can be used as they are
 * @property {'drop' | 'mean' | 'refuse'} [missing] what a row with a missing input becomes: 'drop', left out; 'mean',
 *   the mean over the other rows in its place (of a category: their shares); 'refuse', an error. Default 'drop'. Rows
 *   without a target are left out, or refused with 'refuse'.
 * @property {'refuse' | 'one-hot' | 'common'} [manyCategories] for inputs of more than 20 different texts: 'one-hot', an
 *   input for each; 'common', one for each of the 19 most common and one for all others. Default 'refuse'.
 * @property {'stratified' | 'random' | 'last'} [split] default 'stratified'
 * @property {number} [testFraction] default 0.2
 * @property {number} [validationFraction] default 0
 * @property {boolean} [standardize] the inputs; default true
 * @property {boolean} [standardizeTarget] a number; default true
 * @property {number} [seed] default 0
 */

import { DataError } from './data-error.js';
import { maxPlainCategories } from './limits.js';

/** @type {Record<string, readonly string[]>} */
const choices = {
  targetKind: ['classes', 'number'],
  missing: ['drop', 'mean', 'refuse'],
  manyCategories: ['refuse', 'one-hot', 'common'],
  split: ['stratified', 'random', 'last'],
};

/**
 * Checks the choices; numbers are checked by the engine.
 * @param {TableSpecOptions} options
 * @throws {DataError} `bad-argument`
 */
export function checkTableOptions(options) {
  for (const [name, allowed] of Object.entries(choices)) {
    const given = options[/** @type {keyof TableSpecOptions} */ (name)];
    if (given === undefined || allowed.includes(String(given))) continue;
    throw new DataError(
      'bad-argument',
      `${name}: ${String(given)} given; allowed: ${allowed.join(', ')}`,
    );
  }
}

/**
 * @param {Table} table
 * @param {string} name
 * @param {string} role for the message
 * @returns {number} index of the column
 */
export function columnIndex({ columns }, name, role) {
  const index = columns.findIndex((column) => column.name === name);
  if (index >= 0) return index;
  const allowed = columns.map((column) => column.name).join(', ');
  throw new DataError('unknown-name', `${role}: ${String(name)} given; allowed: ${allowed}`);
}

/**
 * Why a column cannot be an input as it is; '' where it can.
 * @param {Column} column
 * @param {TableSpecOptions} options
 */
export function inputProblem({ name, type, distinct }, { manyCategories = 'refuse' }) {
  if (type === 'empty') return `${name} has no values`;
  if (type === 'date') return `${name} has dates; turn them into numbers first`;
  if (type === 'category' && distinct > maxPlainCategories && manyCategories === 'refuse') {
    return `${name} has ${distinct} different texts, more than ${maxPlainCategories}; say what becomes of them`;
  }
  return '';
}

/**
 * Columns that become inputs.
 * @param {Table} table
 * @param {TableSpecOptions} options
 * @returns {{indices: number[], leftOut: {column: string, reason: string}[]}} leftOut: of those taken by default
 */
export function inputColumns(table, options) {
  const target = columnIndex(table, options.target, 'target');
  if (options.inputs === undefined) {
    const others = [...table.columns.keys()].filter((index) => index !== target);
    const reasons = others.map((index) => defaultProblem(table, index, options));
    return {
      indices: others.filter((_, at) => reasons[at] === ''),
      leftOut: others.flatMap((index, at) =>
        reasons[at] === '' ? [] : [{ column: table.columns[index].name, reason: reasons[at] }],
      ),
    };
  }
  const indices = options.inputs.map((name) => columnIndex(table, name, 'inputs'));
  for (const index of indices) {
    const problem = inputProblem(table.columns[index], options);
    if (problem) throw new DataError('bad-argument', `inputs: ${problem}`);
  }
  if (indices.includes(target)) {
    throw new DataError('bad-argument', `inputs: ${options.target} is the target`);
  }
  if (new Set(indices).size < indices.length) {
    throw new DataError('bad-argument', 'inputs: a column is given twice');
  }
  return { indices, leftOut: [] };
}

/** As `inputProblem`, and for what says nothing about other rows. @param {Table} table @param {number} index @param {TableSpecOptions} options */
function defaultProblem({ columns, warnings }, index, options) {
  const column = columns[index];
  const found = warnings.find(
    ({ kind, column: name }) =>
      name === column.name && (kind === 'constant' || kind === 'identifier'),
  );
  return found?.message.replace(/\.$/, '') ?? inputProblem(column, options);
}
