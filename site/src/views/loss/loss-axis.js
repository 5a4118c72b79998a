/**
 * The value axis of the loss and accuracy chart.
 *
 * @typedef {object} ValueAxis
 * @property {readonly [number, number]} extent
 * @property {(value: number) => number | null} position null: not on this axis
 * @property {(pixels: number) => { position: number, label: string, kind?: string }[]} ticks
 */

import { scaleLinear } from 'd3-scale';
import { logAxis, logExtent, logTicks } from '../shared/log-axis.js';
import { finiteExtent } from '../shared/series.js';
import { formatShort } from '../shared/text.js';

/** @type {ValueAxis} */
export const accuracyAxis = {
  extent: [0, 1.03],
  position: (value) => (Number.isFinite(value) ? value : null),
  ticks: () =>
    [0, 0.25, 0.5, 0.75, 1].map((position) => ({ position, label: `${100 * position}\u00a0%` })),
};

/**
 * From 0 to the largest value shown.
 *
 * @param {readonly ArrayLike<number>[]} series
 * @param {number} start
 * @returns {ValueAxis}
 */
export function linearAxis(series, start) {
  const [least, greatest] = finiteExtent(series, start) ?? [0, 1];
  const scale = scaleLinear([Math.min(0, least), greatest > least ? greatest : least + 1], [0, 1]);
  const [low, high] = scale.nice(5).domain();
  return {
    extent: [low, high],
    position: (value) => (Number.isFinite(value) ? value : null),
    ticks: (pixels) =>
      scale
        .ticks(Math.max(2, Math.floor(pixels / 36)))
        .map((position) => ({ position, label: formatShort(position) })),
  };
}

/**
 * @param {readonly ArrayLike<number>[]} series
 * @param {number} start
 * @returns {ValueAxis}
 */
export function logLossAxis(series, start) {
  const axis = logAxis(logExtent(series, start), { fewest: 1 });
  return {
    extent: [axis.bottom, axis.upper],
    position: axis.position,
    ticks: (pixels) => logTicks(axis, pixels),
  };
}
