/**
 * Drawing of the output map.
 *
 * @import { Palette } from '../common/palette.js'
 * @import { Box } from '../common/axes.js'
 * @import { Domain } from './grid.js'
 * @import { PointSet } from './decision.js'
 * @import { ContourLine } from './contours.js'
 * @import { MarkStamps } from './points.js'
 */

import { drawBottomAxis, drawLeftAxis, hairline, tickText } from '../common/axes.js';
import { css } from '../common/color.js';
import { scaleLinear } from '../common/linear-scale.js';
import { formatShort } from '../common/text.js';
import { drawMark } from './points.js';

const margin = { left: 34, right: 10, top: 22, bottom: 34 };

/**
 * The largest square that leaves room for the axes.
 *
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function mapBox(width, height) {
  const side = Math.max(
    16,
    Math.min(width - margin.left - margin.right, height - margin.top - margin.bottom),
  );
  return {
    left: margin.left,
    top: margin.top,
    width: Math.round(side),
    height: Math.round(side),
  };
}

/**
 * Scales from the input plane to the box.
 *
 * @param {Domain} domain
 * @param {Box} box
 */
export function mapScales(domain, box) {
  return {
    x: scaleLinear(domain.x, [box.left, box.left + box.width]),
    y: scaleLinear(domain.y, [box.top + box.height, box.top]),
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Domain} domain
 * @param {readonly [string, string]} titles
 * @param {Palette} palette
 */
export function drawMapAxes(context, box, domain, titles, palette) {
  const { x, y } = mapScales(domain, box);
  const count = box.width > 200 ? 6 : 4;
  const xTicks = x.ticks(count).map((value) => ({ position: x(value), label: formatShort(value) }));
  const yTicks = y.ticks(count).map((value) => ({ position: y(value), label: formatShort(value) }));
  drawBottomAxis(context, box, xTicks, palette, titles[0]);
  drawLeftAxis(context, box, yTicks, palette, false);
  tickText(context, palette, { align: 'left', baseline: 'bottom' });
  context.fillText(titles[1], 0, box.top - 8);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {readonly ContourLine[]} contours
 * @param {number} size
 * @param {Palette} palette
 */
export function drawContours(context, box, contours, size, palette) {
  const scale = box.width / size;
  context.lineJoin = 'round';
  for (const { boundary, lines } of contours) {
    context.beginPath();
    for (const line of lines) {
      context.moveTo(box.left + line[0] * scale, box.top + line[1] * scale);
      for (let index = 2; index < line.length; index += 2) {
        context.lineTo(box.left + line[index] * scale, box.top + line[index + 1] * scale);
      }
    }
    context.strokeStyle = css(palette.ink, boundary ? 0.85 : 0.28);
    context.lineWidth = boundary ? 1.6 : 1;
    context.stroke();
  }
}

/**
 * @typedef {object} DrawnPoints
 * @property {PointSet} set
 * @property {Uint8Array} wrong
 * @property {boolean} round
 */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(x: number, y: number) => [number, number]} place
 * @param {DrawnPoints} drawn
 * @param {MarkStamps} stamps
 */
export function drawClassPoints(context, place, { set, wrong, round }, stamps) {
  const { points, labels } = set;
  for (const crossed of [0, 1]) {
    for (let row = 0; row < wrong.length; row++) {
      if (wrong[row] !== crossed) continue;
      const [x, y] = place(points[2 * row], points[2 * row + 1]);
      stamps.draw(context, x, y, { label: labels?.[row] ?? 0, round, wrong: crossed === 1 });
    }
  }
}

/**
 * Points of a regression: coloured by their target.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {(x: number, y: number) => [number, number]} place
 * @param {DrawnPoints} drawn
 * @param {number} bound
 * @param {Palette} palette
 */
export function drawTargetPoints(context, place, { set, round }, bound, palette) {
  const { points, targets } = set;
  const table = palette.diverging;
  const middle = (table.length - 1) / 2;
  for (let row = 0; row < points.length / 2; row++) {
    const share = Math.min(1, Math.max(-1, (targets?.[row] ?? 0) / bound));
    const word = table[Math.round(middle * (1 + share))];
    const [x, y] = place(points[2 * row], points[2 * row + 1]);
    context.save();
    context.translate(x, y);
    context.scale(0.8, 0.8);
    const color = /** @type {const} */ ([word & 255, (word >> 8) & 255, (word >> 16) & 255]);
    drawMark(context, { color, round, hollow: false, wrong: false }, palette);
    context.restore();
  }
}

/**
 * A thin cross through the place that is read out.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 * @param {Palette} palette
 */
export function drawCrosshair(context, box, x, y, palette) {
  context.beginPath();
  hairline(context, x, box.top, x, box.top + box.height);
  hairline(context, box.left, y, box.left + box.width, y);
  context.strokeStyle = css(palette.ink, 0.55);
  context.lineWidth = 1;
  context.stroke();
}
