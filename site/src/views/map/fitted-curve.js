/**
 * Prediction of a network with one input: a curve over that input, and the rows it should go through.
 *
 * @import { Palette } from '../common/palette.js'
 * @import { Grid } from './grid.js'
 * @import { PointSet } from './decision.js'
 * @import { MarkStamps } from './points.js'
 */

import { css } from '../common/color.js';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid one row of cells along x
 * @param {{ x: (value: number) => number, y: (value: number) => number }} scales
 * @param {Palette} palette
 */
export function drawPredictionCurve(context, { values, size, outputs, domain }, { x, y }, palette) {
  const [from, to] = domain.x;
  for (let output = 0; output < outputs; output++) {
    context.beginPath();
    for (let cell = 0; cell < size; cell++) {
      context.lineTo(
        x(from + ((to - from) * (cell + 0.5)) / size),
        y(values[cell * outputs + output]),
      );
    }
    context.strokeStyle = css(outputs > 1 ? palette.classes[output % 10] : palette.ink);
    context.lineWidth = 2;
    context.lineJoin = 'round';
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PointSet} set one coordinate per row
 * @param {{ x: (value: number) => number, y: (value: number) => number }} scales
 * @param {{ round: boolean, stamps: MarkStamps }} look
 */
export function drawTargets(context, { points, labels, targets }, { x, y }, { round, stamps }) {
  for (let row = 0; row < points.length; row++) {
    const label = labels?.[row] ?? 1;
    const target = targets?.[row] ?? label;
    stamps.draw(context, x(points[row]), y(target), { label, round, wrong: false });
  }
}
