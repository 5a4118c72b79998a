/**
 * All trials of a comparison as text: CSV for spreadsheets, JSON for programs.
 *
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * By cell and candidate; `chosen` has the candidate of each cell that is shown (choose.js).
 * @typedef {readonly (readonly (readonly Measured[])[])[]} Trials
 */

import { metrics } from './metrics.js';
import { summarizeValues } from './summarize.js';

/**
 * @param {string | number} value
 * @returns {string} quoted where it has to be (RFC 4180)
 */
function quoted(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line a trial: row, column, value of `best` and whether it was chosen, seed, every metric (empty where there is
 * none), step of a divergence, hash.
 * @param {Comparison} comparison
 * @param {Trials} trials
 * @param {readonly number[]} chosen
 */
export function toCSV(comparison, trials, chosen) {
  const { best } = comparison;
  const header = [
    'row',
    'column',
    ...(best ? ['best', 'chosen'] : []),
    'seed',
    ...metrics.map(({ id }) => id),
    'divergedAtStep',
    'parameterHash',
  ];
  const lines = comparison.cells.flatMap((cell, index) =>
    trials[index].flatMap((candidate, which) =>
      candidate.map((trial) => [
        labelOf(comparison.rows, cell.row),
        labelOf(comparison.columns, cell.column),
        ...(best ? [labelOf(best, which), which === chosen[index] ? 'yes' : 'no'] : []),
        trial.seed,
        ...metrics.map(({ value }) => finite(value(trial))),
        trial.diverged?.step ?? '',
        trial.parameterHash,
      ]),
    ),
  );
  return csv([header, ...lines]);
}

/** What a summary says of a metric, in this order. */
const summaryNames = /** @type {const} */ ([
  'mean',
  'standardDeviation',
  'minimum',
  'maximum',
  'count',
]);

/**
 * One line a cell: its chosen trials, how many of them diverged, and of each metric mean, standard deviation, minimum,
 * maximum and count.
 * @param {Comparison} comparison
 * @param {Trials} trials
 * @param {readonly number[]} chosen
 */
export function summaryToCSV(comparison, trials, chosen) {
  const { best } = comparison;
  const header = [
    'row',
    'column',
    ...(best ? ['best'] : []),
    'trials',
    'diverged',
    ...metrics.flatMap(({ id }) => summaryNames.map((name) => `${id} ${name}`)),
  ];
  const lines = comparison.cells.map((cell, index) => {
    const shown = trials[index][chosen[index]];
    return [
      labelOf(comparison.rows, cell.row),
      labelOf(comparison.columns, cell.column),
      ...(best ? [labelOf(best, chosen[index])] : []),
      shown.length,
      shown.filter(({ diverged }) => diverged).length,
      ...metrics.flatMap((metric) => {
        const summary = summarizeValues(shown, shown.map(metric.value));
        return summaryNames.map((name) => finite(summary[name]));
      }),
    ];
  });
  return csv([header, ...lines]);
}

/** @param {readonly (readonly (string | number)[])[]} lines */
const csv = (lines) => `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;

/** @param {number} value */
const finite = (value) => (Number.isFinite(value) ? value : '');
/** @param {number} value */
const finiteOrNull = (value) => (Number.isFinite(value) ? value : null);

/**
 * @param {import('./axis.js').Axis | null} axis
 * @param {number} index
 */
const labelOf = (axis, index) => axis?.values[index].text ?? '';

/**
 * @param {import('./comparison.js').Description} description
 * @param {Comparison} comparison
 * @param {Trials} trials
 * @param {readonly number[]} chosen
 */
export function toJSON(description, comparison, trials, chosen) {
  const cells = comparison.cells.map(({ row, column }, index) => ({
    row: labelOf(comparison.rows, row),
    column: labelOf(comparison.columns, column),
    ...(comparison.best && { best: labelOf(comparison.best, chosen[index]) }),
    summary: summaryOf(trials[index][chosen[index]]),
    trials: trials[index].flatMap((candidate, which) =>
      candidate.map((trial) => ({
        ...(comparison.best && { best: labelOf(comparison.best, which) }),
        ...plain(trial),
      })),
    ),
  }));
  return JSON.stringify({ comparison: description, cells }, null, 1);
}

/** @param {readonly Measured[]} trials */
function summaryOf(trials) {
  const entries = metrics.map((metric) => {
    const summary = summarizeValues(trials, trials.map(metric.value));
    return [
      metric.id,
      Object.fromEntries(summaryNames.map((name) => [name, finiteOrNull(summary[name])])),
    ];
  });
  return {
    trials: trials.length,
    diverged: trials.filter(({ diverged }) => diverged).length,
    ...Object.fromEntries(entries),
  };
}

/** @param {Measured} trial */
const plain = (trial) => ({
  seed: trial.seed,
  step: [...trial.step],
  trainLoss: numbers(trial.trainLoss),
  validationLoss: numbers(trial.validationLoss),
  testLoss: numbers(trial.testLoss),
  trainAccuracy: numbers(trial.trainAccuracy),
  validationAccuracy: numbers(trial.validationAccuracy),
  testAccuracy: numbers(trial.testAccuracy),
  metrics: Object.fromEntries(metrics.map(({ id, value }) => [id, finiteOrNull(value(trial))])),
  finding: trial.finding?.id ?? null,
  divergedAtStep: trial.diverged?.step ?? null,
  parameterHash: trial.parameterHash,
});

/** @param {Float32Array} values */
const numbers = (values) => Array.from(values, finiteOrNull);
