/**
 * A linear scale with round ticks.
 *
 * @typedef {object} LinearScale
 * @property {() => [number, number]} domain
 * @property {(position: number) => number} invert
 * @property {(count: number) => number[]} ticks about so many round values
 */

import { ticks } from 'd3-array';

/**
 * @param {readonly [number, number]} domain
 * @param {readonly [number, number]} range
 * @returns {((value: number) => number) & LinearScale}
 */
export function scaleLinear([from, to], [start, end]) {
  const stretch = to === from ? 0 : (end - start) / (to - from);
  const scale = (/** @type {number} */ value) => start + (value - from) * stretch;
  return Object.assign(scale, {
    domain: () => /** @type {[number, number]} */ ([from, to]),
    invert: (/** @type {number} */ position) =>
      stretch === 0 ? from : from + (position - start) / stretch,
    ticks: (/** @type {number} */ count) => ticks(from, to, count),
  });
}
