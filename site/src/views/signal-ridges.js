import { css, html } from 'lit';
import { formatCount, formatNumber } from '../format.js';
import { drawBottomAxis, drawLeftAxis } from './common/axes.js';
import { beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { spreadIndices } from './common/smoothing.js';
import { formatStep, timeBox } from './common/time-axis.js';
import { ViewElement } from './common/view-element.js';
import { distributionsOf, quantities, valueRange } from './signals/distribution.js';
import { drawRidges, ridgeBaselines } from './signals/ridges.js';
import { valueTicks } from './signals/value-ticks.js';

/**
 * @import { Palette } from './common/palette.js'
 * @import { Measurement, Quantity } from './signals/distribution.js'
 */

/**
 * `<gp-signal-ridges>`: histograms of one layer's values over time, offset: the past behind, now in front.
 *
 * Properties:
 * - `measurements` {step, layers: LayerStatistics[] | null}[]
 * - `layer`, `layerLabel`
 * - `quantity` 'activationValues' | 'preActivation' | 'preActivationGradient' | 'weightGradient'
 * - `count` most ridges drawn; default 24
 */
export class SignalRidges extends ViewElement {
  static styles = [
    ...ViewElement.styles,
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
    count: { type: Number },
  };

  constructor() {
    super();
    this.paintInterval = 100;
    /** @type {readonly Measurement[]} */
    this.measurements = [];
    this.layer = 0;
    this.layerLabel = '';
    /** @type {Quantity} */
    this.quantity = 'activationValues';
    this.count = 24;
    /** @type {ReturnType<typeof distributionsOf>} */
    this.shown = [];
    /** Ridge that is read out; -1: the last. */
    this.marked = -1;
  }

  get title() {
    const label = this.layerLabel || `layer ${this.layer + 1}`;
    return `Histograms of ${quantities[this.quantity].name}, ${label}`;
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const known = distributionsOf(this.measurements, this.layer, this.quantity);
    this.shown = spreadIndices(known.length, this.count).map((index) => known[index]);
  }

  /** @override */
  render() {
    return html`<figure>
        <figcaption>
          <p class="title">${this.title}</p>
          <p class="note">The past behind, now in front.</p>
        </figcaption>
        <div
          class="plot"
          role="img"
          tabindex="0"
          @pointermove=${this.pointerMoved}
          @pointerleave=${() => this.mark(-1)}
          @keydown=${this.keyPressed}
        >
          <canvas></canvas>
        </div>
        ${this.footTemplate()}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    const { logarithmic, direction, symbol } = quantities[this.quantity];
    const box = timeBox(this.plotWidth, this.plotHeight);
    const range = valueRange(
      this.shown.map(({ distribution }) => distribution),
      logarithmic,
    );
    const x = (/** @type {number} */ value) =>
      box.left + ((value - range[0]) / (range[1] - range[0])) * box.width;
    const ticks = valueTicks(range, logarithmic, Math.max(2, Math.floor(box.width / 70)));
    drawBottomAxis(
      context,
      box,
      ticks.map(({ value, label }) => ({ position: x(value), label })),
      palette,
      symbol,
    );
    const look = { palette, color: palette[direction], marked: this.marked };
    drawRidges(context, box, this.shown, x, look);
    drawLeftAxis(context, box, this.stepTicks(box), palette, false);
  }

  /** @param {import('./common/axes.js').Box} box */
  stepTicks(box) {
    const { baselines } = ridgeBaselines(this.shown.length, box);
    return spreadIndices(this.shown.length, 5).map((index) => ({
      position: baselines[index],
      label: formatStep(this.shown[index].step),
    }));
  }

  /** @param {number} index */
  mark(index) {
    if (index === this.marked) return;
    this.marked = index;
    this.requestPaint();
  }

  /** @param {PointerEvent} event */
  pointerMoved(event) {
    const box = timeBox(this.plotWidth, this.plotHeight);
    const { baselines } = ridgeBaselines(this.shown.length, box);
    const next = baselines.findIndex((base) => base >= event.offsetY);
    this.mark(next < 0 ? this.shown.length - 1 : next);
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') this.mark(-1);
    if (!step || !this.shown.length) return;
    event.preventDefault();
    event.stopPropagation();
    const from = this.marked < 0 ? this.shown.length - 1 : this.marked;
    const index = Math.min(this.shown.length - 1, Math.max(0, from + step));
    this.mark(index);
    this.announce(this.describe(index));
  }

  /** @override */
  readOutNow() {
    const index = this.marked < 0 ? this.shown.length - 1 : this.marked;
    this.readOut(this.shown[index] ? this.describe(index) : '');
  }

  /** @param {number} index */
  describe(index) {
    const { step, distribution } = this.shown[index];
    const value = (/** @type {number} */ number) =>
      formatNumber(quantities[this.quantity].logarithmic ? 10 ** number : number);
    const [low, , median, , high] = distribution.quantiles;
    const zeros = 'zeros' in distribution ? Number(distribution.zeros) : 0;
    const rest = zeros ? `\u00a0· ${formatCount(zeros)} are 0` : '';
    return `step ${formatCount(step)}: median:\u00a0${value(median)}\u00a0· 5\u00a0%:\u00a0${value(low)}\u00a0· 95\u00a0%:\u00a0${value(high)}${rest}`;
  }

  /** @override */
  summary() {
    if (!this.shown.length) return `${this.title}. No values yet.`;
    return `${this.title}. Now ${this.describe(this.shown.length - 1)}. Arrow keys go through time.`;
  }

  /** @override */
  table() {
    const latest = this.shown.at(-1);
    if (!latest) return null;
    const { lower, upper, counts } = latest.distribution.histogram;
    const width = (upper - lower) / counts.length;
    const edge = (/** @type {number} */ value) =>
      formatNumber(quantities[this.quantity].logarithmic ? 10 ** value : value);
    return {
      caption: `${this.title}, step ${formatCount(latest.step)}`,
      head: ['from', 'to', 'values'],
      rows: Array.from(counts, (count, bin) => [
        edge(lower + bin * width),
        edge(lower + (bin + 1) * width),
        formatCount(count),
      ]),
    };
  }
}

define('gp-signal-ridges', SignalRidges);
