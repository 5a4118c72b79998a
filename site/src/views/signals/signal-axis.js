/**
 * The value axis of a chart of layers: logarithmic for magnitudes, linear for shares.
 *
 * @typedef {object} SignalAxis
 * @property {readonly [number, number]} extent positions of bottom and top
 * @property {(value: number) => number} position
 * @property {(pixels: number) => { position: number, label: string, kind?: string }[]} ticks
 * @property {readonly { position: number, label: string }[]} lanes for what the axis can't hold
 * @property {readonly [number, number]} decades first and last, without the lanes
 */

import { logAxis, logExtent, logTicks } from '../common/log-axis.js';

/** @type {SignalAxis} */
const shareAxis = {
  extent: [-0.02, 1.02],
  position: (value) => value,
  ticks: () =>
    [0, 0.25, 0.5, 0.75, 1].map((position) => ({ position, label: `${100 * position}\u00a0%` })),
  lanes: [],
  decades: [0, 0],
};

/**
 * @param {'log' | 'share'} scale
 * @param {readonly ArrayLike<number>[]} series
 * @param {number} start index of the first value that is shown; the axis fits what is shown
 * @param {readonly number[]} [guides] values that must be on the axis
 * @returns {SignalAxis}
 */
export function signalAxis(scale, series, start, guides = []) {
  if (scale === 'share') return shareAxis;
  const extent = logExtent(series, start);
  for (const value of guides) {
    extent.minimum = Math.min(extent.minimum, value);
    extent.maximum = Math.max(extent.maximum, value);
  }
  const axis = logAxis(extent);
  const ticks = (/** @type {number} */ pixels) => logTicks(axis, pixels);
  return {
    extent: [axis.bottom, axis.upper + 0.03 * (axis.upper - axis.lower)],
    position: axis.position,
    ticks,
    decades: [axis.lower, axis.upper],
    lanes: ticks(1000).filter(({ kind }) => kind === 'lane'),
  };
}
