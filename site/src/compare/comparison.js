/**
 * A comparison: a grid of experiments, each with several seeds. Read from a plain description, such as
 *
 *     { base: 'preset=blobs-mod-2', rows: 'initializer:zeros|he-normal', columns: 'activation:tanh|relu',
 *       seeds: 5, steps: 300 }
 *
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('../state/state.js').Experiment} Experiment
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('./axis.js').Axis} Axis
 *
 * @typedef {object} Description
 * @property {string} [base] the experiment that all cells change, as the text of a link
 * @property {string} [rows] an axis; '' for none
 * @property {string} [columns]
 * @property {number} [seeds] 1 to 100: trained with the seeds 1, 2, …
 * @property {number} [steps] of each trial
 * @property {boolean} [newData] each seed draws its own data as well
 *
 * @typedef {object} Cell
 * @property {number} row
 * @property {number} column
 * @property {State} state without its seed
 *
 * @typedef {object} Comparison
 * @property {State} base
 * @property {Axis | null} rows
 * @property {Axis | null} columns
 * @property {readonly number[]} seeds
 * @property {number} steps
 * @property {boolean} newData
 * @property {readonly Cell[]} cells by rows
 *
 * @typedef {object} Trial
 * @property {number} cell index
 * @property {number} seed
 * @property {Experiment} experiment
 * @property {number} steps
 */

import { decodeHash } from '../state/hash.js';
import { experimentOf } from '../state/state.js';
import { applyValue, readAxis } from './axis.js';
import { CompareError } from './compare-error.js';

export const limits = { seeds: 100, cells: 400, trials: 10_000, steps: 1_000_000 };

export const defaults = { base: '', rows: '', columns: '', seeds: 5, steps: 300, newData: false };

/**
 * @param {Schema} schema
 * @param {Description} description
 * @returns {Comparison}
 * @throws {CompareError}
 */
export function readComparison(schema, description) {
  const { base, rows, columns, seeds, steps, newData } = { ...defaults, ...description };
  const { state, notes } = decodeHash(schema, base);
  if (notes.length > 0) {
    throw new CompareError('bad-value', `base: ${notes[0].field}: ${notes[0].message}`);
  }
  const comparison = {
    base: { ...state, weights: '' },
    rows: rows === '' ? null : readAxis(schema, rows),
    columns: columns === '' ? null : readAxis(schema, columns),
    seeds: Array.from({ length: whole('seeds', seeds, 1, limits.seeds) }, (_, i) => i + 1),
    steps: whole('steps', steps, 1, limits.steps),
    newData: newData === true,
  };
  checkClash(comparison.rows, comparison.columns);
  const count = (comparison.rows?.values.length ?? 1) * (comparison.columns?.values.length ?? 1);
  whole('cells', count, 1, limits.cells);
  whole('trials', count * comparison.seeds.length, 1, limits.trials);
  return { ...comparison, cells: cellsOf(schema, comparison) };
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 * @returns {number}
 */
function whole(name, value, least, most) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  const code = name === 'cells' || name === 'trials' ? 'too-many' : 'bad-value';
  const given = typeof value === 'string' ? `“${value.slice(0, 40)}”` : String(value);
  const allowed = `a whole number from ${least} to ${most}`;
  throw new CompareError(code, `${name}: ${given} given; allowed: ${allowed}.`);
}

/**
 * @param {Axis | null} rows
 * @param {Axis | null} columns
 */
function checkClash(rows, columns) {
  if (!rows || !columns) return;
  const named = (/** @type {Axis} */ axis) =>
    new Set(axis.values.flatMap(({ settings }) => settings.map(([name]) => name)));
  const [left, right] = [named(rows), named(columns)];
  const both = [...left].find((name) => right.has(name));
  const shape = (/** @type {Set<string>} */ names) => names.has('depth') || names.has('width');
  const clash =
    both ??
    ((shape(left) && right.has('layers')) || (shape(right) && left.has('layers'))
      ? 'layers'
      : undefined);
  if (clash === undefined) return;
  const message = `Rows and columns both set ${clash}; allowed: different settings on the two axes.`;
  throw new CompareError('axes-clash', message);
}

/**
 * @param {Schema} schema
 * @param {Omit<Comparison, 'cells'>} comparison
 * @returns {Cell[]}
 */
function cellsOf(schema, { base, rows, columns }) {
  const alone = [{ text: '', label: '', settings: [] }];
  return (rows?.values ?? alone).flatMap((rowValue, row) =>
    (columns?.values ?? alone).map((columnValue, column) => ({
      row,
      column,
      state: applyValue(schema, applyValue(schema, base, rowValue), columnValue),
    })),
  );
}

/**
 * All trials of a comparison: the first seed of every cell, then the second.
 * @param {Schema} schema
 * @param {Comparison} comparison
 * @returns {Generator<Trial>}
 */
export function* trialsOf(schema, { cells, seeds, steps, newData }) {
  for (const seed of seeds) {
    for (const [cell, { state }] of cells.entries()) {
      const seeded = { ...state, seed, ...(newData && { dataSeed: seed }) };
      yield { cell, seed, experiment: Object.freeze(experimentOf(seeded)), steps };
    }
  }
}
