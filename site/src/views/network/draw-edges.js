/**
 * Drawing of the weights.
 *
 * @import { Rgb } from '../common/color.js'
 * @import { Palette } from '../common/palette.js'
 * @import { Column } from './network-layout.js'
 * @import { Edge } from './edges.js'
 */

import { css, mix } from '../common/color.js';
import { edgeEnds, gradientLevel, levels, widthLevel } from './edges.js';
import { unitCentre } from './network-layout.js';

const widths = [0.6, 1.2, 2, 3, 4, 5];
const opacities = [0.3, 0.45, 0.6, 0.75, 0.85, 0.95];
const mostCurves = 700;

/**
 * @param {CanvasRenderingContext2D | Path2D} path
 * @param {{ x1: number, y1: number, x2: number, y2: number }} ends
 * @param {boolean} curved
 */
function traceEdge(path, { x1, y1, x2, y2 }, curved) {
  path.moveTo(x1, y1);
  if (!curved) path.lineTo(x2, y2);
  else path.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Column[]} columns
 * @param {readonly Edge[]} edges
 * @param {object} look
 * @param {Float32Array} look.parameters
 * @param {Float32Array | null} look.gradients colours edges by their gradient
 * @param {number} look.bound of |weight|
 * @param {Palette} look.palette
 */
export function drawEdges(context, columns, edges, { parameters, gradients, bound, palette }) {
  const greatest = gradients ? greatestMagnitude(gradients, edges) : 0;
  /** @type {Map<number, Path2D>} */
  const paths = new Map();
  const curved = edges.length <= mostCurves;
  for (const edge of edges) {
    const weight = parameters[edge.index];
    const tone = gradients ? gradientLevel(gradients[edge.index], greatest) : Number(weight >= 0);
    const key = tone * levels + widthLevel(weight, bound);
    let path = paths.get(key);
    if (!path) paths.set(key, (path = new Path2D()));
    traceEdge(path, edgeEnds(columns, edge, unitCentre), curved);
  }
  for (const key of [...paths.keys()].sort((a, b) => (a % levels) - (b % levels) || a - b)) {
    const level = key % levels;
    const tone = Math.floor(key / levels);
    context.lineWidth = widths[level];
    context.strokeStyle = gradients
      ? css(mix(palette.rule, palette.backward, tone / (levels - 1)), tone ? 0.9 : 0.6)
      : css(tone ? palette.positive : palette.negative, opacities[level]);
    context.stroke(/** @type {Path2D} */ (paths.get(key)));
  }
}

/**
 * @param {Float32Array} values
 * @param {readonly Edge[]} edges
 */
function greatestMagnitude(values, edges) {
  let greatest = 0;
  for (const { index } of edges) {
    const magnitude = Math.abs(values[index]);
    if (magnitude > greatest && magnitude < Infinity) greatest = magnitude;
  }
  return greatest;
}

/**
 * The edges of one unit, on top of the others; negative weights dashed.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Column[]} columns
 * @param {readonly Edge[]} edges
 * @param {Float32Array} parameters
 * @param {{ bound: number, palette: Palette }} look
 */
export function drawMarkedEdges(context, columns, edges, parameters, { bound, palette }) {
  for (const edge of edges) {
    const weight = parameters[edge.index];
    context.beginPath();
    traceEdge(context, edgeEnds(columns, edge, unitCentre), true);
    context.setLineDash(weight < 0 ? [6, 4] : []);
    context.lineWidth = Math.max(1.5, widths[widthLevel(weight, bound)]);
    context.strokeStyle = css(weight < 0 ? palette.negative : palette.positive);
    context.stroke();
  }
  context.setLineDash([]);
}

/**
 * A frame around the unit that is looked at.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Column} column
 * @param {number} unit
 * @param {Rgb} color
 */
export function drawMarkedUnit(context, column, unit, color) {
  const { x, y } = unitCentre(column, unit);
  const width = column.side + 4;
  const height = (column.strip ? column.cellHeight : column.side) + 4;
  context.strokeStyle = css(color);
  context.lineWidth = 2.5;
  context.strokeRect(x - width / 2, y - height / 2, width, height);
}
