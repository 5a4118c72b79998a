/** Looking things up in, and smoothing, series over a rising axis of steps. */

/**
 * Index of the step nearest to `step`; -1 where there are none.
 *
 * @param {ArrayLike<number>} steps rising
 * @param {number} step
 */
export function nearestIndex(steps, step) {
  if (!steps.length) return -1;
  let low = 0;
  let high = steps.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle;
    else high = middle;
  }
  return step - steps[low] <= steps[high] - step ? low : high;
}

/**
 * First index that lies within the last `window` steps.
 *
 * @param {ArrayLike<number>} steps
 * @param {number} window Infinity: everything
 */
export function windowStart(steps, window) {
  if (!steps.length || !(window < Infinity)) return 0;
  const first = steps[steps.length - 1] - window;
  if (first <= steps[0]) return 0;
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < first) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Exponential moving average without the pull of its first value (the correction of Adam), so that
 * the smoothed line starts where the data do. Values that are not finite pass through and leave
 * the average alone.
 *
 * @param {ArrayLike<number>} values
 * @param {number} smoothing 0: none; 0.9: the mean of about the last ten
 */
export function smooth(values, smoothing) {
  const result = new Float64Array(values.length);
  let sum = 0;
  let weight = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (Number.isFinite(value)) {
      sum = smoothing * sum + (1 - smoothing) * value;
      weight = smoothing * weight + (1 - smoothing);
      result[index] = sum / weight;
    } else {
      result[index] = value;
    }
  }
  return result;
}

/**
 * Least and greatest finite value; `null` where there is none.
 *
 * @param {Iterable<ArrayLike<number>>} series
 * @param {number} [from]
 * @returns {[number, number] | null}
 */
export function finiteExtent(series, from = 0) {
  let least = Infinity;
  let greatest = -Infinity;
  for (const values of series) {
    for (let index = from; index < values.length; index++) {
      const value = values[index];
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return least <= greatest ? [least, greatest] : null;
}

/**
 * Indices, at most `count`, spread evenly from the first to the last of `length`.
 *
 * @param {number} length
 * @param {number} count
 */
export function spreadIndices(length, count) {
  if (length <= count) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: count }, (_, index) =>
    Math.round((index * (length - 1)) / Math.max(1, count - 1)),
  );
}
