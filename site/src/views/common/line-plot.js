/**
 * @import { Box } from './axes.js'
 * @import { Palette } from './palette.js'
 *
 * @typedef {object} LineStyle
 * @property {string} color
 * @property {number} width
 * @property {number[]} [dash]
 * @property {boolean} [hidden]
 *
 * @typedef {object} LineData
 * @property {ArrayLike<number>} steps
 * @property {(ArrayLike<number | null>)[]} lines positions on the y axis; null: nothing there
 * @property {LineStyle[]} styles one per line
 * @property {{ from: number, to: number }} range of steps
 * @property {readonly [number, number]} extent of the y axis
 * @property {{ position: number, label: string, kind?: string }[]} ticks of the y axis
 * @property {(context: CanvasRenderingContext2D, places: Places) => void} [under] draws before the lines
 * @property {(context: CanvasRenderingContext2D, places: Places) => void} [over] draws after them
 *
 * @typedef {object} Places in CSS pixels
 * @property {Box} box
 * @property {(step: number) => number} x
 * @property {(position: number) => number} y
 */

import uPlot from 'uplot';
import { tickFontSize, tickText } from './axes.js';
import { css } from './color.js';
import { timeMargin, timeTicks } from './time-axis.js';

/**
 * Lines over steps, drawn by uPlot. What the lines mean, and the cursor, are the view's.
 */
export class LinePlot {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.parent = parent;
    /** @type {uPlot | null} */
    this.chart = null;
    /** @type {LineData | null} */
    this.data = null;
    /** @type {Palette | null} */
    this.palette = null;
    this.signature = '';
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {LineData} data
   * @param {Palette} palette
   */
  draw(width, height, data, palette) {
    this.data = data;
    const signature = JSON.stringify(data.styles);
    if (!this.chart || signature !== this.signature || palette !== this.palette) {
      this.signature = signature;
      this.palette = palette;
      this.rebuild(width, height, palette);
    }
    const chart = /** @type {uPlot} */ (this.chart);
    if (chart.width !== width || chart.height !== height) chart.setSize({ width, height });
    const columns = /** @type {uPlot.AlignedData} */ (
      /** @type {unknown} */ ([data.steps, ...data.lines])
    );
    chart.batch(() => {
      chart.setData(columns, false);
      chart.setScale('x', { min: data.range.from, max: data.range.to });
      chart.setScale('y', { min: data.extent[0], max: data.extent[1] });
    });
  }

  destroy() {
    this.chart?.destroy();
    this.chart = null;
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {Palette} palette
   */
  rebuild(width, height, palette) {
    this.chart?.destroy();
    const data = /** @type {LineData} */ (this.data);
    const font = `${tickFontSize}px ${palette.font}`;
    const text = { stroke: css(palette.muted), font };
    this.chart = new uPlot(
      {
        width,
        height,
        padding: [timeMargin.top, timeMargin.right, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        scales: { x: { time: false }, y: { range: (_chart, low, high) => [low, high] } },
        series: [{}, ...data.styles.map(lineSeries)],
        axes: [
          {
            ...text,
            size: timeMargin.bottom,
            gap: 3,
            grid: { show: false },
            ticks: { stroke: css(palette.control), width: 1, size: 4 },
            splits: (chart) => this.stepTicks(chart).map(({ step }) => step),
            values: (chart) => this.stepTicks(chart).map(({ label }) => label),
          },
          {
            ...text,
            size: timeMargin.left,
            gap: 6,
            grid: { stroke: css(palette.rule), width: 1 },
            ticks: { show: false },
            splits: () => this.labelledTicks().map(({ position }) => position),
            values: () => this.labelledTicks().map(({ label }) => label),
          },
        ],
        hooks: {
          drawAxes: [(chart) => this.decorate(chart, 'under')],
          draw: [(chart) => this.decorate(chart, 'over')],
        },
      },
      /** @type {uPlot.AlignedData} */ ([[], ...data.styles.map(() => [])]),
      this.parent,
    );
  }

  /** @param {uPlot} chart */
  stepTicks(chart) {
    const { range } = /** @type {LineData} */ (this.data);
    return timeTicks(range, chart.width - timeMargin.left - timeMargin.right);
  }

  labelledTicks() {
    return this.data?.ticks.filter(({ label }) => label) ?? [];
  }

  /**
   * Hands the canvas to the view, in CSS pixels.
   *
   * @param {uPlot} chart
   * @param {'under' | 'over'} layer
   */
  decorate(chart, layer) {
    const { ctx: context, bbox } = chart;
    const ratio = uPlot.pxRatio;
    context.save();
    context.scale(ratio, ratio);
    const box = {
      left: bbox.left / ratio,
      top: bbox.top / ratio,
      width: bbox.width / ratio,
      height: bbox.height / ratio,
    };
    if (layer === 'over' && this.palette) {
      tickText(context, this.palette, { align: 'right', baseline: 'bottom' });
      context.fillText('step', box.left + box.width, box.top + box.height + timeMargin.bottom);
    }
    this.data?.[layer]?.(context, {
      box,
      x: (step) => chart.valToPos(step, 'x') + box.left,
      y: (position) => chart.valToPos(position, 'y') + box.top,
    });
    context.restore();
  }
}

/**
 * @param {LineStyle} style
 * @returns {uPlot.Series}
 */
function lineSeries({ color, width, dash, hidden }) {
  return { stroke: color, width, dash, show: !hidden, points: { show: false }, scale: 'y' };
}
