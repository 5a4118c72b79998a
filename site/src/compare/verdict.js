/**
 * What the reader's own trials say of a claim.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./ready-made.js').Claim} Claim
 *
 * @typedef {object} Verdict
 * @property {'holds' | 'opposite' | 'none' | 'few' | 'missing'} outcome
 * @property {string} text
 */

import { formatNumber, formatPercent } from '../format.js';
import { fewestPairs, pairedDifference } from './difference.js';
import { metricOf } from './metrics.js';
import { summarizeValues } from './summarize.js';

/** @typedef {import('./metrics.js').Metric} Metric */

/**
 * A value of a metric as the page prints it.
 * @param {Metric} metric
 * @param {number} value
 */
export const formatMetric = ({ kind }, value) =>
  kind === 'share' ? formatPercent(value) : formatNumber(value);

/**
 * What the trials of the two cells say, seed by seed. A pair of which one trial diverged or has no value is left out; the
 * text says how many there are.
 * @param {Claim} claim
 * @param {(row: number, column: number) => readonly Measured[]} trialsAt
 * @returns {Verdict}
 */
export function verdictOf(claim, trialsAt) {
  const metric = metricOf(claim.metric);
  const [larger, smaller] = [trialsAt(...claim.larger), trialsAt(...claim.smaller)];
  if (larger.length === 0 || smaller.length === 0)
    return { outcome: 'missing', text: 'Not measured yet.' };
  const difference = pairedDifference(...pairs(metric, larger, smaller));
  const numbers = `${described(metric, larger)} against ${described(metric, smaller)}`;
  if (difference.larger === 'few') {
    return {
      outcome: 'few',
      text: `${numbers}. Too few seeds with a value for a verdict: ${difference.pairs} of at least ${fewestPairs}.`,
    };
  }
  const interval = `paired difference ${formatMetric(metric, difference.mean)}, 95 % interval ${formatMetric(metric, difference.low)} to ${formatMetric(metric, difference.high)}`;
  if (difference.larger === 'none') {
    return { outcome: 'none', text: `No difference: ${numbers} (${interval}).` };
  }
  return difference.larger === 'first'
    ? { outcome: 'holds', text: `It holds here: ${numbers} (${interval}).` }
    : { outcome: 'opposite', text: `The opposite was measured: ${numbers} (${interval}).` };
}

/**
 * @param {Metric} metric
 * @param {readonly Measured[]} first
 * @param {readonly Measured[]} second
 * @returns {[number[], number[]]} in the order of the seeds that both have
 */
function pairs(metric, first, second) {
  const partner = new Map(second.map((trial) => [trial.seed, trial]));
  const value = (/** @type {Measured} */ trial) => (trial.diverged ? NaN : metric.value(trial));
  const both = first.filter(({ seed }) => partner.has(seed));
  return [
    both.map(value),
    both.map(({ seed }) => value(/** @type {Measured} */ (partner.get(seed)))),
  ];
}

/**
 * @param {Metric} metric
 * @param {readonly Measured[]} trials
 */
function described(metric, trials) {
  const { mean, count, diverged } = summarizeValues(trials, trials.map(metric.value));
  const without = trials.length - count - diverged;
  const notes = [
    ...(diverged > 0 ? [`${diverged} of ${trials.length} diverged`] : []),
    ...(without > 0 ? [`${without} of ${trials.length} never got there`] : []),
  ];
  const value = count > 0 ? formatMetric(metric, mean) : 'none';
  return notes.length > 0 ? `${value} (${notes.join(', ')})` : value;
}
