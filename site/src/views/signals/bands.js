/**
 * @import { FullDistribution } from './distribution.js'
 * @import { Rgb } from '../common/color.js'
 * @import { Places } from '../common/line-plot.js'
 */

import { css } from '../common/color.js';

/** Pairs of quantiles that bound a band, with its opacity; of the five at 5, 25, 50, 75 and 95 %. */
const bands = /** @type {const} */ ([
  [0, 4, 0.2],
  [1, 3, 0.35],
]);
const median = 2;

/**
 * Draws percentile bands over time.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {readonly { step: number, distribution: FullDistribution }[]} shown
 * @param {Rgb} color
 */
export function drawBands(context, { box, x, y }, shown, color) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  for (const [low, high, opacity] of bands) {
    context.beginPath();
    for (const { step, distribution } of shown) {
      context.lineTo(x(step), y(distribution.quantiles[high]));
    }
    for (const { step, distribution } of shown.toReversed()) {
      context.lineTo(x(step), y(distribution.quantiles[low]));
    }
    context.fillStyle = css(color, opacity);
    context.fill();
  }
  context.beginPath();
  for (const { step, distribution } of shown) {
    context.lineTo(x(step), y(distribution.quantiles[median]));
  }
  context.strokeStyle = css(color);
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.stroke();
  context.restore();
}
