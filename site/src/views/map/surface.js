/**
 * The colours of a decision surface.
 *
 * @import { Rgb } from '../common/color.js'
 * @import { Palette } from '../common/palette.js'
 * @import { Grid } from './grid.js'
 * @import { TargetKind } from './decision.js'
 */

import { mix, niceBound, paintDiverging, pixel, pixelRamp } from '../common/color.js';
import { classOf, noClass } from './decision.js';

/** Share of the paper in the colours of the surface, so that points stand out from it. */
const dilution = 0.38;
const shades = 64;

/** @type {WeakMap<Palette, { diverging: Uint32Array, classes: Uint32Array[] }>} */
const tables = new WeakMap();

/**
 * Look-up tables of the surface: quieter than the colours of the points that lie on it.
 *
 * @param {Palette} palette
 */
export function surfaceTables(palette) {
  let found = tables.get(palette);
  if (!found) {
    const quiet = (/** @type {Rgb} */ color) => mix(color, palette.zero, dilution);
    found = {
      diverging: pixelRamp([quiet(palette.negative), palette.zero, quiet(palette.positive)]),
      classes: palette.classes.map((color) => pixelRamp([palette.zero, quiet(color)], shades)),
    };
    tables.set(palette, found);
  }
  return found;
}

/**
 * The largest absolute value that the scale must hold.
 *
 * @param {Float32Array} values
 * @param {TargetKind} kind
 */
export function surfaceBound(values, kind) {
  if (kind !== 'real') return 1;
  let greatest = 0;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude > greatest && magnitude < Infinity) greatest = magnitude;
  }
  return niceBound(greatest);
}

/**
 * One pixel for each cell of the grid.
 *
 * @param {Grid} grid
 * @param {TargetKind} kind
 * @param {boolean} confidence shade by how sure the prediction is; else flat classes
 * @param {Palette} palette
 * @param {Uint32Array} pixels written
 */
export function paintSurface(grid, kind, confidence, palette, pixels) {
  const { diverging, classes } = surfaceTables(palette);
  const missing = pixel(palette.error);
  if (grid.outputs > 1) {
    paintClasses(grid, confidence, classes, pixels, missing);
    return;
  }
  let values = grid.values;
  if (kind === 'binary') values = values.map((value) => 2 * value - 1);
  if (kind !== 'real' && !confidence) {
    values = values.map((value) => (Number.isNaN(value) ? NaN : value > 0 ? 1 : -1));
  }
  paintDiverging(values, surfaceBound(grid.values, kind), diverging, pixels, missing);
}

/**
 * @param {Grid} grid
 * @param {boolean} confidence
 * @param {Uint32Array[]} classes
 * @param {Uint32Array} pixels
 * @param {number} missing colour where there is no class
 */
function paintClasses({ values, outputs }, confidence, classes, pixels, missing) {
  const even = 1 / outputs;
  for (let cell = 0; cell < pixels.length; cell++) {
    const offset = cell * outputs;
    const best = classOf('one-hot', values, offset, outputs);
    if (best === noClass) {
      pixels[cell] = missing;
      continue;
    }
    const sure = confidence ? (values[offset + best] - even) / (1 - even) : 1;
    const shade = Math.round(Math.min(1, Math.max(0, sure)) * (shades - 1));
    pixels[cell] = classes[best % classes.length][shade];
  }
}

/**
 * Values at the two ends of the colour scale; null where classes have colours of their own.
 *
 * @param {Grid} grid
 * @param {TargetKind} kind
 * @returns {readonly [number, number] | null}
 */
export function scaleEnds(grid, kind) {
  if (grid.outputs > 1) return null;
  if (kind === 'binary') return [0, 1];
  const bound = surfaceBound(grid.values, kind);
  return [-bound, bound];
}
