import { css, html } from 'lit';
import { formatPercent } from '../format.js';
import { beginCanvas } from './common/canvas.js';
import { css as cssColor } from './common/color.js';
import { bucketPositions, bucketSteps, stepBuckets } from './common/decimate.js';
import { define } from './common/define.js';
import { drawLinePlot } from './common/line-plot.js';
import { depthColors } from './common/palette.js';
import { drawGuides, drawLayerLabels, drawLanes, labelledLayers } from './signals/line-decor.js';
import { LayerTimeView } from './signals/layer-time-view.js';
import { signalAxis } from './signals/signal-axis.js';

/**
 * @import { Palette } from './common/palette.js'
 * @import { SignalAxis } from './signals/signal-axis.js'
 */

/**
 * `<gp-signal-chart>`: one quantity of every layer over the steps of training, one line a layer, light for
 * the first and dark for the last. Magnitudes have a logarithmic axis on which zeros and values that are
 * not finite have lanes of their own.
 *
 * Properties, besides those of {@link LayerTimeView}:
 * - `scale` 'log' | 'share' (linear from 0 to 100 %)
 * - `guides` number[]: horizontal lines to compare with
 */
export class SignalChart extends LayerTimeView {
  static styles = [
    ...LayerTimeView.styles,
    css`
      .plot {
        height: var(--gp-chart-height, 200px);
      }

      .readout {
        min-height: 4.2em;
      }
    `,
  ];

  static properties = {
    scale: { type: String },
    guides: { attribute: false },
  };

  constructor() {
    super();
    /** @type {'log' | 'share'} */
    this.scale = 'log';
    /** @type {number[]} */
    this.guides = [];
  }

  /** @override */
  render() {
    return html`<figure>
        ${this.captionTemplate()} ${this.plotTemplate(html`<canvas></canvas>`)}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    const box = this.cursorBox();
    const range = this.cursorRange();
    const axis = signalAxis(this.scale, this.series, range.start, this.guides);
    const colors = depthColors(palette, this.direction, this.series.length).map((rgb) =>
      cssColor(rgb),
    );
    const starts = stepBuckets(this.steps, range.start, this.plotWidth / 2);
    const steps = bucketSteps(this.steps, starts);
    const width = this.series.length > 12 ? 1 : 2;
    const lines = this.series.map((values, layer) => ({
      positions: bucketPositions(values, starts, axis.position, axis.decades[0]),
      steps,
      color: colors[layer],
      width,
    }));
    drawLinePlot(
      context,
      box,
      {
        lines,
        range,
        extent: axis.extent,
        ticks: axis.ticks(box.height),
        under: (places) => {
          drawLanes(context, places, axis.lanes, palette);
          drawGuides(context, places, this.guides, axis, palette);
        },
        over: (places) =>
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

  /** @override @param {number | undefined} value */
  format(value) {
    return this.scale === 'share' ? formatPercent(value) : super.format(value);
  }
}

define('gp-signal-chart', SignalChart);
