/**
 * Lines over steps, between their axes. What the lines mean, and the cursor, are the view's.
 *
 * @import { Box } from './axes.js'
 * @import { Palette } from './palette.js'
 *
 * @typedef {object} Line
 * @property {ArrayLike<number>} steps
 * @property {ArrayLike<number | null>} positions on the y axis; null: nothing there
 * @property {string} color
 * @property {number} width
 * @property {number[]} [dash]
 *
 * @typedef {object} LineData
 * @property {readonly Line[]} lines
 * @property {{ from: number, to: number }} range of steps
 * @property {readonly [number, number]} extent of the y axis
 * @property {{ position: number, label: string, kind?: string }[]} ticks of the y axis
 * @property {(places: Places) => void} under draws before the lines
 * @property {(places: Places) => void} over draws after them
 *
 * @typedef {object} Places in CSS pixels
 * @property {Box} box
 * @property {(step: number) => number} x
 * @property {(position: number) => number} y
 */

import { drawBottomAxis, drawLeftAxis } from './axes.js';
import { lineRuns } from './line-runs.js';
import { scaleLinear } from './linear-scale.js';
import { timeTicks } from './time-axis.js';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {LineData} data
 * @param {Palette} palette
 */
export function drawLinePlot(context, box, data, palette) {
  const { range, extent } = data;
  const x = scaleLinear([range.from, range.to], [box.left, box.left + box.width]);
  const y = scaleLinear(extent, [box.top + box.height, box.top]);
  const places = { box, x, y };
  drawLeftAxis(
    context,
    box,
    data.ticks.map(({ position, label }) => ({ position: y(position), label })),
    palette,
  );
  drawBottomAxis(
    context,
    box,
    timeTicks(range, box.width).map(({ step, label }) => ({ position: x(step), label })),
    palette,
    'step',
  );
  data.under(places);
  strokeLines(context, places, data.lines);
  data.over(places);
}

/**
 * Lines with gaps where they have no position, within the box of the plot.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {readonly Line[]} lines
 */
export function strokeLines(context, places, lines) {
  const { left, top, width, height } = places.box;
  context.save();
  context.beginPath();
  // The whole width of a line along an edge.
  context.rect(left - 1, top - 1, width + 2, height + 2);
  context.clip();
  context.lineJoin = 'round';
  for (const line of lines) {
    context.beginPath();
    traceLine(context, places, line);
    context.strokeStyle = line.color;
    context.lineWidth = line.width;
    context.setLineDash(line.dash ?? []);
    context.stroke();
  }
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {Line} line
 */
function traceLine(context, { box, x, y }, { steps, positions }) {
  const ratio = globalThis.devicePixelRatio || 1;
  // All that lies left of the plot shares one column.
  const column = (/** @type {number} */ index) =>
    Math.floor(Math.max(box.left - 1, x(steps[index])) * ratio);
  for (const run of lineRuns(positions, column)) {
    const points = run.map((index) => [x(steps[index]), y(Number(positions[index]))]);
    // A point between two gaps is a dot.
    if (points.length === 1) points.unshift([points[0][0] - 1, points[0][1]]);
    context.moveTo(points[0][0], points[0][1]);
    for (const [left, top] of points.slice(1)) context.lineTo(left, top);
  }
}
