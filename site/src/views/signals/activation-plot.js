/**
 * An activation, its derivative and the histogram of what goes into it, on one axis.
 *
 * @import { Histogram } from '../../../../wasm/js/index.js'
 * @import { Box } from '../common/axes.js'
 * @import { Palette } from '../common/palette.js'
 *
 * @typedef {object} Curve
 * @property {Float32Array} x rising
 * @property {Float32Array} f
 * @property {Float32Array} derivative
 * @property {Histogram | null} histogram
 */

import { drawBottomAxis, drawLeftAxis, hairline, tickText } from '../common/axes.js';
import { css } from '../common/color.js';
import { scaleLinear } from '../common/linear-scale.js';
import { finiteExtent, nearestIndex } from '../common/smoothing.js';
import { formatShort } from '../common/text.js';

/**
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function curveBox(width, height) {
  return { left: 32, top: 6, width: Math.max(16, width - 48), height: Math.max(16, height - 30) };
}

/**
 * @param {Box} box
 * @param {{ x: Float32Array, f: Float32Array, derivative: Float32Array }} curve
 */
export function curveScales(box, { x, f, derivative }) {
  const [least, greatest] = finiteExtent([f, derivative]) ?? [-1, 1];
  const padding = 0.06 * (greatest - least) || 0.5;
  return {
    x: scaleLinear([x[0], x[x.length - 1]], [box.left, box.left + box.width]),
    y: scaleLinear([least - padding, greatest + padding], [box.top + box.height, box.top]),
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Curve} curve
 * @param {{ palette: Palette, mark: number | null }} look
 */
export function drawActivationCurve(context, box, curve, { palette, mark }) {
  const scales = curveScales(box, curve);
  const { x, y } = scales;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  if (curve.histogram) drawHistogram(context, box, curve.histogram, x, palette);
  drawZeroLines(context, box, scales, palette);
  drawFunction(context, curve.x, curve.derivative, scales, css(palette.backward), [5, 3]);
  drawFunction(context, curve.x, curve.f, scales, css(palette.forward), []);
  if (mark !== null) drawMark(context, box, curve, { scales, palette, mark });
  context.restore();
  const bottom = x.ticks(5).map((value) => ({ position: x(value), label: formatShort(value) }));
  const left = y.ticks(4).map((value) => ({ position: y(value), label: formatShort(value) }));
  drawBottomAxis(context, box, bottom, palette);
  drawLeftAxis(context, box, left, palette, false);
  tickText(context, palette, { align: 'left', baseline: 'middle' });
  context.fillText('z', box.left + box.width + 6, box.top + box.height);
}

/**
 * The share of each bin, the fullest as high as the box. Values outside the axis count to its edges, so that
 * nothing is hidden.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Histogram} histogram
 * @param {{ (value: number): number, domain: () => number[] }} x
 * @param {Palette} palette
 */
function drawHistogram(context, box, histogram, x, palette) {
  const bars = axisHistogram(histogram, x.domain()[0], x.domain()[1], 48);
  const most = bars.reduce((greatest, share) => Math.max(greatest, share), 0);
  if (!(most > 0)) return;
  const width = box.width / bars.length;
  context.fillStyle = css(palette.ink, 0.16);
  bars.forEach((share, index) => {
    const height = (share / most) * box.height * 0.94;
    const left = box.left + index * width;
    context.fillRect(left, box.top + box.height - height, Math.max(1, width - 0.5), height);
  });
}

/** Pieces that a bin wider than those of the axis is taken to; enough to fill each of them. */
const mostParts = 512;

/**
 * The histogram on the bins of an axis. What lies outside is counted in the outermost bins.
 *
 * @param {Histogram} histogram
 * @param {number} least
 * @param {number} greatest
 * @param {number} bins
 */
export function axisHistogram({ lower, upper, counts }, least, greatest, bins) {
  const result = new Float64Array(bins);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!total) return result;
  const width = (upper - lower) / counts.length;
  const scale = bins / (greatest - least);
  const last = bins - 1;
  counts.forEach((count, index) => {
    if (!count) return;
    const from = (lower + index * width - least) * scale;
    const to = from + width * scale;
    if (!Number.isFinite(to - from)) return;
    const parts = Math.min(mostParts, Math.max(1, Math.ceil(to - from)));
    for (let part = 0; part < parts; part++) {
      const middle = from + ((to - from) * (part + 0.5)) / parts;
      result[Math.min(last, Math.max(0, Math.floor(middle)))] += count / parts / total;
    }
  });
  return result;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {ReturnType<typeof curveScales>} scales
 * @param {Palette} palette
 */
function drawZeroLines(context, box, { x, y }, palette) {
  context.beginPath();
  hairline(context, box.left, y(0), box.left + box.width, y(0));
  hairline(context, x(0), box.top, x(0), box.top + box.height);
  context.strokeStyle = css(palette.rule);
  context.lineWidth = 1;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} xs
 * @param {Float32Array} values
 * @param {ReturnType<typeof curveScales>} scales
 * @param {string} color
 * @param {number[]} dash
 */
function drawFunction(context, xs, values, { x, y }, color, dash) {
  context.beginPath();
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) context.lineTo(x(xs[index]), y(values[index]));
  }
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Curve} curve
 * @param {{ scales: ReturnType<typeof curveScales>, palette: Palette, mark: number }} look
 */
function drawMark(context, box, { x: xs, f, derivative }, { scales: { x, y }, palette, mark }) {
  const index = nearestIndex(xs, mark);
  context.beginPath();
  hairline(context, x(mark), box.top, x(mark), box.top + box.height);
  context.strokeStyle = css(palette.ink, 0.55);
  context.stroke();
  for (const [values, color] of /** @type {const} */ ([
    [derivative, palette.backward],
    [f, palette.forward],
  ])) {
    if (!values.length) continue;
    context.beginPath();
    context.arc(x(mark), y(values[index]), 4, 0, 2 * Math.PI);
    context.fillStyle = css(color);
    context.fill();
    context.strokeStyle = css(palette.surface);
    context.stroke();
  }
}
