import { html, nothing } from 'lit';
import '../signal-chart.js';
import { spreadIndices } from '../common/smoothing.js';

/**
 * Why the signal is as it is: where each layer's pre-activations lie on its activation, which units are saturated or
 * dead, and how large the updates are.
 *
 * @import { LayerStatistics } from '../../../../wasm/js/index.js'
 * @import { FunctionCurve, LayerSeries, SignalPanel } from '../signal-panel.js'
 */

const mostCurves = 12;

/**
 * f and f′ of each layer with its live pre-activations.
 * @param {SignalPanel} panel
 */
export function functions({ curves, labels, statistics }) {
  const shown = spreadIndices(curves.length, mostCurves).filter((layer) => curves[layer]);
  if (!shown.length) return nothing;
  return html`<section>
    <p class="title">Where the pre-activations z lie on f and f′</p>
    <p class="note">
      Grey: histogram of z. Solid: f. Dashed: f′, the factor by which the gradient is multiplied;
      where it is flat at 0, nothing is learnt.
    </p>
    <div class="curves">
      ${shown.map((layer) =>
        functionCurve(
          /** @type {FunctionCurve} */ (curves[layer]),
          labels[layer] ?? `${layer + 1}`,
          statistics?.[layer],
        ),
      )}
    </div>
  </section>`;
}

/**
 * @param {FunctionCurve} curve
 * @param {string} label
 * @param {LayerStatistics} [statistics]
 */
function functionCurve(curve, label, statistics) {
  return html`<gp-activation-curve
    .x=${curve.x}
    .f=${curve.f}
    .derivative=${curve.derivative}
    .histogram=${statistics?.preActivation.histogram ?? null}
    .heading=${statistics ? `${label} · ${statistics.activation}` : label}
    .dead=${statistics?.deadShare ?? NaN}
    .saturated=${statistics?.saturatedShare ?? NaN}
  ></gp-activation-curve>`;
}

/**
 * Shares of dead and saturated units, and the size of the updates: from the first update on.
 * @param {SignalPanel} panel
 */
export function causes(panel) {
  const { dead, saturated, update } = panel.layerCurves;
  const first = Number(update.length > 0 && Number.isNaN(update[0][0]));
  const updated = Array.from(update, (values) => values.subarray(first));
  return html`<section class="pair">
    ${causeChart(panel, 'forward', saturated, 'share', 'Saturated units by layer', {
      shows: 'saturated',
      note: '|f′(z)| < 0.01 for more than 95 % of the rows.',
    })}
    ${causeChart(panel, 'backward', dead, 'share', 'Dead units by layer', {
      shows: 'dead',
      note: 'No gradient for any row.',
    })}
    ${causeChart(panel, 'backward', updated, 'log', 'Update-to-weight ratio by layer', {
      shows: 'updates',
      steps: Array.prototype.slice.call(panel.steps, first),
      note: 'About 10⁻³, dashed, is healthy: far below learns nothing, far above is noise.',
      guides: [1e-3],
    })}
  </section>`;
}

/**
 * @param {SignalPanel} panel
 * @param {'forward' | 'backward'} direction
 * @param {LayerSeries} series
 * @param {'log' | 'share'} scale
 * @param {string} heading
 * @param {{ shows: string, note: string, guides?: number[], steps?: ArrayLike<number> }} more
 */
function causeChart(
  { labels, group, window, steps: all },
  direction,
  series,
  scale,
  heading,
  { shows, note, guides = [], steps = all },
) {
  return html`<gp-signal-chart
    data-shows=${shows}
    .steps=${steps}
    .series=${series}
    .labels=${labels}
    .direction=${direction}
    .scale=${scale}
    .heading=${heading}
    .note=${note}
    .guides=${guides}
    .window=${window}
    .group=${group}
  ></gp-signal-chart>`;
}
