/**
 * How long a comparison takes, about: enough to ask before a long one.
 *
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('../state/state.js').State} State
 */

/** Measured on a laptop of 2022 in one worker: what a layer costs at least in a step, and a multiplication with its sum. */
const secondsPerLayer = 1.2e-6;
const secondsPerProduct = 1e-10;
/** Products of a weight with a row: forward, gradient of the weight, gradient of the input. */
const productsPerStep = 3;
/** Evaluations of all rows: one for each measurement. */
const evaluations = 25;

/** Longer comparisons are asked about first. */
export const longestUnasked = 600;

/**
 * @param {State} state
 * @param {number} steps
 */
function secondsOfTrial({ layers, features, batchSize, samples }, steps) {
  const units = [features.length, ...layers.map((layer) => layer.units), 1];
  const weights = units.slice(1).reduce((sum, width, i) => sum + width * (units[i] + 1), 0);
  const step =
    units.length * secondsPerLayer + productsPerStep * weights * batchSize * secondsPerProduct;
  return steps * step + evaluations * samples * weights * secondsPerProduct;
}

/**
 * @param {Comparison} comparison
 * @param {number} workers
 * @returns {number} seconds
 */
export function secondsOf({ cells, seeds, steps }, workers) {
  const states = cells.flatMap(({ candidates }) => candidates.map(({ state }) => state));
  const trials = states.reduce((sum, state) => sum + secondsOfTrial(state, steps), 0);
  return (trials * seeds.length) / workers;
}
