import { html } from 'lit';
import { formatCount, formatNumber } from '../../format.js';
import { spreadIndices } from '../common/smoothing.js';
import { TimeView } from '../common/time-view.js';

/** @import { PropertyDeclarations } from 'lit' */

/**
 * Base of the views of one quantity of every layer over the steps.
 *
 * Properties, besides those of {@link TimeView}:
 * - `series` one typed array per layer, as long as `steps`
 * - `labels` names of the layers; default their numbers
 * - `direction` 'forward' (activations, teal) | 'backward' (gradients, vermilion)
 * - `heading` what the view shows; `note` what to look for in it; `quantity` what is measured
 */
export class LayerTimeView extends TimeView {
  /** @type {PropertyDeclarations} */
  static properties = {
    series: { attribute: false },
    labels: { attribute: false },
    direction: { type: String },
    heading: { type: String },
    note: { type: String },
    quantity: { type: String },
  };

  constructor() {
    super();
    /** @type {(Float32Array | Float64Array)[]} */
    this.series = [];
    /** @type {string[]} */
    this.labels = [];
    /** @type {'forward' | 'backward'} */
    this.direction = 'forward';
    this.heading = '';
    this.note = '';
    this.quantity = '';
  }

  captionTemplate() {
    return html`<figcaption>
      <p class="title">${this.heading}</p>
      <p class="note">${this.note}</p>
    </figcaption>`;
  }

  /** @param {number} layer */
  label(layer) {
    return this.labels[layer] ?? String(layer + 1);
  }

  /** @param {number | undefined} value */
  format(value) {
    return formatNumber(value);
  }

  /** @override @param {number} index */
  describe(index) {
    const shown = spreadIndices(this.series.length, Math.max(3, Math.floor(this.plotWidth / 70)));
    const values = shown.map(
      (layer) => `${this.label(layer)}:\u00a0${this.format(this.series[layer][index])}`,
    );
    return `step ${formatCount(this.steps[index])}, layer ${values.join('\u00a0· ')}`;
  }

  /** @override */
  summary() {
    const last = this.steps.length - 1;
    if (last < 0) return `${this.heading}. No values yet.`;
    const quantity = this.quantity || this.heading;
    return `${this.heading}. ${quantity} at ${this.describe(last)}. Arrow keys move the cursor.`;
  }

  /** @override */
  table() {
    if (!this.steps.length) return null;
    return {
      caption: this.heading,
      head: ['step', ...this.series.map((_, layer) => `layer ${this.label(layer)}`)],
      rows: spreadIndices(this.steps.length, 40)
        .reverse()
        .map((index) => [
          formatCount(this.steps[index]),
          ...this.series.map((values) => this.format(values[index])),
        ]),
    };
  }
}
