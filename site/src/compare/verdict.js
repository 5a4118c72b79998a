/**
 * What the reader's own trials say of a claim.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./ready-made.js').Claim} Claim
 *
 * @typedef {object} Verdict
 * @property {'holds' | 'opposite' | 'none' | 'open' | 'missing'} outcome 'open': these seeds cannot tell
 * @property {string} text
 */

import { formatNumber, formatPercent } from '../format.js';
import { fewestPairs, pairedDifference } from './difference.js';
import { metricOf } from './metrics.js';
import { fewestSeeds } from './rank.js';
import { summarizeValues } from './summarize.js';

/** @typedef {import('./metrics.js').Metric} Metric */

/**
 * A value of a metric as the page prints it.
 * @param {Metric} metric
 * @param {number} value
 */
export const formatMetric = ({ kind }, value) =>
  kind === 'share' ? formatPercent(value) : formatNumber(value);

/** What stands after a value of a metric in a sentence. */
const units = { share: '', steps: ' steps', loss: '', ratio: '' };

/**
 * A difference of two values; of two shares it is one of percentage points.
 * @param {Metric} metric
 * @param {number} value
 */
export const formatDifference = ({ kind }, value) =>
  kind === 'share'
    ? `${formatNumber(100 * value)} percentage points`
    : `${formatNumber(value)}${units[kind]}`;

/**
 * `13.8 to 36.1`
 * @param {Metric} metric
 * @param {import('./difference.js').Difference} difference
 */
export const intervalOf = (metric, { low, high }) =>
  metric.kind === 'share'
    ? `${formatNumber(100 * low)} to ${formatNumber(100 * high)}`
    : `${formatNumber(low)} to ${formatNumber(high)}`;

/**
 * What the trials of the two cells say, seed by seed. A pair of which one trial diverged or has no value is left out; the
 * text says how many there are. That two cells do not differ takes `fewestSeeds` pairs: fewer find only large differences.
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
  const seeds = Math.min(larger.length, smaller.length);
  if (difference.larger === 'few') {
    const reason = `only ${difference.pairs} of them have a value in both cells, of at least ${fewestPairs}`;
    return { outcome: 'open', text: `${seedsText(seeds)} cannot tell: ${numbers}; ${reason}.` };
  }
  const shown = `${numbers} (${intervalText(metric, difference)})`;
  if (difference.larger === 'none' && difference.pairs < fewestSeeds) {
    return { outcome: 'open', text: `${seedsText(seeds)} cannot tell: ${shown}.` };
  }
  return decided(claim, difference, shown);
}

/** @param {number} count */
const seedsText = (count) => (count === 1 ? '1 seed' : `${count} seeds`);

/**
 * @param {Metric} metric
 * @param {import('./difference.js').Difference} difference
 */
const intervalText = (metric, difference) =>
  `difference seed by seed ${formatDifference(metric, difference.mean)}, 95 % interval ${intervalOf(metric, difference)}`;

/**
 * @param {Claim} claim
 * @param {import('./difference.js').Difference} difference
 * @param {string} shown
 * @returns {Verdict}
 */
function decided({ expected = 'larger', textbook = false }, { larger }, shown) {
  if (larger === 'none') {
    const outcome = expected === 'same' ? 'holds' : 'none';
    return {
      outcome,
      text: `${outcome === 'holds' ? 'It holds here: no' : 'No'} difference: ${shown}.`,
    };
  }
  if (expected === 'same') {
    return { outcome: 'opposite', text: `They differ here: ${shown}.` };
  }
  if (larger === 'first') return { outcome: 'holds', text: `It holds here: ${shown}.` };
  const against = textbook ? 'Against the textbook, the opposite' : 'The opposite';
  return { outcome: 'opposite', text: `${against} was measured: ${shown}.` };
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
  const value = count > 0 ? `${formatMetric(metric, mean)}${units[metric.kind]}` : 'none';
  return notes.length > 0 ? `${value} (${notes.join(', ')})` : value;
}
