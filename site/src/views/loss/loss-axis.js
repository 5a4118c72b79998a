/**
 * The value axis of the loss and accuracy chart.
 *
 * @typedef {object} ValueAxis
 * @property {readonly [number, number]} extent
 * @property {(value: number) => number | null} position null: not on this axis
 * @property {(pixels: number) => { position: number, label: string, kind?: string }[]} ticks
 */

import { tickStep, ticks } from 'd3-array';
import { logAxis, logExtent, logTicks } from '../common/log-axis.js';
import { finiteExtent } from '../common/smoothing.js';
import { formatShort } from '../common/text.js';

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
  const bottom = Math.min(0, least);
  const top = greatest > least ? greatest : least + 1;
  const step = tickStep(bottom, top, 5);
  const [low, high] = [Math.floor(bottom / step) * step, Math.ceil(top / step) * step];
  return {
    extent: [low, high],
    position: (value) => (Number.isFinite(value) ? value : null),
    ticks: (pixels) =>
      ticks(low, high, Math.max(2, Math.floor(pixels / 36))).map((position) => ({
        position,
        label: formatShort(position),
      })),
  };
}

/**
 * Decades, or, where the values span little more than one, from one of 1, 2, 5 to another.
 *
 * @param {readonly ArrayLike<number>[]} series
 * @param {number} start
 * @returns {ValueAxis}
 */
export function logLossAxis(series, start) {
  const extent = logExtent(series, start);
  const axis = logAxis(extent, { fewest: 1 });
  const whole = !axis.hasZero && !axis.hasInvalid && extent.maximum > 0;
  const narrow = whole && extent.maximum < 30 * extent.minimum;
  if (!narrow) {
    const marks = (/** @type {number} */ pixels) => logTicks(axis, pixels);
    return { extent: [axis.bottom, axis.upper], position: axis.position, ticks: marks };
  }
  const marks = stepsBetween(extent.minimum, extent.maximum);
  return {
    extent: [marks[0].position, marks[marks.length - 1].position],
    position: axis.position,
    ticks: () => marks,
  };
}

/**
 * 1, 2 and 5 times powers of ten around a range.
 *
 * @param {number} least
 * @param {number} greatest
 */
function stepsBetween(least, greatest) {
  const candidates = [];
  for (let decade = Math.floor(Math.log10(least)); 10 ** decade < 10 * greatest; decade++) {
    candidates.push(...[1, 2, 5].map((lead) => lead * 10 ** decade));
  }
  const last = candidates.findIndex((value) => value >= greatest * (1 + 1e-9));
  const first = candidates.findLastIndex((value) => value <= least * (1 - 1e-9));
  return candidates
    .slice(Math.max(0, first), last + 1)
    .map((value) => ({ position: Math.log10(value), label: formatShort(value) }));
}
