/**
 * Cells of a layer x time heatmap.
 *
 * @import { Palette } from '../common/palette.js'
 * @import { SignalAxis } from './signal-axis.js'
 */

import { pixel } from '../common/color.js';
import { nearestIndex } from '../common/smoothing.js';

/**
 * For each column of the picture, the measurement that it shows.
 *
 * @param {ArrayLike<number>} steps
 * @param {{ from: number, to: number }} range
 * @param {number} columns
 */
export function columnIndices(steps, { from, to }, columns) {
  return Uint32Array.from({ length: Math.max(1, Math.floor(columns)) }, (_, column) =>
    nearestIndex(steps, from + ((column + 0.5) / columns) * (to - from)),
  );
}

/**
 * @param {readonly ArrayLike<number>[]} series one per layer
 * @param {Uint32Array} columns indices into the series
 * @param {SignalAxis} axis logarithmic
 * @param {Palette} palette
 * @param {'forward' | 'backward'} direction
 * @param {Uint32Array} pixels [layers][columns], written
 */
export function paintMagnitudes(series, columns, axis, palette, direction, pixels) {
  const table = direction === 'forward' ? palette.forwardRamp : palette.backwardRamp;
  const zero = pixel(palette.surface);
  const invalid = pixel(palette.error);
  const last = table.length - 1;
  const [lower, upper] = axis.decades;
  const scale = last / (upper - lower);
  series.forEach((values, layer) => {
    for (let column = 0; column < columns.length; column++) {
      const value = Math.abs(values[columns[column]]);
      const at = layer * columns.length + column;
      if (value === 0) pixels[at] = zero;
      else if (!(value < Infinity)) pixels[at] = invalid;
      else {
        const shade = (Math.log10(value) - lower) * scale;
        pixels[at] = table[Math.min(last, Math.max(0, Math.round(shade)))];
      }
    }
  });
}
