/**
 * Previous runs behind the present one.
 *
 * @import { Palette } from '../common/palette.js'
 * @import { Places } from '../common/line-plot.js'
 * @import { ValueAxis } from './loss-axis.js'
 *
 * @typedef {object} PastRun
 * @property {string} id
 * @property {string} label its settings, in short
 * @property {ArrayLike<number>} steps
 * @property {ArrayLike<number>} trainLoss
 * @property {ArrayLike<number>} testLoss
 * @property {ArrayLike<number>} [trainAccuracy]
 * @property {ArrayLike<number>} [testAccuracy]
 */

import { css } from '../common/color.js';
import { strokeLines } from '../common/line-plot.js';
import { nearestIndex } from '../common/smoothing.js';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {readonly { steps: ArrayLike<number>, values: ArrayLike<number> }[]} pastRuns
 * @param {ValueAxis} axis
 * @param {{ palette: Palette, marked: number }} look index of the past run that stands out; -1: none
 */
export function drawPastRuns(context, places, pastRuns, axis, { palette, marked }) {
  const lines = pastRuns.map(({ steps, values }, index) => ({
    steps,
    positions: Array.from(values, axis.position),
    color: css(index === marked ? palette.muted : palette.past),
    width: index === marked ? 2 : 1.25,
  }));
  strokeLines(context, places, lines);
}

/**
 * The past run whose line passes nearest to a point; -1 where none is within reach.
 *
 * @param {readonly { steps: ArrayLike<number>, values: ArrayLike<number> }[]} pastRuns
 * @param {number} step
 * @param {number} position on the value axis
 * @param {{ axis: ValueAxis, reach: number }} options
 */
export function nearestPastRun(pastRuns, step, position, { axis, reach }) {
  let best = -1;
  let least = reach;
  pastRuns.forEach(({ steps, values }, index) => {
    const at = nearestIndex(steps, step);
    const place = at < 0 ? null : axis.position(values[at]);
    if (place === null || step > steps[steps.length - 1]) return;
    const distance = Math.abs(place - position);
    if (distance < least) {
      least = distance;
      best = index;
    }
  });
  return best;
}
