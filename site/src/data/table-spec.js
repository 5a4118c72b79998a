/**
 * A data set of the engine from a table.
 *
 * @typedef {import('../../../wasm/js/index.js').ArraysDatasetSpec} ArraysDatasetSpec
 * @typedef {import('./table.js').Table} Table
 * @typedef {import('./table.js').Warning} Warning
 * @typedef {import('./table-options.js').TableSpecOptions} TableSpecOptions
 *
 * @typedef {object} PreparedTable
 * @property {ArraysDatasetSpec} spec
 * @property {string[]} columns a name for each input
 * @property {string} target
 * @property {string[]} classNames empty for a number
 * @property {{missing: number, refused: number}} dropped rows that were left out: for a missing value, and for a cell
 *   that is no number
 * @property {Uint32Array} lines of the text, for each row that is used
 * @property {Warning[]} warnings
 */

import { isMissing, numberOf } from './cells.js';
import { DataError } from './data-error.js';
import { countTexts, encodeColumn, inputGroup, sortedTexts } from './encode-column.js';
import { maxClasses, maxInputValues } from './limits.js';
import { checkTableOptions, columnIndex, inputColumns } from './table-options.js';

/** Whole numbers are classes where there are at most so many, each this often in the mean. */
const mostNumberClasses = 10;
const rowsOfNumberClass = 5;

/**
 * @param {Table} table
 * @param {TableSpecOptions} options
 * @returns {ArraysDatasetSpec}
 */
export const tableSpec = (table, options) => prepareTable(table, options).spec;

/**
 * The data set, and what there is to say about it.
 * @param {Table} table
 * @param {TableSpecOptions} options
 * @returns {PreparedTable}
 * @throws {DataError} `unknown-name`, `bad-argument`, `bad-cell`, `no-rows`, `too-large`
 */
export function prepareTable(table, options) {
  checkTableOptions(options);
  const target = columnIndex(table, options.target, 'target');
  const { indices, leftOut } = inputColumns(table, options);
  if (indices.length === 0)
    throw new DataError('bad-argument', 'inputs: none is left; at least one is needed');
  const isNumber = targetKind(table, target, options) === 'number';
  const { kept, dropped } = usedRows(table, target, indices, options);
  const rows = kept.map((row) => table.cells[row]);
  const { x, columns } = encodeInputs(table, indices, rows, options);
  const { fields, classNames } = isNumber
    ? numberTarget(table, target, rows, options)
    : classTarget(target, rows);
  const { split = 'stratified', testFraction = 0.2, validationFraction = 0 } = options;
  const { standardize = true, seed = 0 } = options;
  /** @type {any} */
  const common = {
    kind: 'arrays',
    x,
    inputs: columns.length,
    standardize,
    split,
    testFraction,
    validationFraction,
    seed,
  };
  return {
    spec: { ...common, ...fields },
    columns,
    target: options.target,
    classNames,
    dropped,
    lines: Uint32Array.from(kept, (row) => table.lines[row]),
    warnings: [
      ...leftOutWarnings(leftOut),
      ...targetWarnings(table, target, indices, rows, classNames),
      ...droppedWarnings(dropped),
    ],
  };
}

/**
 * @param {Table} table
 * @param {number} target
 * @param {TableSpecOptions} options
 * @returns {'classes' | 'number'}
 */
export function targetKind({ columns, cells, readings }, target, options) {
  const { name, type, distinct, missing } = columns[target];
  if (type === 'date' || type === 'empty') {
    const what = type === 'date' ? 'dates' : 'no values';
    throw new DataError('bad-argument', `target: ${name} has ${what}; allowed: numbers, texts`);
  }
  if (options.targetKind === 'number' && type !== 'number') {
    throw new DataError('bad-argument', `target: ${name} has texts; allowed for a number: numbers`);
  }
  if (options.targetKind) return options.targetKind;
  if (type === 'category') return 'classes';
  const few =
    distinct <= mostNumberClasses && cells.length - missing >= rowsOfNumberClass * distinct;
  if (!few) return 'number';
  const { decimal } = readings[0];
  const values = cells.map(({ [target]: cell }) => numberOf(cell, decimal));
  const whole = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  return whole ? 'classes' : 'number';
}

/**
 * Rows in which every cell that is needed can be used.
 * @param {Table} table
 * @param {number} target
 * @param {number[]} inputs
 * @param {TableSpecOptions} options
 */
