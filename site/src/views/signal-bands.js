import { css, html } from 'lit';
import { formatCount, formatNumber } from '../format.js';
import { drawBottomAxis, drawLeftAxis } from './common/axes.js';
import { beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { timeTicks } from './common/time-axis.js';
import { TimeView } from './common/time-view.js';
import { drawBands } from './signals/bands.js';
import { distributionsOf, quantities, valueRange } from './signals/distribution.js';
import { valueTicks } from './signals/value-ticks.js';

/**
 * @import { Palette } from './common/palette.js'
 * @import { Measurement, Quantity } from './signals/distribution.js'
 */

const percentiles = ['5\u00a0%', '25\u00a0%', 'median', '75\u00a0%', '95\u00a0%'];

/**
 * `<gp-signal-bands>`: how one layer's values are spread, over the steps: the median, the middle half, and the
 * range without the outermost twentieths.
 *
 * Properties, besides `window` and `group` of {@link TimeView} (the steps are those of the measurements):
 * - `measurements` {step, layers: LayerStatistics[] | null}[]
 * - `layer`, `layerLabel`
 * - `quantity` 'activationValues' | 'preActivation' | 'preActivationGradient' | 'weightGradient'
 * - `domain` {from, to} | null: steps at the ends of the axis; null: those of the measurements
 */
export class SignalBands extends TimeView {
  static styles = [
    ...TimeView.styles,
    css`
      .plot {
        height: var(--gp-chart-height, 200px);
      }
    `,
  ];

  static properties = {
    measurements: { attribute: false },
    layer: { type: Number },
    layerLabel: { type: String },
    quantity: { type: String },
    domain: { attribute: false },
  };

  constructor() {
    super();
    /** @type {readonly Measurement[]} */
    this.measurements = [];
    this.layer = 0;
    this.layerLabel = '';
    /** @type {Quantity} */
    this.quantity = 'activationValues';
    /** @type {{ from: number, to: number } | null} */
    this.domain = null;
    /** @type {ReturnType<typeof distributionsOf>} */
    this.known = [];
  }

  get title() {
    const label = this.layerLabel || `layer ${this.layer + 1}`;
    return `Spread of ${quantities[this.quantity].name}, ${label}`;
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    this.known = distributionsOf(this.measurements, this.layer, this.quantity);
    this.steps = this.known.map(({ step }) => step);
  }

  /** @override */
  cursorRange() {
    const range = super.cursorRange();
    return this.domain && this.window === Infinity ? { ...range, ...this.domain } : range;
  }

  /** @override */
  render() {
    return html`<figure>
        <figcaption>
          <p class="title">${this.title}</p>
          <p class="note">Line: median; dark: middle half; light: 5 to 95&nbsp;%.</p>
        </figcaption>
        ${this.plotTemplate(html`<canvas></canvas>`)}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    const { logarithmic, direction } = quantities[this.quantity];
    const box = this.cursorBox();
    const { start, from, to } = this.cursorRange();
    const shown = this.known.slice(start);
    const range = valueRange(
      shown.map(({ distribution }) => distribution),
      logarithmic,
    );
    const x = (/** @type {number} */ step) => box.left + ((step - from) / (to - from)) * box.width;
    const y = (/** @type {number} */ value) =>
      box.top + ((range[1] - value) / (range[1] - range[0])) * box.height;
    const ticks = valueTicks(range, logarithmic, Math.max(2, Math.floor(box.height / 32)));
    drawLeftAxis(
      context,
      box,
      ticks.map(({ value, label }) => ({ position: y(value), label })),
      palette,
    );
    drawBands(context, { box, x, y }, shown, palette[direction]);
    drawBottomAxis(
      context,
      box,
      timeTicks({ from, to }, box.width).map(({ step, label }) => ({ position: x(step), label })),
      palette,
      'step',
    );
  }

  /** @param {number} value of a quantile */
  format(value) {
    return formatNumber(quantities[this.quantity].logarithmic ? 10 ** value : value);
  }

  /** @override @param {number} index */
  describe(index) {
    const { step, distribution } = this.known[index];
    const values = percentiles.map(
      (name, at) => `${name}:\u00a0${this.format(distribution.quantiles[at])}`,
    );
    return `step ${formatCount(step)}: ${values.join('\u00a0· ')}`;
  }

  /** @override */
  summary() {
    if (!this.known.length) return `${this.title}. No values yet.`;
    return `${this.title}. Now ${this.describe(this.known.length - 1)}. Arrow keys move the cursor.`;
  }

  /** @override */
  table() {
    if (!this.known.length) return null;
    return {
      caption: this.title,
      head: ['step', ...percentiles],
      rows: this.known
        .slice(-60)
        .reverse()
        .map(({ step, distribution }) => [
          formatCount(step),
          ...Array.from(distribution.quantiles, (value) => this.format(value)),
        ]),
    };
  }
}

define('gp-signal-bands', SignalBands);
