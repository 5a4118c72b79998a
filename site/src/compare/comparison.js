/**
 * A comparison: a grid of experiments, each with several seeds. Read from a plain description, such as
 *
 *     { base: 'preset=blobs-mod-2', rows: 'initializer:zeros|he-normal', columns: 'activation:tanh|relu',
 *       seeds: 5, steps: 300 }
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
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
 * @property {string} [best] an axis: all of its values are trained in every cell, which shows the best on validation rows
 * @property {boolean} [newData] each seed draws its own data as well; of given data, its own test rows
 *
 * In place of the data set that `base` names.
 * @typedef {{data?: DatasetSpec}} GivenData
 *
 * @typedef {object} Candidate
 * @property {State} state without its seed
 * @property {string} key what is trained, but for the seed: the same text for the same trials
 *
 * @typedef {object} Cell
 * @property {number} row
 * @property {number} column
 * @property {readonly Candidate[]} candidates one for each value of `best`; without it, a single one
 *
 * @typedef {object} Comparison
 * @property {State} base
 * @property {Axis | null} rows
 * @property {Axis | null} columns
 * @property {Axis | null} best
 * @property {readonly number[]} seeds
 * @property {number} steps
 * @property {boolean} newData
 * @property {readonly Cell[]} cells by rows
 *
 * @typedef {object} Trial
 * @property {number} cell index
 * @property {number} candidate index within the cell
 * @property {string} key of the candidate
 * @property {number} seed
 * @property {Experiment} experiment
 * @property {number} steps
 * @property {number} [splitSeed] of given data, where each seed has its own test rows
 */

import { decodeHash } from '../state/hash.js';
import { experimentOf } from '../state/state.js';
import { applyValue, readAxis } from './axis.js';
import { CompareError, printed } from './compare-error.js';

export const limits = { seeds: 100, cells: 400, trials: 10_000, steps: 1_000_000 };

export const defaults = {
  base: '',
  rows: '',
  columns: '',
  seeds: 5,
  steps: 300,
  best: '',
  newData: false,
};

/**
 * @param {Schema} schema
 * @param {Description & GivenData} description
 * @returns {Comparison}
 * @throws {CompareError}
 */
export function readComparison(schema, description) {
  const { base, rows, columns, seeds, steps, best, newData } = { ...defaults, ...description };
  const axis = (/** @type {string} */ name, /** @type {unknown} */ text) =>
    text === '' ? null : readAxis(schema, textOf(name, text));
  const comparison = {
    base: readBase(schema, textOf('base', base)),
    rows: axis('rows', rows),
    columns: axis('columns', columns),
    best: axis('best', best),
    seeds: Array.from({ length: whole('seeds', seeds, 1, limits.seeds) }, (_, i) => i + 1),
    steps: whole('steps', steps, 1, limits.steps),
    newData: readFlag('newData', newData),
  };
  checkClash('Rows', comparison.rows, 'columns', comparison.columns);
  checkClash('Rows', comparison.rows, 'best', comparison.best);
  checkClash('Columns', comparison.columns, 'best', comparison.best);
  if (description.data) checkGivenData(comparison.rows, comparison.columns, comparison.best);
  const count = lengthOf(comparison.rows) * lengthOf(comparison.columns);
  whole('cells', count, 1, limits.cells);
  const trials = count * lengthOf(comparison.best) * comparison.seeds.length;
  whole('trials', trials, 1, limits.trials);
  const cells = cellsOf(schema, comparison);
  if (comparison.best) checkValidation(cells, description.data);
  return { ...comparison, cells };
}

/** @param {Axis | null} axis */
const lengthOf = (axis) => axis?.values.length ?? 1;

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function textOf(name, value) {
  if (typeof value === 'string') return value;
  throw new CompareError('bad-value', `${name}: ${printed(value)} given; allowed: a text.`);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean}
 */
function readFlag(name, value) {
  if (typeof value === 'boolean') return value;
  throw new CompareError('bad-value', `${name}: ${printed(value)} given; allowed: true, false.`);
}

/**
 * @param {Schema} schema
 * @param {string} text
 * @returns {State}
 */
function readBase(schema, text) {
  const { state, notes } = decodeHash(schema, text);
  if (notes.length === 0) return { ...state, weights: '' };
  throw new CompareError('bad-value', `base: ${notes[0].field}: ${notes[0].message}`);
}

/**
 * The best value is chosen by rows that are neither trained on nor kept for the test.
 * @param {readonly Cell[]} cells
 * @param {DatasetSpec} [data] in place of the data sets of the cells
 */
