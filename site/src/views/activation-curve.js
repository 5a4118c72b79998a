import { css, html, nothing } from 'lit';
import { formatNumber, formatPercent } from '../format.js';
import { beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { nearestIndex } from './common/smoothing.js';
import { pointOf } from './common/pointer.js';
import { ViewElement } from './common/view-element.js';
import { curveBox, curveScales, drawActivationCurve } from './signals/activation-plot.js';

/**
 * @import { Histogram } from '../../../wasm/js/index.js'
 * @import { Palette } from './common/palette.js'
 */

/**
 * `<gp-activation-curve>`: an activation f (teal) and its derivative f′ (vermilion, dashed) with the histogram of
 * a layer's pre-activations on the same axis: where the values lie in the flat tails, f′ and with it the gradient
 * is near 0.
 *
 * Properties:
 * - `x`, `f`, `derivative` Float32Array of equal length, x rising
 * - `histogram` {lower, upper, counts} | null: of z
 * - `heading` such as "layer 2 · tanh"
 * - `dead`, `saturated` shares of units in 0..1; NaN where unknown
 * - `mark` number | null: one z to mark on both curves
 * - `compact` true leaves out the read-out and the table
 */
export class ActivationCurve extends ViewElement {
  static styles = [
    ...ViewElement.styles,
    css`
      .plot {
        height: var(--gp-curve-height, 140px);
      }

      .title {
        font-size: var(--gp-size-2, 0.8125rem);
      }
    `,
  ];

  static properties = {
    x: { attribute: false },
    f: { attribute: false },
    derivative: { attribute: false },
    histogram: { attribute: false },
    heading: { type: String },
    dead: { type: Number },
    saturated: { type: Number },
    mark: { attribute: false },
    compact: { type: Boolean },
  };

  constructor() {
    super();
    this.paintInterval = 60;
    this.x = new Float32Array(0);
    this.f = new Float32Array(0);
    this.derivative = new Float32Array(0);
    /** @type {Histogram | null} */
    this.histogram = null;
    this.heading = '';
    this.dead = NaN;
    this.saturated = NaN;
    /** @type {number | null} */
    this.mark = null;
    this.compact = false;
    /** @type {number | null} */
    this.pointed = null;
  }

  /** @override */
  render() {
    return html`<figure>
        <figcaption><p class="title">${this.heading}</p></figcaption>
        <div
          class="plot"
          role="img"
          tabindex="0"
          @pointermove=${this.pointerMoved}
          @pointerleave=${() => this.point(null)}
          @keydown=${this.keyPressed}
        >
          <canvas></canvas>
        </div>
        ${this.compact ? nothing : this.footTemplate()}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    const { x, f, derivative, histogram } = this;
    const box = curveBox(this.plotWidth, this.plotHeight);
    const mark = this.pointed ?? this.mark;
    if (x.length > 1) {
      drawActivationCurve(context, box, { x, f, derivative, histogram }, { palette, mark });
    }
  }

  /** @override */
  readOutNow() {
    const place = this.pointed ?? this.mark;
    this.readOut(place === null ? this.shares() : this.describe(place));
  }

  shares() {
    if (Number.isNaN(this.dead)) return '';
    return `${formatPercent(this.saturated)} saturated, ${formatPercent(this.dead)} dead`;
  }

  /** @param {number} z */
  describe(z) {
    const index = nearestIndex(this.x, z);
    if (index < 0) return '';
    const slope = this.derivative.length ? `, f′ ${formatNumber(this.derivative[index])}` : '';
    return `z ${formatNumber(z)}: f ${formatNumber(this.f[index])}${slope}`;
  }

  /** @param {number | null} z */
  point(z) {
    this.pointed = z;
    this.requestPaint();
  }

  /** @param {PointerEvent} event */
  pointerMoved(event) {
    if (this.x.length < 2) return;
    const { x } = curveScales(curveBox(this.plotWidth, this.plotHeight), this);
    const [least, greatest] = [this.x[0], this.x[this.x.length - 1]];
    this.point(Math.min(greatest, Math.max(least, x.invert(pointOf(event).x))));
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') this.point(null);
    if (!step || this.x.length < 2) return;
    event.preventDefault();
    event.stopPropagation();
    const last = this.x.length - 1;
    const index =
      nearestIndex(this.x, this.pointed ?? 0) + step * Math.max(1, Math.round(last / 40));
    const z = this.x[Math.min(last, Math.max(0, index))];
    this.point(z);
    this.announce(this.describe(z));
  }

  /** @override */
  summary() {
    if (this.x.length < 2) return `${this.heading}. No curve.`;
    const shares = this.shares();
    const curves = `f and f′ with the histogram of z, z from ${formatNumber(this.x[0])} to ${formatNumber(this.x[this.x.length - 1])}`;
    return `${this.heading}: ${curves}. ${shares}. Arrow keys read values.`;
  }

  /** @override */
  table() {
    if (this.x.length < 2) return null;
    const count = 17;
    const indices = Array.from({ length: count }, (_, index) =>
      Math.round((index * (this.x.length - 1)) / (count - 1)),
    );
    return {
      caption: this.heading,
      head: ['z', 'f(z)', 'f′(z)'],
      rows: indices.map((index) => [
        formatNumber(this.x[index]),
        formatNumber(this.f[index]),
        formatNumber(this.derivative[index]),
      ]),
    };
  }
}

define('gp-activation-curve', ActivationCurve);
