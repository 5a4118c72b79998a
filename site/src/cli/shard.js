/**
 * Which trials of a comparison one of several machines trains, and the lines that it writes.
 *
 * @typedef {import('../compare/comparison.js').Comparison} Comparison
 * @typedef {import('../compare/comparison.js').Description} Description
 * @typedef {import('../compare/comparison.js').Trial} Trial
 * @typedef {import('../compare/metrics.js').Measured} Measured
 */

import { CompareError } from '../compare/compare-error.js';
import { metrics } from '../compare/metrics.js';

/**
 * @param {string} text `2/8`: the second of eight
 * @returns {{index: number, count: number}} index from 0
 */
export function readShard(text) {
  const [, part, count] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (part >= 1 && part <= count) return { index: part - 1, count };
  const allowed = 'i/n with 1 ≤ i ≤ n, such as 2/8';
  throw new CompareError('bad-value', `--shard: ${text} given; allowed: ${allowed}.`);
}

/**
 * Every n-th trial, so that each shard has some of every cell.
 * @template T
 * @param {Iterable<T>} trials
 * @param {{index: number, count: number}} shard
 * @returns {T[]}
 */
export const trialsOfShard = (trials, { index, count }) =>
  [...trials].filter((_, position) => position % count === index);

/**
 * A name made from what a comparison trains (FNV-1a, 53 bits as two halves): the same however its axes are spelled.
 * @param {Iterable<Trial>} trials
 * @param {object} [data] what names the data they are trained on, where that is given
 */
export function fingerprint(trials, data) {
  const trained = [...trials].map(({ experiment, steps }) => [experiment, steps]);
  const text = JSON.stringify(data ? [trained, data] : trained);
  let [low, high] = [0x811c9dc5, 0x1b873593];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + i), 0x01000193);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/**
 * What names a trial among those of its comparison.
 * @param {Comparison} comparison
 * @param {Trial} trial
 * @returns {{row: string, column: string, best?: string, seed: number}} `best` where there is such an axis
 */
export function keyOf({ rows, columns, best, cells }, { cell, candidate, seed }) {
  const { row, column } = cells[cell];
  return {
    row: rows?.values[row].text ?? '',
    column: columns?.values[column].text ?? '',
    ...(best && { best: best.values[candidate].text }),
    seed,
  };
}

/**
 * One trial as a line of JSON. Only `milliseconds` differs from run to run.
 * @param {string} name of the comparison
 * @param {Comparison} comparison
 * @param {Trial} trial
 * @param {Measured} result
 */
export function lineOf(name, comparison, trial, result) {
  return JSON.stringify({
    comparison: name,
    ...keyOf(comparison, trial),
    step: [...result.step],
    trainLoss: numbers(result.trainLoss),
    validationLoss: numbers(result.validationLoss),
    testLoss: numbers(result.testLoss),
    trainAccuracy: numbers(result.trainAccuracy),
    validationAccuracy: numbers(result.validationAccuracy),
    testAccuracy: numbers(result.testAccuracy),
    metrics: Object.fromEntries(metrics.map(({ id, value }) => [id, number(value(result))])),
    finding: result.finding?.id ?? null,
    divergedAtStep: result.diverged?.step ?? null,
    parameterHash: result.parameterHash,
    milliseconds: result.milliseconds,
  });
}

/** @param {number} value */
const number = (value) => (Number.isFinite(value) ? value : null);
/** @param {Float32Array} values */
const numbers = (values) => Array.from(values, number);