function checkValidation(cells, data) {
  const states = cells.flatMap(({ candidates }) => candidates.map(({ state }) => state));
  const holdOut = data ? [data] : states;
  if (holdOut.every(({ validationFraction = 0 }) => validationFraction > 0)) return;
  const message =
    'best: validationFraction 0 given; allowed: above 0, such as 0.2, since the best value is chosen by validation rows.';
  throw new CompareError('no-validation', message);
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
  const allowed = `a whole number from ${least} to ${most}`;
  throw new CompareError(code, `${name}: ${printed(value)} given; allowed: ${allowed}.`);
}

/**
 * @param {string} leftName
 * @param {Axis | null} left
 * @param {string} rightName
 * @param {Axis | null} right
 */
function checkClash(leftName, left, rightName, right) {
  if (!left || !right) return;
  const [first, second] = [settingsOf(left), settingsOf(right)];
  const clash = [...first].find((name) => second.has(name)) ?? clashOfShape(first, second);
  if (clash === null) return;
  const message = `${leftName} and ${rightName} both set ${clash}; allowed: different settings on the two.`;
  throw new CompareError('axes-clash', message);
}

/** @param {Axis} axis */
const settingsOf = (axis) =>
  new Set(axis.values.flatMap(({ settings }) => settings.map(([name]) => name)));

/**
 * Depth and width are parts of `layers`.
 * @param {ReadonlySet<string>} first
 * @param {ReadonlySet<string>} second
 */
function clashOfShape(first, second) {
  const shape = (/** @type {ReadonlySet<string>} */ names) =>
    names.has('depth') || names.has('width');
  const both = (shape(first) && second.has('layers')) || (shape(second) && first.has('layers'));
  return both ? 'layers' : null;
}

/** Settings of generated data: with given data they change nothing. */
const dataSettings = new Set([
  'data',
  'dataParams',
  'dataSeed',
  'samples',
  'noise',
  'features',
  'scaling',
  'split',
  'testFraction',
  'validationFraction',
]);

/**
 * @param {(Axis | null)[]} axes
 */
function checkGivenData(...axes) {
  for (const { values } of axes.filter((axis) => axis !== null)) {
    for (const [name] of values.flatMap(({ settings }) => settings)) {
      if (!dataSettings.has(name)) continue;
      const message = `An axis sets ${name}; allowed with given data: settings of the network and of training.`;
      throw new CompareError('axes-clash', message);
    }
  }
}

/**
 * What a trial is trained on in place of what its experiment names.
 * @param {Pick<Trial, 'splitSeed'>} trial
 * @param {DatasetSpec} [data]
 */
export const dataOf = ({ splitSeed }, data) =>
  data && splitSeed !== undefined ? { ...data, seed: splitSeed } : data;

/**
 * @param {Schema} schema
 * @param {Omit<Comparison, 'cells'>} comparison
 * @returns {Cell[]}
 */
function cellsOf(schema, { base, rows, columns, best, steps, newData }) {
  const valuesOf = (/** @type {Axis | null} */ axis) => axis?.values ?? [unchanged];
  return valuesOf(rows).flatMap((rowValue, row) =>
    valuesOf(columns).map((columnValue, column) => {
      const state = applyValue(schema, applyValue(schema, base, rowValue), columnValue);
      const candidates = valuesOf(best).map((value) => {
        const candidate = applyValue(schema, state, value);
        const experiment = { ...experimentOf(candidate), preset: '', seed: 0 };
        return { state: candidate, key: JSON.stringify([steps, newData, experiment]) };
      });
      return { row, column, candidates };
    }),
  );
}

/** In place of the values of an axis that is not there. */
const unchanged = { text: '', label: '', settings: [] };

/**
 * All trials of a comparison: the first seed of every cell, then the second.
 * @param {Comparison} comparison
 * @returns {Generator<Trial>}
 */
export function* trialsOf({ cells, seeds, steps, newData }) {
  for (const seed of seeds) {
    for (const [cell, { candidates }] of cells.entries()) {
      for (const [candidate, { state, key }] of candidates.entries()) {
        const seeded = { ...state, seed, ...(newData && { dataSeed: seed }) };
        yield {
          cell,
          candidate,
          key,
          seed,
          experiment: Object.freeze(experimentOf(seeded)),
          steps,
          ...(newData && { splitSeed: seed }),
        };
      }
    }
  }
}
