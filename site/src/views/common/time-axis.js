/**
 * The axis of training steps, the same in all views that stand above one another.
 */

import { ticks } from 'd3-array';
import { formatCount } from '../../format.js';
import { windowStart } from './smoothing.js';

/** Room around the plot, in CSS pixels; equal in all views on the axis, so that their steps line up. */
export const timeMargin = Object.freeze({ left: 48, right: 64, top: 8, bottom: 34 });

/**
 * First and last step shown, and the index of the first.
 *
 * @param {ArrayLike<number>} steps
 * @param {number} window how many of the last steps; Infinity: all
 */
export function timeRange(steps, window) {
  const start = windowStart(steps, window);
  const last = steps.length ? steps[steps.length - 1] : 1;
  const first = steps.length ? steps[start] : 0;
  return { start, from: first, to: last > first ? last : first + 1 };
}

/**
 * The box of the plot within a view.
 *
 * @param {number} width
 * @param {number} height
 */
export function timeBox(width, height) {
  const { left, right, top, bottom } = timeMargin;
  return {
    left,
    top,
    width: Math.max(16, width - left - right),
    height: Math.max(16, height - top - bottom),
  };
}

/**
 * @param {{ from: number, to: number }} range
 * @param {number} width of the axis in CSS pixels
 * @returns {{ step: number, label: string }[]}
 */
export function timeTicks({ from, to }, width) {
  return ticks(from, to, Math.max(2, Math.floor(width / 90)))
    .filter(Number.isInteger)
    .map((step) => ({ step, label: formatStep(step) }));
}

/**
 * Steps as short as an axis needs them: `500`, `12k`, `1.5M`.
 *
 * @param {number} step
 */
export function formatStep(step) {
  if (step >= 1e6) return `${Number((step / 1e6).toPrecision(4))}M`;
  if (step >= 1e4) return `${Number((step / 1e3).toPrecision(4))}k`;
  return formatCount(step);
}
