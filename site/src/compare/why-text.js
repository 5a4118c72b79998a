/** Why a cell did not learn, in one line: how many of its trials diverged, and what the diagnosis found in the others. */

import { formatNumber } from '../format.js';

/** @import { Measured } from './metrics.js' */

/**
 * @param {readonly Measured[]} trials of one cell
 * @returns {string} '' where there is nothing to tell
 */
export function whyText(trials) {
  const diverged = trials.filter((trial) => trial.diverged).length;
  const parts = diverged > 0 ? [`${diverged} of ${trials.length} diverged`] : [];
  const found = usualFinding(trials);
  if (found.length > 0) {
    const [{ finding }] = found;
    const share = found.length < trials.length ? ` (${found.length} of ${trials.length})` : '';
    parts.push(`${finding?.title}${ratioText(found)}${share}`);
  }
  return parts.join('; ');
}

/**
 * The trials that share the commonest finding, but for divergence, which is counted apart.
 * @param {readonly Measured[]} trials
 */
function usualFinding(trials) {
  /** @type {Map<string, Measured[]>} */
  const byId = new Map();
  for (const trial of trials) {
    const { id } = trial.finding ?? {};
    if (id === undefined || id === 'diverged') continue;
    byId.set(id, [...(byId.get(id) ?? []), trial]);
  }
  return [...byId.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/**
 * How much of a vanishing gradient is left: the median of the trials' ratios.
 * @param {readonly Measured[]} trials with the same finding
 */
function ratioText(trials) {
  if (trials[0].finding?.id !== 'vanishing') return '';
  const ratios = trials.map(({ gradientRatio }) => gradientRatio).filter(Number.isFinite);
  const middle = ratios.sort((a, b) => a - b)[Math.floor((ratios.length - 1) / 2)];
  return middle === undefined ? '' : `: ${formatNumber(middle, 2)} of it left in the first layer`;
}
