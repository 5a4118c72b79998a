/**
 * All trials of a comparison as text: CSV for spreadsheets, JSON for programs.
 *
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./metrics.js').Measured} Measured
 */

import { metrics } from './metrics.js';

/**
 * @param {string | number} value
 * @returns {string} quoted where it has to be (RFC 4180)
 */
function quoted(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line a trial: row, column, seed, every metric (empty where there is none), step of a divergence, hash.
 * @param {Comparison} comparison
 * @param {readonly (readonly Measured[])[]} trials by cell
 */
export function toCSV(comparison, trials) {
  const header = [
    'row',
    'column',
    'seed',
    ...metrics.map(({ id }) => id),
    'divergedAtStep',
    'parameterHash',
  ];
  const lines = comparison.cells.flatMap((cell, index) =>
    trials[index].map((trial) => [
      labelOf(comparison.rows, cell.row),
      labelOf(comparison.columns, cell.column),
      trial.seed,
      ...metrics.map(({ value }) => finite(value(trial))),
      trial.diverged?.step ?? '',
      trial.parameterHash,
    ]),
  );
  return `${[header, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** @param {number} value */
const finite = (value) => (Number.isFinite(value) ? value : '');

/**
 * @param {import('./axis.js').Axis | null} axis
 * @param {number} index
 */
const labelOf = (axis, index) => axis?.values[index].text ?? '';

/**
 * @param {import('./comparison.js').Description} description
 * @param {Comparison} comparison
 * @param {readonly (readonly Measured[])[]} trials by cell
 */
export function toJSON(description, comparison, trials) {
  const cells = comparison.cells.map(({ row, column }, index) => ({
    row: labelOf(comparison.rows, row),
    column: labelOf(comparison.columns, column),
    trials: trials[index].map((trial) => ({
      seed: trial.seed,
      step: [...trial.step],
      trainLoss: numbers(trial.trainLoss),
      testLoss: numbers(trial.testLoss),
      trainAccuracy: numbers(trial.trainAccuracy),
      testAccuracy: numbers(trial.testAccuracy),
      metrics: Object.fromEntries(
        metrics.map(({ id, value }) => [id, Number.isFinite(value(trial)) ? value(trial) : null]),
      ),
      divergedAtStep: trial.diverged?.step ?? null,
      parameterHash: trial.parameterHash,
    })),
  }));
  return JSON.stringify({ comparison: description, cells }, null, 1);
}

/** @param {Float32Array} values */
const numbers = (values) => Array.from(values, (value) => (Number.isFinite(value) ? value : null));
