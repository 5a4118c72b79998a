import { css, html } from 'lit';
import { PixelGrid, beginCanvas } from './common/canvas.js';
import { drawBottomAxis, drawLeftAxis } from './common/axes.js';
import { css as cssColor } from './common/color.js';
import { define } from './common/define.js';
import { powerOfTen } from './common/log-axis.js';
import { spreadIndices } from './common/smoothing.js';
import { timeTicks } from './common/time-axis.js';
import { LayerTimeView } from './signals/layer-time-view.js';
import { columnIndices, paintMagnitudes } from './signals/magnitudes.js';
import { signalAxis } from './signals/signal-axis.js';

/** @import { Palette } from './common/palette.js' */

/**
 * `<gp-signal-heatmap>`: the magnitude of each layer over the steps as a map, first layer on top, time to the
 * right; darker is larger, on a logarithmic scale. Zeros are blank, values that are not finite striped red.
 *
 * Properties: those of {@link LayerTimeView}.
 */
export class SignalHeatmap extends LayerTimeView {
  static styles = [
    ...LayerTimeView.styles,
    css`
      .plot {
        height: var(--gp-chart-height, 200px);
      }

      .readout {
        min-height: 2.8em;
      }

      .scale {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--gp-ink-2);
        font-size: var(--gp-size-1, 0.75rem);
      }

      .bar {
        width: 96px;
        height: 10px;
        border: 1px solid var(--gp-rule);
        background: linear-gradient(to right, var(--gp-sunken), var(--gp-forward));
      }

      .backward .bar {
        background: linear-gradient(to right, var(--gp-sunken), var(--gp-backward));
      }
    `,
  ];

  static properties = {
    scaleText: { state: true },
  };

  constructor() {
    super();
    /** Ends of the colour scale. */
    this.scaleText = ['', ''];
    this.cells = new PixelGrid();
  }

  /** @override */
  render() {
    return html`<figure>
        ${this.captionTemplate()} ${this.plotTemplate(html`<canvas></canvas>`)}
        <p class="scale ${this.direction}">
          <span>${this.scaleText[0]}</span><span class="bar"></span
          ><span>${this.scaleText[1]}</span>
        </p>
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
    const layers = this.series.length;
    const ticks = timeTicks(range, box.width).map(({ step, label }) => ({
      position: box.left + ((step - range.from) / (range.to - range.from)) * box.width,
      label,
    }));
    drawBottomAxis(context, box, ticks, palette, 'step');
    if (!layers || !this.steps.length) return;
    const axis = signalAxis('log', this.series, range.start);
    const columns = columnIndices(this.steps, range, Math.min(box.width, 600));
    this.cells.resize(columns.length, layers);
    paintMagnitudes(this.series, columns, axis, palette, this.direction, this.cells.pixels);
    this.cells.commit();
    context.imageSmoothingEnabled = false;
    context.drawImage(this.cells.canvas, box.left, box.top, box.width, box.height);
    context.imageSmoothingEnabled = true;
    context.strokeStyle = cssColor(palette.rule);
    context.strokeRect(box.left - 0.5, box.top - 0.5, box.width + 1, box.height + 1);
    drawLeftAxis(context, box, this.layerTicks(box.top, box.height), palette, false);
    this.showScale([powerOfTen(axis.decades[0]), powerOfTen(axis.decades[1])]);
  }

  /** @param {string[]} text */
  showScale(text) {
    if (text.join() !== this.scaleText.join()) this.scaleText = text;
  }

  /**
   * @param {number} top
   * @param {number} height
   */
  layerTicks(top, height) {
    const layers = this.series.length;
    const shown = spreadIndices(layers, Math.max(2, Math.floor(height / 14)));
    return shown.map((layer) => ({
      position: top + ((layer + 0.5) / layers) * height,
      label: this.label(layer),
    }));
  }
}

define('gp-signal-heatmap', SignalHeatmap);
