/**
 * Axes of the plots that are drawn on canvas.
 *
 * @import { Palette } from './palette.js'
 *
 * @typedef {{ left: number, top: number, width: number, height: number }} Box in CSS pixels
 * @typedef {{ position: number, label: string, kind?: string }} Tick position in CSS pixels
 */

import { css } from './color.js';

export const tickFontSize = 11;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Palette} palette
 * @param {{ align?: CanvasTextAlign, baseline?: CanvasTextBaseline, size?: number }} [options]
 */
export function tickText(
  context,
  palette,
  { align = 'center', baseline = 'top', size = tickFontSize } = {},
) {
  context.font = `${size}px ${palette.font}`;
  context.fillStyle = css(palette.muted);
  context.textAlign = align;
  context.textBaseline = baseline;
}

/**
 * A line on whole device pixels, so that it is sharp.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 */
export function hairline(context, x1, y1, x2, y2) {
  context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
}

/**
 * Tick labels under a box.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {readonly Tick[]} ticks
 * @param {Palette} palette
 * @param {string} [title]
 */
export function drawBottomAxis(context, box, ticks, palette, title = '') {
  const bottom = box.top + box.height;
  context.beginPath();
  for (const { position } of ticks) hairline(context, position, bottom, position, bottom + 4);
  context.strokeStyle = css(palette.control);
  context.lineWidth = 1;
  context.stroke();
  tickText(context, palette);
  for (const { position, label } of ticks) context.fillText(label, position, bottom + 6);
  if (!title) return;
  context.textAlign = 'right';
  context.fillText(title, box.left + box.width, bottom + 6 + tickFontSize + 2);
}

/**
 * Tick labels left of a box, with grid lines through it.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {readonly Tick[]} ticks
 * @param {Palette} palette
 * @param {boolean} [grid]
 */
export function drawLeftAxis(context, box, ticks, palette, grid = true) {
  context.beginPath();
  for (const { position, label } of ticks) {
    if (grid && label) hairline(context, box.left, position, box.left + box.width, position);
    else if (!grid) hairline(context, box.left - 4, position, box.left, position);
  }
  context.strokeStyle = css(grid ? palette.rule : palette.control);
  context.lineWidth = 1;
  context.stroke();
  tickText(context, palette, { align: 'right', baseline: 'middle' });
  for (const { position, label } of ticks) context.fillText(label, box.left - 6, position);
}
