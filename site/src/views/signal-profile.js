import { css, html } from 'lit';
import { formatNumber } from '../format.js';
import { beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { timeBox } from './common/time-axis.js';
import { pointOf } from './common/pointer.js';
import { ViewElement } from './common/view-element.js';
import { drawProfile } from './signals/profile.js';

/**
 * @import { Palette } from './common/palette.js'
 * @import { ProfilePoint } from './signals/profile.js'
 */

/**
 * `<gp-signal-profile>`: the magnitude of every layer now, first layer left, on a logarithmic axis: a level
 * profile carries the signal through, a falling or rising one loses it or blows it up.
 *
 * Properties:
 * - `values` number[] | typed array: one magnitude per layer
 * - `spreads` ([low, high] | null)[]: magnitudes at 5 and 95 % of each layer's values; optional
 * - `labels` names of the layers; `direction` 'forward' | 'backward'
 * - `heading`, `note`, `quantity`
 * - `selected` layer that is marked, -1 for none
 *
 * Event: `gp-layer-select` {layer}.
 */
export class SignalProfile extends ViewElement {
  static styles = [
    ...ViewElement.styles,
    css`
      .plot {
        height: var(--gp-chart-height, 200px);
      }
    `,
  ];

  static properties = {
    values: { attribute: false },
    spreads: { attribute: false },
    labels: { attribute: false },
    direction: { type: String },
    heading: { type: String },
    note: { type: String },
    quantity: { type: String },
    selected: { type: Number },
  };

  constructor() {
    super();
    this.paintInterval = 60;
    /** @type {ArrayLike<number>} */
    this.values = [];
    /** @type {(readonly [number, number] | null)[]} */
    this.spreads = [];
    /** @type {string[]} */
    this.labels = [];
    /** @type {'forward' | 'backward'} */
    this.direction = 'forward';
    this.heading = '';
    this.note = '';
    this.quantity = '';
    this.selected = -1;
    /** Layer that is pointed at; -1 for none. */
    this.pointed = -1;
  }

  /** @override */
  render() {
    return html`<figure>
        <figcaption>
          <p class="title">${this.heading}</p>
          <p class="note">${this.note}</p>
        </figcaption>
        <div
          class="plot"
          role="img"
          tabindex="0"
          @pointermove=${(/** @type {PointerEvent} */ event) => this.point(this.layerAt(event))}
          @pointerleave=${() => this.point(-1)}
          @click=${(/** @type {PointerEvent} */ event) => this.choose(this.layerAt(event))}
          @keydown=${this.keyPressed}
        >
          <canvas></canvas>
        </div>
        ${this.footTemplate()}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @returns {ProfilePoint[]} */
  get points() {
    return Array.from(this.values, (value, layer) => ({
      value,
      spread: this.spreads[layer] ?? null,
      label: this.label(layer),
    }));
  }

  get marked() {
    return this.pointed >= 0 ? this.pointed : this.selected;
  }

  /** @override */
  readOutNow() {
    this.readOut(this.marked < 0 ? this.ends() : this.describe(this.marked));
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    const box = timeBox(this.plotWidth, this.plotHeight);
    const { direction, marked } = this;
    drawProfile(context, box, this.points, { palette, direction, marked });
  }

  /** @param {number} layer */
  label(layer) {
    return this.labels[layer] ?? String(layer + 1);
  }

  /** @param {PointerEvent} event */
  layerAt(event) {
    const { left, width } = timeBox(this.plotWidth, this.plotHeight);
    const count = this.values.length;
    const layer = Math.floor(((pointOf(event).x - left) / width) * count);
    return layer >= 0 && layer < count ? layer : -1;
  }

  /** @param {number} layer */
  point(layer) {
    if (layer === this.pointed) return;
    this.pointed = layer;
    this.requestPaint();
  }

  /** @param {number} layer */
  choose(layer) {
    if (layer < 0) return;
    this.selected = layer;
    this.emit('gp-layer-select', { layer });
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    if (event.key === 'Enter') this.choose(this.pointed);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !this.values.length) return;
    event.preventDefault();
    event.stopPropagation();
    const layer = Math.min(this.values.length - 1, Math.max(0, this.marked + step));
    this.point(layer);
    this.announce(this.describe(layer));
  }

  /** First and last layer against each other. */
  ends() {
    const last = this.values.length - 1;
    if (last < 1) return '';
    return `layer ${this.label(0)}: ${formatNumber(this.values[0])}, ${this.label(last)}: ${formatNumber(this.values[last])}`;
  }

  /** @param {number} layer */
  describe(layer) {
    const spread = this.spreads[layer];
    const range = spread ? `, 5 % to 95 %: ${spread.map((v) => formatNumber(v)).join(' to ')}` : '';
    return `layer ${this.label(layer)}: ${this.quantity} ${formatNumber(this.values[layer])}${range}`;
  }

  /** @override */
  summary() {
    return `${this.heading}. ${this.ends() || 'No values yet'}. Arrow keys visit the layers.`;
  }

  /** @override */
  table() {
    if (!this.values.length) return null;
    return {
      caption: this.heading,
      head: ['layer', this.quantity || 'value'],
      rows: Array.from(this.values, (value, layer) => [this.label(layer), formatNumber(value)]),
    };
  }
}

define('gp-signal-profile', SignalProfile);
