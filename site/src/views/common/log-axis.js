/**
 * A logarithmic axis that shows decades and keeps a place of its own for what has no logarithm:
 * zero lies on one lane below the decades, values that are not finite on another below it.
 *
 * Positions are in decades: `position(1e-3)` is -3.
 *
 * @typedef {object} LogAxis
 * @property {number} lower first decade (an exponent)
 * @property {number} upper last decade
 * @property {number} zero position of zeros
 * @property {number} invalid position of values that are not finite
 * @property {boolean} hasZero
 * @property {boolean} hasInvalid
 * @property {number} bottom lowest position of the axis, lanes included
 * @property {(value: number) => number} position
 *
 * @typedef {{ position: number, label: string, kind: 'decade' | 'minor' | 'lane' }} LogTick
 */

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** @param {number} exponent */
export function powerOfTen(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]);
  return `10${exponent < 0 ? '⁻' : ''}${digits.join('')}`;
}

/**
 * What an axis must hold: the extent of log10|v|, and whether there are zeros and non-finite values.
 *
 * @param {Iterable<ArrayLike<number>>} series
 * @param {number} [from] first index looked at
 * @param {number} [to] end of the indices looked at
 */
export function logExtent(series, from = 0, to = Infinity) {
  let minimum = Infinity;
  let maximum = 0;
  let hasZero = false;
  let hasInvalid = false;
  for (const values of series) {
    const end = Math.min(to, values.length);
    for (let index = from; index < end; index++) {
      const value = Math.abs(values[index]);
      if (value === 0) hasZero = true;
      else if (!(value < Infinity)) hasInvalid = true;
      else {
        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
      }
    }
  }
  return { minimum, maximum, hasZero, hasInvalid };
}

/** The decade at or above a value; never -0. @param {number} value */
function ceilDecade(value) {
  return Math.ceil(Math.log10(value) - 1e-9) || 0;
}

/**
 * @param {{ minimum: number, maximum: number, hasZero: boolean, hasInvalid: boolean }} extent
 * @param {{ fewest?: number, most?: number }} [decades] how many the axis may span
 * @returns {LogAxis}
 */
export function logAxis(extent, { fewest = 2, most = 24 } = {}) {
  const known = extent.maximum > 0;
  const upper = known ? ceilDecade(extent.maximum) : 0;
  const reach = known ? Math.floor(Math.log10(extent.minimum) + 1e-9) : -fewest;
  const lower = Math.max(upper - most, Math.min(reach, upper - fewest));
  const lane = (upper - lower) * 0.09;
  const zero = lower - lane;
  const invalid = extent.hasZero ? zero - lane : zero;
  const lanes = Number(extent.hasZero) + Number(extent.hasInvalid);
  return {
    lower,
    upper,
    zero,
    invalid,
    hasZero: extent.hasZero,
    hasInvalid: extent.hasInvalid,
    bottom: lower - (lanes ? lane * (lanes + 0.5) : 0),
    position(value) {
      const magnitude = Math.abs(value);
      if (magnitude === 0) return zero;
      if (!(magnitude < Infinity)) return invalid;
      return Math.max(lower, Math.log10(magnitude));
    },
  };
}

/**
 * Ticks at decades, as many as have room, with 2..9 between them where there is more.
 *
 * @param {LogAxis} axis
 * @param {number} pixels length of the axis
 * @returns {LogTick[]}
 */
export function logTicks(axis, pixels) {
  const span = axis.upper - axis.bottom;
  const perDecade = pixels / span;
  const every = [1, 2, 3, 4, 5, 6, 8, 10, 12].find((step) => step * perDecade >= 24) ?? 24;
  /** @type {LogTick[]} */
  const ticks = [];
  for (let decade = axis.upper; decade >= axis.lower; decade--) {
    const labelled = (axis.upper - decade) % every === 0;
    ticks.push({
      position: decade,
      label: labelled ? powerOfTen(decade) : '',
      kind: labelled ? 'decade' : 'minor',
    });
    if (perDecade < 48 || decade === axis.lower) continue;
    for (let lead = 2; lead <= 9; lead++) {
      ticks.push({ position: decade - 1 + Math.log10(lead), label: '', kind: 'minor' });
    }
  }
  if (axis.hasZero) ticks.push({ position: axis.zero, label: '0', kind: 'lane' });
  if (axis.hasInvalid) ticks.push({ position: axis.invalid, label: '∞', kind: 'lane' });
  return ticks;
}
