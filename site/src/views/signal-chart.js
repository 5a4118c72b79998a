import { css, html } from 'lit';
import { formatCount, formatNumber, formatPercent } from '../format.js';
import { css as cssColor } from './shared/color.js';
import { define } from './shared/define.js';
import { LinePlot } from './shared/line-plot.js';
import { linePlotStyles } from './shared/line-plot-styles.js';
import { depthColors } from './shared/palette.js';
import { spreadIndices } from './shared/series.js';
import { TimeView } from './shared/time-view.js';
import { drawGuides, drawLayerLabels, drawLanes, labelledLayers } from './signals/line-decor.js';
import { signalAxis } from './signals/signal-axis.js';

/**
 * @import { Palette } from './shared/palette.js'
 * @import { Guide } from './signals/line-decor.js'
 * @import { SignalAxis } from './signals/signal-axis.js'
 */

/**
 * `<gp-signal-chart>`: one quantity of every layer over the steps of training, one line a layer, light for
 * the first and dark for the last. Magnitudes have a logarithmic axis on which zeros and values that are
 * not finite have lanes of their own.
 *
 * Properties, besides `steps`, `window` and `group` of {@link TimeView}:
 * - `series` one Float32Array per layer, as long as `steps`
 * - `labels` names of the layers; default their numbers
 * - `direction` 'forward' (activations, teal) | 'backward' (gradients, vermilion)
 * - `scale` 'log' | 'share' (linear from 0 to 100 %)
 * - `guides` {value, label}[]: horizontal lines to compare with
 * - `heading` what the chart shows; `note` what to look for in it; `quantity` what is measured
 */
export class SignalChart extends TimeView {
  static styles = [
    ...TimeView.styles,
    linePlotStyles,
    css`
      .plot {
        height: var(--gp-chart-height, 200px);
      }

      .readout {
        min-height: 2.8em;
      }
    `,
  ];

  static properties = {
    series: { attribute: false },
    labels: { attribute: false },
    direction: { type: String },
    scale: { type: String },
    guides: { attribute: false },
    heading: { type: String },
    note: { type: String },
    quantity: { type: String },
  };

  constructor() {
    super();
    /** @type {Float32Array[]} */
    this.series = [];
    /** @type {string[]} */
    this.labels = [];
    /** @type {'forward' | 'backward'} */
    this.direction = 'forward';
    /** @type {'log' | 'share'} */
    this.scale = 'log';
    /** @type {Guide[]} */
    this.guides = [];
    this.heading = '';
    this.note = '';
    this.quantity = '';
    /** @type {LinePlot | null} */
    this.lines = null;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.lines?.destroy();
    this.lines = null;
  }

  /** @override */
  render() {
    return html`<figure>
        <figcaption>
          <p class="title">${this.heading}</p>
          <p class="note">${this.note}</p>
        </figcaption>
        ${this.plotTemplate(html`<div class="lines"></div>`)}${this.tableTemplate()}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const parent = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.lines'));
    if (!parent) return;
    this.lines ??= new LinePlot(parent);
    const range = this.cursorRange();
    const axis = signalAxis(this.scale, this.series, range.start, this.guides);
    const colors = depthColors(palette, this.direction, this.series.length).map((rgb) =>
      cssColor(rgb),
    );
    const data = {
      steps: this.steps,
      lines: this.series.map((values) => axis.positions(values)),
      styles: colors.map((color) => ({ color, width: this.series.length > 12 ? 1.25 : 2 })),
      range,
      extent: axis.extent,
      ticks: axis.ticks(this.cursorBox().height),
    };
    this.lines.draw(
      this.plotWidth,
      this.plotHeight,
      {
        ...data,
        under: (context, places) => {
          drawLanes(context, places, axis.lanes, palette);
          drawGuides(context, places, this.guides, axis, palette);
        },
        over: (context, places) =>
          drawLayerLabels(context, places, { ends: this.ends(axis), colors, palette }),
      },
      palette,
    );
  }

  /**
   * The last position of each labelled line.
   *
   * @param {SignalAxis} axis
   */
  ends(axis) {
    const last = this.steps.length - 1;
    if (last < 0) return [];
    return labelledLayers(this.series.length).map((layer) => ({
      layer,
      label: this.label(layer),
      position: axis.position(this.series[layer][last]),
    }));
  }

  /** @param {number} layer */
  label(layer) {
    return this.labels[layer] ?? `layer ${layer + 1}`;
  }

  /** @param {number | undefined} value */
  format(value) {
    return this.scale === 'share' ? formatPercent(value) : formatNumber(value);
  }

  /** @override @param {number} index */
  describe(index) {
    const shown = spreadIndices(this.series.length, 8);
    const values = shown.map(
      (layer) => `${this.label(layer)} ${this.format(this.series[layer][index])}`,
    );
    return `step ${formatCount(this.steps[index])}: ${values.join(' · ')}`;
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
    const indices = spreadIndices(this.steps.length, 40).reverse();
    return {
      caption: this.heading,
      head: ['step', ...this.series.map((_, layer) => this.label(layer))],
      rows: indices.map((index) => [
        formatCount(this.steps[index]),
        ...this.series.map((values) => this.format(values[index])),
      ]),
    };
  }
}

define('gp-signal-chart', SignalChart);
