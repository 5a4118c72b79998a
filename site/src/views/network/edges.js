/**
 * Which weights are drawn as edges, and how: width by |weight|, colour by its sign or by the gradient.
 * Edges of one look share a path, so that thousands of them take a few strokes.
 *
 * @import { Column, Point } from './network-layout.js'
 * @import { LayerParameters } from './parameters.js'
 *
 * @typedef {{ layer: number, input: number, unit: number, index: number }} Edge `index` of its parameter
 */

import { niceBound } from '../common/color.js';
import { strongest } from './parameters.js';

/** Edges drawn in all, as long as each layer has at least its share. */
export const edgeBudget = 1600;
const leastPerLayer = 24;

/** Steps of width, and of the gradient's colour. */
export const levels = 6;

/** Decades of the gradient that differ in colour. */
export const gradientDecades = 6;

/**
 * The edges worth drawing: all of a small network, the strongest of each layer of a large one.
 *
 * @param {Float32Array} values what strength is: weights or their gradients
 * @param {readonly LayerParameters[]} layers
 * @returns {Edge[]}
 */
export function chooseEdges(values, layers) {
  const share = Math.max(leastPerLayer, Math.floor(edgeBudget / layers.length));
  /** @type {Edge[]} */
  const edges = [];
  layers.forEach(({ inputs, units, width, weights }, layer) => {
    const matrix = values.subarray(weights, weights + inputs * width);
    for (const index of strongest(matrix, share)) {
      const input = Math.floor(index / width);
      edges.push({ layer, input, unit: (index % width) % units, index: weights + index });
    }
  });
  return edges;
}

/**
 * Upper end of the scale of widths.
 *
 * @param {Float32Array} parameters
 * @param {readonly Edge[]} edges
 */
export function weightBound(parameters, edges) {
  let greatest = 0;
  for (const { index } of edges) {
    const magnitude = Math.abs(parameters[index]);
    if (magnitude > greatest && magnitude < Infinity) greatest = magnitude;
  }
  return niceBound(greatest);
}

/**
 * Step of width of a weight, 0..levels - 1.
 *
 * @param {number} weight
 * @param {number} bound
 */
export function widthLevel(weight, bound) {
  const share = Math.abs(weight) / bound;
  return Math.min(levels - 1, Math.max(0, Math.floor(share * levels)));
}

/**
 * Step of colour of a gradient on a logarithmic scale down from the largest; 0 for no gradient at all.
 *
 * @param {number} gradient
 * @param {number} greatest
 */
export function gradientLevel(gradient, greatest) {
  const magnitude = Math.abs(gradient);
  if (!(magnitude > 0) || !(greatest > 0)) return 0;
  const share = 1 + Math.log10(magnitude / greatest) / gradientDecades;
  return Math.min(levels - 1, Math.max(1, Math.ceil(share * (levels - 1))));
}

/**
 * The two ends of an edge.
 *
 * @param {readonly Column[]} columns
 * @param {Edge} edge
 * @param {(column: Column, unit: number) => Point} centre
 */
export function edgeEnds(columns, { layer, input, unit }, centre) {
  const from = columns[layer];
  const to = columns[layer + 1];
  const start = centre(from, input);
  const end = centre(to, unit);
  return { x1: start.x + from.side / 2, y1: start.y, x2: end.x - to.side / 2, y2: end.y };
}

/**
 * Height of an edge's curve at an abscissa between its ends; the curve is flat at both ends.
 *
 * @param {{ x1: number, y1: number, x2: number, y2: number }} ends
 * @param {number} x
 */
export function edgeHeight({ x1, y1, x2, y2 }, x) {
  const share = Math.min(1, Math.max(0, (x - x1) / (x2 - x1)));
  let low = 0;
  let high = 1;
  for (let step = 0; step < 20; step++) {
    const t = (low + high) / 2;
    const along = 1.5 * t * (1 - t) + t ** 3;
    if (along < share) low = t;
    else high = t;
  }
  return y1 + (y2 - y1) * low * low * (3 - 2 * low);
}

/**
 * The edge nearest to a point; null where none is within reach.
 *
 * @param {readonly Column[]} columns
 * @param {readonly Edge[]} edges
 * @param {Point} point
 * @param {{ centre: (column: Column, unit: number) => Point, reach: number }} options
 */
export function edgeAt(columns, edges, { x, y }, { centre, reach }) {
  let best = null;
  let least = reach;
  for (const edge of edges) {
    const ends = edgeEnds(columns, edge, centre);
    if (x < ends.x1 || x > ends.x2) continue;
    const distance = Math.abs(edgeHeight(ends, x) - y);
    if (distance < least) {
      least = distance;
      best = edge;
    }
  }
  return best;
}
