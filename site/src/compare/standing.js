/**
 * How good the trials of one experiment are: the share that diverged counts first, then the share without a value, then
 * the mean of the others.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * @typedef {object} Standing
 * @property {number} diverged share of the trials
 * @property {number} missing share of the trials that did not diverge and have no value
 * @property {number} mean of the values; NaN for none
 */

import { summarizeValues } from './summarize.js';

/**
 * @param {readonly Measured[]} trials at least one
 * @param {(trial: Measured) => number} valueOf
 * @returns {Standing}
 */
export function standingOf(trials, valueOf) {
  const { mean, count, diverged } = summarizeValues(trials, trials.map(valueOf));
  return {
    mean,
    diverged: diverged / trials.length,
    missing: (trials.length - diverged - count) / trials.length,
  };
}

/**
 * @param {Standing} a
 * @param {Standing} b
 * @param {boolean} more whether more of the value is better
 * @returns {number} below 0 where `a` is better, above 0 where `b` is
 */
export function compareStandings(a, b, more) {
  const shares = a.diverged - b.diverged || a.missing - b.missing;
  if (shares !== 0 || Number.isNaN(a.mean) || Number.isNaN(b.mean)) return shares;
  return more ? b.mean - a.mean : a.mean - b.mean;
}
