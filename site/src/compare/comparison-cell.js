/** `<gc-cell>`: one cell of the grid: curves, the metric in words, the map of the median seed, and why it did not learn. */

import { LitElement, css, html, nothing, svg } from 'lit';
import { controls } from '../styles/control-styles.js';
import { cellPaths, drawingSize } from './cell-drawing.js';
import { drawMap, paletteOf } from './map-drawing.js';
import { medianTrial, summarizeValues } from './summarize.js';
import { formatMetric } from './verdict.js';
import { whyText } from './why-text.js';

/**
 * @import { Metric, Measured } from './metrics.js'
 * @import { Scale } from './cell-drawing.js'
 * @import { TargetKind } from '../views/map/decision.js'
 */

/** How strongly a cell is tinted. @param {number} share of the colour scale, from 0 to 1 */
export const tintOpacity = (share) => (0.04 + 0.26 * share).toFixed(3);

export class ComparisonCell extends LitElement {
  static properties = {
    trials: { attribute: false },
    metric: { attribute: false },
    scale: {
      attribute: false,
      hasChanged: (/** @type {unknown} */ now, /** @type {unknown} */ before) =>
        JSON.stringify(now) !== JSON.stringify(before),
    },
    share: { type: Number },
    seeds: { type: Number },
    best: {},
    kind: {},
    href: {},
    label: {},
    theme: {},
  };

  static styles = [
    controls,
    css`
      /* cells out of sight cost nothing: there may be 400 */
      :host {
        position: relative;
        padding: 6px 8px;
        content-visibility: auto;
        contain-intrinsic-size: auto 150px auto 140px;
      }

      @media print {
        :host {
          content-visibility: visible;
        }
      }

      .picture {
        position: relative;
        display: flex;
        gap: 6px;
        height: 64px;
      }

      .curves {
        flex: 1;
        min-width: 0;
        width: 100%;
        height: 64px;
      }

      canvas {
        flex: none;
        width: 64px;
        height: 64px;
        border: 1px solid var(--gp-rule);
      }

      .tint {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        pointer-events: none;
      }

      .tint rect {
        fill: var(--gp-accent);
      }

      .band {
        fill: var(--gp-past);
        opacity: 0.35;
      }

      .curve,
      .mean {
        fill: none;
        stroke: var(--gp-ink-3);
        stroke-width: 0.75;
        vector-effect: non-scaling-stroke;
      }

      .curve.diverged {
        stroke: var(--gp-error);
      }

      .mean {
        stroke: var(--gp-ink);
        stroke-width: 1.75;
      }

      .value {
        position: relative;
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        flex-wrap: wrap;
        gap: 0 6px;
        margin: 4px 0 0;
        font-size: var(--gp-size-3);
        font-weight: 600;
      }

      .value span {
        color: var(--gp-ink-2);
        font-size: var(--gp-size-1);
        font-weight: 400;
      }

      .why {
        position: relative;
        margin: 0;
        color: var(--gp-ink-2);
        font-size: var(--gp-size-1);
      }

      .why:last-child {
        min-height: 36px;
      }

      .why.diverged {
        color: var(--gp-error);
      }

      a {
        color: var(--gp-accent);
        font-size: var(--gp-size-1);
        font-weight: 400;
      }
    `,
  ];

  /** What the map shows. @type {Measured | null} */
  #drawn = null;
  #drawnTheme = '';

  constructor() {
    super();
    /** @type {readonly Measured[]} */
    this.trials = [];
    /** @type {Metric | undefined} */
    this.metric = undefined;
    /** @type {Scale | undefined} */
    this.scale = undefined;
    /** Of the colour scale, from 0 to 1; NaN for none. */
    this.share = NaN;
    this.seeds = 0;
    /** The value of what is chosen in each cell; '' for none. */
    this.best = '';
    /** @type {TargetKind} */
    this.kind = 'binary';
    this.href = '';
    this.label = '';
    this.theme = '';
  }

  /** @override */
  render() {
    const { trials, metric, scale, seeds } = this;
    if (!metric || !scale) return nothing;
    const { curves, band, mean } = cellPaths(scale, trials);
    const hasMap = trials.some(({ map }) => map);
    return html`<svg class="tint" aria-hidden="true">
        ${
          Number.isNaN(this.share)
            ? nothing
            : svg`<rect width="100%" height="100%" opacity=${tintOpacity(this.share)} />`
        }
      </svg>
      <div class="picture" role="img" aria-label=${this.description(metric)}>
        <svg
          class="curves"
          viewBox="0 0 ${drawingSize.width} ${drawingSize.height}"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          ${svg`<path class="band" d=${band} />`}
          ${curves.map(({ path, diverged }) => svg`<path class="curve ${diverged ? 'diverged' : ''}" d=${path} />`)}
          ${svg`<path class="mean" d=${mean} />`}
        </svg>
        <canvas ?hidden=${!hasMap} aria-hidden="true"></canvas>
      </div>
      <p class="value">
        ${this.value(metric)}
        ${trials.length === seeds && seeds > 0 ? html`<a href=${this.href} aria-label="Open ${this.label} in the playground">Open</a>` : html`<span>${trials.length} of ${seeds}</span>`}
      </p>
      ${this.best === '' ? nothing : html`<p class="why">at ${this.best}</p>`} ${this.why()}`;
  }

  /** @param {Metric} metric */
  value(metric) {
    const { mean, standardDeviation, count } = this.summary(metric);
    if (count === 0) {
      if (this.trials.length === 0) return '–';
      return metric.kind === 'steps' ? 'never' : 'none';
    }
    const spread = Number.isNaN(standardDeviation)
      ? nothing
      : html` <span>± ${formatMetric(metric, standardDeviation)}</span>`;
    return html`<b>${formatMetric(metric, mean)}${spread}</b>`;
  }

  /** @param {Metric} metric */
  summary(metric) {
    return summarizeValues(this.trials, this.trials.map(metric.value));
  }

  why() {
    const diverged = this.trials.some((trial) => trial.diverged);
    return html`<p class="why ${diverged ? 'diverged' : ''}">${whyText(this.trials)}</p>`;
  }

  /** @param {Metric} metric */
  description(metric) {
    const { mean, minimum, maximum, count, diverged } = this.summary(metric);
    const values =
      count > 0
        ? `mean ${formatMetric(metric, mean)}, from ${formatMetric(metric, minimum)} to ${formatMetric(metric, maximum)}`
        : 'no value';
    return `${this.label}: ${metric.label} of ${this.trials.length} seeds: ${values}; ${diverged} diverged. Training loss over the steps, both axes logarithmic.`;
  }

  /** The map as a data URL; null where there is none. */
  picture() {
    const canvas = this.renderRoot.querySelector('canvas');
    return canvas && !canvas.hidden ? canvas.toDataURL() : null;
  }

  /** @override */
  updated() {
    const { metric, trials } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    const middle = metric && (medianTrial(trials, metric.value) ?? trials[0]);
    if (!canvas || !middle || (middle === this.#drawn && this.theme === this.#drawnTheme)) return;
    this.#drawn = middle;
    this.#drawnTheme = this.theme;
    drawMap(canvas, middle, this.kind, paletteOf(this, this.theme));
  }
}

if (!customElements.get('gc-cell')) customElements.define('gc-cell', ComparisonCell);
