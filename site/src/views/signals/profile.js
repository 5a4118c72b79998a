/**
 * A quantity over the depth of the network: one dot per layer on a logarithmic axis.
 *
 * @import { Box } from '../common/axes.js'
 * @import { Palette } from '../common/palette.js'
 *
 * @typedef {object} ProfilePoint
 * @property {number} value
 * @property {readonly [number, number] | null} spread low and high end of the layer's values
 * @property {string} label
 */

import { drawBottomAxis, drawLeftAxis } from '../common/axes.js';
import { css } from '../common/color.js';
import { depthColors } from '../common/palette.js';
import { spreadIndices } from '../common/smoothing.js';
import { signalAxis } from './signal-axis.js';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {readonly ProfilePoint[]} points
 * @param {{ palette: Palette, direction: 'forward' | 'backward', marked: number }} look
 */
export function drawProfile(context, box, points, { palette, direction, marked }) {
  const all = points.flatMap(({ value, spread }) => [value, ...(spread ?? [])]);
  const axis = signalAxis('log', [all], 0);
  const [low, high] = axis.extent;
  const y = (/** @type {number} */ position) =>
    box.top + ((high - position) / (high - low)) * box.height;
  const pitch = box.width / Math.max(1, points.length);
  const x = (/** @type {number} */ layer) => box.left + (layer + 0.5) * pitch;
  const ticks = axis
    .ticks(box.height)
    .map(({ position, label }) => ({ position: y(position), label }));
  drawLeftAxis(context, box, ticks, palette);
  const shown = spreadIndices(points.length, Math.floor(box.width / 28));
  const names = shown.map((layer) => ({ position: x(layer), label: points[layer].label }));
  drawBottomAxis(context, box, names, palette, 'layer');
  if (marked >= 0 && marked < points.length) {
    context.fillStyle = css(palette.sunken);
    context.fillRect(box.left + marked * pitch, box.top, pitch, box.height);
  }
  drawTrack(context, points, axis.position, { x, y, color: css(palette[direction], 0.5) });
  const colors = depthColors(palette, direction, points.length);
  const radius = Math.max(2, Math.min(5, pitch * 0.3));
  points.forEach(({ value, spread }, layer) => {
    context.fillStyle = css(colors[layer]);
    context.strokeStyle = css(colors[layer], 0.6);
    if (spread) {
      context.lineWidth = Math.max(1, radius * 0.8);
      context.beginPath();
      context.moveTo(x(layer), y(axis.position(spread[0])));
      context.lineTo(x(layer), y(axis.position(spread[1])));
      context.stroke();
    }
    context.beginPath();
    context.arc(x(layer), y(axis.position(value)), radius, 0, 2 * Math.PI);
    context.fill();
  });
}

/**
 * The line through the dots.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {readonly ProfilePoint[]} points
 * @param {(value: number) => number} position
 * @param {{ x: (layer: number) => number, y: (position: number) => number, color: string }} look
 */
function drawTrack(context, points, position, { x, y, color }) {
  context.beginPath();
  points.forEach(({ value }, layer) => context.lineTo(x(layer), y(position(value))));
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.stroke();
}
