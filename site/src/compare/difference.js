/**
 * Whether one cell of a comparison is better than another. Seeds are paired: seed s of both has the same data and
 * order of samples, so the differences seed by seed are compared, not the means.
 *
 * @typedef {object} Difference
 * @property {number} mean of the paired differences, first minus second; NaN for no pair
 * @property {number} low end of the 95 % interval
 * @property {number} high
 * @property {number} pairs
 * @property {'first' | 'second' | 'none' | 'few'} larger which is larger: 'none' where the interval contains 0,
 *   'few' for fewer than `fewestPairs`
 */

const resamples = 2000;
/** Fewer pairs say too little for an interval. */
export const fewestPairs = 5;

/**
 * The bootstrap's percentile interval of the mean difference, the same at every call.
 * @param {readonly number[]} first one value for each seed; NaN where there is none
 * @param {readonly number[]} second
 * @returns {Difference}
 */
export function pairedDifference(first, second) {
  const differences = first
    .map((value, i) => value - second[i])
    .filter((difference) => Number.isFinite(difference));
  const pairs = differences.length;
  const mean = average(differences);
  if (pairs < fewestPairs) return { mean, low: NaN, high: NaN, pairs, larger: 'few' };
  const random = generator(1);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let i = 0; i < pairs; i += 1) sum += differences[Math.floor(random() * pairs)];
    return sum / pairs;
  }).sort();
  const [low, high] = [
    means[Math.floor(0.025 * resamples)],
    means[Math.ceil(0.975 * resamples) - 1],
  ];
  return { mean, low, high, pairs, larger: low > 0 ? 'first' : high < 0 ? 'second' : 'none' };
}

/** @param {readonly number[]} values */
const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Numbers in [0, 1): mulberry32, by Tommy Ettinger (public domain).
 * @param {number} seed
 */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
