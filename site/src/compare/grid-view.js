/**
 * The grid of a comparison, as a table of cells.
 *
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('./axis.js').Axis} Axis
 * @typedef {import('./comparison.js').Candidate} Candidate
 * @typedef {import('./comparison.js').Cell} Cell
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./comparison-run.js').ComparisonRun} ComparisonRun
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 *
 * @typedef {import('./whole-view.js').Shown} Shown
 */

import { html, nothing, svg } from 'lit';
import { siteAddress } from '../site-address.js';
import { entryOf } from '../state/schema.js';
import { encodeHash } from '../state/hash.js';
import { scaleOf } from './cell-drawing.js';
import { tintOpacity } from './comparison-cell.js';
import { medianTrial, summarizeValues } from './summarize.js';
import { formatMetric } from './verdict.js';

/** @param {Shown} data */
export function gridView(data) {
  const { comparing, metric, shown: trials } = data;
  const comparison = /** @type {Comparison} */ (comparing.comparison);
  const { rows, columns, cells } = comparison;
  const width = columns?.values.length ?? 1;
  const means = trials.map((each) => summarizeValues(each, each.map(metric.value)).mean);
  const shares = sharesOf(means, metric);
  const scale = scaleOf(trials, comparison.steps);
  const meanOf = (/** @type {(cell: Cell) => boolean} */ belongs) =>
    formatMetric(metric, average(means.filter((_, index) => belongs(cells[index]))));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Grid of cells">
      <table class="grid ${width < 3 ? 'few' : ''}">
        <caption class="visually-hidden">
          ${metric.label} by ${rows?.field ?? 'one row'} and ${columns?.field ?? 'one column'}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${Array.from(
              { length: width },
              (_, column) =>
                html`<th scope="col">
                  ${valueLabel(columns, column)}
                  <small>mean ${meanOf((cell) => cell.column === column)}</small>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: rows?.values.length ?? 1 },
            (_, row) =>
              html`<tr>
                <th scope="row">
                  ${valueLabel(rows, row)}
                  <small>mean ${meanOf((cell) => cell.row === row)}</small>
                </th>
                ${Array.from({ length: width }, (__, column) => {
                  const index = row * width + column;
                  return cellView(data, index, scale, shares[index]);
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="legend">
      <span
        >Curves: the training loss over the steps, each axis logarithmic and the same in every cell.
        A thin line is one seed, the thick line their mean, the grey from the least to the
        most.</span
      >
      <span>Picture: what the network of the median seed answers over the plane.</span>
      ${scaleView(means, metric)}
      <span>±: standard deviation over the seeds; runs that diverged are counted apart.</span>
    </p>`;
}

/**
 * @param {Axis | null} axis
 * @param {number} index
 */
const valueLabel = (axis, index) => axis?.values[index].label ?? '';

/**
 * What a cell is called: the labels of its row, of its column, and of the value that was chosen for it.
 * @param {Comparison} comparison
 * @param {number} index
 * @param {string} [best]
 */
export function cellLabel({ rows, columns, cells }, index, best = '') {
  const { row, column } = cells[index];
  const labels = [rows?.values[row].label, columns?.values[column].label, best];
  return labels.filter(Boolean).join(', ') || 'the experiment';
}

/**
 * @param {Shown} data
 * @param {number} index
 * @param {import('./cell-drawing.js').Scale} scale
 * @param {number} share
 */
function cellView(data, index, scale, share) {
  const { comparing, metric, shown, chosen, bests, theme } = data;
  const schema = /** @type {Schema} */ (comparing.schema);
  const comparison = /** @type {Comparison} */ (comparing.comparison);
  const { state } = comparison.cells[index].candidates[chosen[index]];
  const trials = shown[index];
  return html`<td class="cell">
    <gc-cell
      .trials=${trials}
      .metric=${metric}
      .scale=${scale}
      .share=${share}
      .seeds=${comparison.seeds.length}
      .best=${bests[index]}
      .kind=${kindOf(schema, state, trials)}
      .href=${playgroundLink(data, index)}
      .label=${cellLabel(comparison, index)}
      .theme=${theme}
    ></gc-cell>
  </td>`;
}

/** Links of candidates by seed, which are long to write. @type {WeakMap<Candidate, Map<number, string>>} */
const links = new WeakMap();

/**
 * The playground with the cell's median seed; '' before all seeds are there.
 * @param {Shown} data
 * @param {number} index
 */
function playgroundLink({ comparing, metric, shown, chosen }, index) {
  const schema = /** @type {Schema} */ (comparing.schema);
  const { cells, seeds, newData } = /** @type {Comparison} */ (comparing.comparison);
  const trials = shown[index];
  if (trials.length < seeds.length) return '';
  const candidate = cells[index].candidates[chosen[index]];
  const known = links.get(candidate) ?? new Map();
  links.set(candidate, known);
  const { seed } = medianTrial(trials, metric.value) ?? trials[0];
  const opened = { ...candidate.state, seed, ...(newData && { dataSeed: seed }) };
  const link = known.get(seed) ?? new URL(`./#${encodeHash(schema, opened)}`, siteAddress).href;
  known.set(seed, link);
  return link;
}

/**
 * The colour scale of the grid.
 * @param {readonly number[]} means
 * @param {Metric} metric
 */
function scaleView(means, metric) {
  const good = means.filter(Number.isFinite);
  const [low, high] = [Math.min(...good), Math.max(...good)];
  if (!(high > low)) return nothing;
  const [worst, best] = metric.more ? [low, high] : [high, low];
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return html`<span
    >Tint: ${metric.name}, from ${formatMetric(metric, worst)}
    <svg class="scale" viewBox="0 0 60 10" aria-hidden="true">
      ${steps.map((share, i) => svg`<rect x=${12 * i} width="12" height="10" opacity=${tintOpacity(share)} />`)}
    </svg>
    to ${formatMetric(metric, best)}.</span
  >`;
}

/**
 * Where each mean stands between the worst, 0, and the best, 1; NaN where all are alike.
 * @param {readonly number[]} means
 * @param {Metric} metric
 */
function sharesOf(means, { more }) {
  const good = means.filter(Number.isFinite);
  const [low, high] = [Math.min(...good), Math.max(...good)];
  return means.map((mean) => {
    if (!Number.isFinite(mean) || !(high > low)) return NaN;
    const share = (mean - low) / (high - low);
    return more ? share : 1 - share;
  });
}

/** Of the numbers among them. @param {readonly number[]} values */
function average(values) {
  const good = values.filter(Number.isFinite);
  return good.reduce((sum, value) => sum + value, 0) / good.length;
}

/**
 * How the answers of a cell are drawn.
 * @param {Schema} schema
 * @param {import('../state/state.js').State} state
 * @param {readonly Measured[]} trials
 * @returns {import('../views/map/decision.js').TargetKind}
 */
function kindOf(schema, state, [trial]) {
  if (!trial?.map) return 'binary';
  if (trial.map.outputs > 1) return 'one-hot';
  if (Number.isNaN(trial.final.trainAccuracy)) return 'real';
  return entryOf(schema.tables.losses, state.loss)?.targets === 'sign' ? 'sign' : 'binary';
}
