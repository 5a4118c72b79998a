/**
 * Of the candidates of each cell, the one that is best on validation rows. The test rows do not choose: so they still
 * tell how well the choice does on rows that nobody looked at.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 */

import { metricOf } from './metrics.js';
import { compareStandings, standingOf } from './standing.js';

/**
 * What candidates are chosen by: the validation side of the metric that is shown, or the validation loss where it has
 * none.
 * @param {Metric} metric
 * @returns {Metric}
 */
export const choiceMetric = (metric) => (metric.fromRows ? metric : metricOf('testLoss'));

/**
 * @param {readonly (readonly (readonly Measured[])[])[]} trials by cell and candidate
 * @param {Metric} metric
 * @returns {number[]} of each cell the candidate; the first where none has been trained yet
 */
export function chooseCandidates(trials, metric) {
  const { more, validation } = choiceMetric(metric);
  return trials.map((candidates) => {
    if (candidates.length === 1) return 0;
    const [best] = candidates
      .map((each, candidate) => ({ each, candidate }))
      .filter(({ each }) => each.length > 0)
      .map(({ each, candidate }) => ({ candidate, standing: standingOf(each, validation) }))
      .sort((a, b) => compareStandings(a.standing, b.standing, more) || a.candidate - b.candidate);
    return best?.candidate ?? 0;
  });
}