function usedRows({ cells, columns, lines, readings }, target, inputs, { missing = 'drop' }) {
  const { decimal } = readings[0];
  const needed = [target, ...inputs];
  /** @type {number[]} */
  const kept = [];
  const dropped = { missing: 0, refused: 0 };
  for (const [row, line] of cells.entries()) {
    const empty = needed.find(
      (index) => isMissing(line[index]) && (index === target || missing !== 'mean'),
    );
    if (empty !== undefined && missing === 'refuse') {
      throw new DataError('bad-cell', `line ${lines[row]}, ${columns[empty].name}: no value`);
    }
    const isBad = (/** @type {number} */ index) =>
      columns[index].type === 'number' &&
      !isMissing(line[index]) &&
      Number.isNaN(numberOf(line[index], decimal));
    if (empty !== undefined) dropped.missing += 1;
    else if (needed.some(isBad)) dropped.refused += 1;
    else kept.push(row);
  }
  if (kept.length === 0)
    throw new DataError('no-rows', 'no row has a value in every column that is used');
  return { kept, dropped };
}

/**
 * @param {Table} table
 * @param {number[]} indices
 * @param {string[][]} rows
 * @param {TableSpecOptions} options
 */
function encodeInputs(table, indices, rows, { manyCategories }) {
  const { decimal } = table.readings[0];
  const groups = indices.map((index) =>
    inputGroup(table.columns[index], index, rows, manyCategories === 'common'),
  );
  const columns = groups.flatMap(({ names }) => names);
  const inputs = columns.length;
  if (rows.length * inputs > maxInputValues) {
    const given = `${rows.length} rows x ${inputs} inputs`;
    throw new DataError(
      'too-large',
      `table: ${given} given; allowed: at most ${maxInputValues} values`,
    );
  }
  const x = new Float32Array(rows.length * inputs);
  let first = 0;
  for (const [at, group] of groups.entries()) {
    encodeColumn(group, indices[at], rows, decimal, x, { first, inputs });
    first += group.names.length;
  }
  return { x, columns };
}

/** @param {number} target @param {string[][]} rows */
function classTarget(target, rows) {
  const classNames = sortedTexts(countTexts(rows, target).keys());
  if (classNames.length > maxClasses) {
    throw new DataError(
      'too-large',
      `target: ${classNames.length} classes given; allowed: at most ${maxClasses}`,
    );
  }
  const numbers = new Map(classNames.map((name, label) => [name, label]));
  const labels = Int32Array.from(rows, (row) => numbers.get(row[target].trim()) ?? 0);
  // A data set of one class has a second one that no row is of, as a network needs two.
  return { fields: { labels, classes: Math.max(classNames.length, 2) }, classNames };
}

/**
 * @param {Table} table
 * @param {number} target
 * @param {string[][]} rows
 * @param {TableSpecOptions} options
 */
function numberTarget({ readings }, target, rows, { standardizeTarget = true }) {
  const y = Float32Array.from(rows, (row) => numberOf(row[target], readings[0].decimal));
  const fields = { y, outputs: 1, targets: 'real', standardizeTargets: standardizeTarget };
  return { fields, classNames: [] };
}

/**
 * @param {Table} table
 * @param {number} target
 * @param {number[]} inputs
 * @param {string[][]} rows
 * @param {string[]} classNames
 * @returns {Warning[]}
 */
function targetWarnings({ columns }, target, inputs, rows, classNames) {
  /** @type {Warning[]} */
  const warnings = [];
  if (classNames.length === 1) {
    const message = `Every row is of the class ${classNames[0]}: there is nothing to learn.`;
    warnings.push({ kind: 'one-class', column: columns[target].name, message });
  }
  for (const index of inputs) {
    if (!rows.every((row) => row[index].trim() === row[target].trim())) continue;
    const message = `${columns[index].name} is equal to the target in every row.`;
    warnings.push({ kind: 'equals-target', column: columns[index].name, message });
  }
  return warnings;
}

/** @param {{column: string, reason: string}[]} leftOut @returns {Warning[]} */
const leftOutWarnings = (leftOut) =>
  leftOut.map(({ column, reason }) => ({
    kind: 'dropped',
    column,
    message: `${column} is no input: ${reason}.`,
  }));

/** @param {{missing: number, refused: number}} dropped @returns {Warning[]} */
function droppedWarnings({ missing, refused }) {
  /** @type {Warning[]} */
  const warnings = [];
  const rows = (/** @type {number} */ count) => (count === 1 ? '1 row is' : `${count} rows are`);
  if (missing > 0) {
    warnings.push({
      kind: 'dropped',
      column: '',
      message: `${rows(missing)} left out for a missing value.`,
    });
  }
  if (refused > 0) {
    const message = `${rows(refused)} left out for a cell that is no number.`;
    warnings.push({ kind: 'dropped', column: '', message });
  }
  return warnings;
}
