/** The ranking of the cells, or what it takes to have one. */

import { html } from 'lit';
import { formatPercent } from '../format.js';
import { fewestSeeds, rank } from './rank.js';
import { summarizeValues } from './summarize.js';
import { formatDifference, formatMetric, intervalOf } from './verdict.js';

/**
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 *
 * @typedef {object} RankingData
 * @property {Comparison} comparison
 * @property {Metric} metric
 * @property {readonly (readonly Measured[])[]} trials by cell
 * @property {readonly string[]} labels of the cells
 * @property {boolean} isRunning
 * @property {() => void} addValidation
 * @property {() => void} addSeeds
 */

/** A share that leaves enough rows to train and to test. */
export const usualValidation = 0.2;
export const usualSeeds = 20;

/** @param {RankingData} data */
export function rankingView(data) {
  const { comparison, addValidation, addSeeds } = data;
  if (comparison.cells.length < 2) {
    return html`<p>A ranking takes at least two cells: add an axis.</p>`;
  }
  if (
    comparison.cells.some(({ candidates }) =>
      candidates.some(({ state }) => state.validationFraction === 0),
    )
  ) {
    return html`<p>
      A ranking takes validation rows: once the test rows have chosen, they no longer tell how well
      the choice does on new rows.
      <button @click=${addValidation}>Keep ${formatPercent(usualValidation)} for validation</button>
    </p>`;
  }
  if (comparison.seeds.length < fewestSeeds) {
    return html`<p>
      Too few to rank: with ${comparison.seeds.length} seeds, chance decides.
      <button @click=${addSeeds}>Train ${usualSeeds} seeds</button>
    </p>`;
  }
  if (data.isRunning) return html`<p>The ranking comes once all seeds are in.</p>`;
  return table(data);
}

/** @param {RankingData} data */
function table({ metric, trials, labels }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Ranking">
      <table class="ranking">
        <thead>
          <tr>
            <th scope="col">Rank</th>
            <th scope="col">Cell</th>
            <th scope="col">Diverged</th>
            <th scope="col">${metric.validationLabel}</th>
            <th scope="col">Difference to the best, 95 % interval</th>
            <th scope="col">${metric.label}</th>
          </tr>
        </thead>
        <tbody>
          ${rank(trials, metric).map((ranked, index) => {
            const test = summarizeValues(
              trials[ranked.cell],
              trials[ranked.cell].map(metric.value),
            );
            return html`<tr data-verdict=${ranked.verdict}>
              <td>${index + 1}</td>
              <th scope="row">${labels[ranked.cell]}</th>
              <td>${formatPercent(ranked.diverged)}</td>
              <td>${formatMetric(metric, ranked.mean)}</td>
              <td>${verdictText(ranked, metric)}</td>
              <td>${formatMetric(metric, test.mean)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <p>
      Ordered by the share that diverged, then by the validation rows. The last column is of the
      test rows, which did not choose: so it still tells how well the choice does on new rows.
    </p>`;
}

/**
 * @param {import('./rank.js').Ranked} ranked
 * @param {Metric} metric
 */
function verdictText({ verdict, difference }, metric) {
  if (verdict === 'best' || !difference) return 'the best';
  if (verdict === 'few') return 'too few seeds with a value';
  const numbers = Number.isNaN(difference.low) ? '' : ` (${intervalOf(metric, difference)})`;
  if (verdict === 'same') return `no difference${numbers}`;
  if (verdict === 'diverged') return `diverges more often${numbers}`;
  if (verdict === 'missing') return `gets there more rarely${numbers}`;
  return `${formatDifference(metric, difference.mean)}${numbers}`;
}
