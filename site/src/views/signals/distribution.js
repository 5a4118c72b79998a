/**
 * Distributions of a layer's numbers, as the charts draw them.
 *
 * @import { Distribution, Histogram, LayerStatistics } from '../../../../wasm/js/index.js'
 *
 * @typedef {'activationValues' | 'preActivation' | 'preActivationGradient' | 'weightGradient'} Quantity
 *
 * @typedef {object} Measurement one measurement of the run
 * @property {number} step
 * @property {readonly LayerStatistics[] | null} layers
 *
 * @typedef {Distribution & { quantiles: Float32Array, histogram: Histogram }} FullDistribution one that was
 *   measured in full
 */

/**
 * Names of the quantities. Gradients are distributed over the decades of their magnitude.
 *
 * @type {Readonly<Record<Quantity, { name: string, symbol: string, logarithmic: boolean,
 *   direction: 'forward' | 'backward' }>>}
 */
export const quantities = Object.freeze({
  activationValues: {
    name: 'activations a',
    symbol: 'a',
    logarithmic: false,
    direction: 'forward',
  },
  preActivation: {
    name: 'pre-activations z',
    symbol: 'z',
    logarithmic: false,
    direction: 'forward',
  },
  preActivationGradient: {
    name: 'gradients ∂L/∂z',
    symbol: '|∂L/∂z|',
    logarithmic: true,
    direction: 'backward',
  },
  weightGradient: {
    name: 'gradients ∂L/∂W',
    symbol: '|∂L/∂W|',
    logarithmic: true,
    direction: 'backward',
  },
});

/**
 * The distributions of one layer over the measurements that have one.
 *
 * @param {readonly Measurement[]} measurements
 * @param {number} layer
 * @param {Quantity} quantity
 * @returns {{ step: number, distribution: FullDistribution }[]}
 */
export function distributionsOf(measurements, layer, quantity) {
  return measurements.flatMap(({ step, layers }) => {
    const distribution = layers?.[layer]?.[quantity];
    return isFull(distribution) ? [{ step, distribution }] : [];
  });
}

/**
 * @param {Distribution | undefined} distribution
 * @returns {distribution is FullDistribution}
 */
const isFull = (distribution) =>
  distribution !== undefined &&
  distribution.count > 0 &&
  distribution.quantiles !== undefined &&
  distribution.histogram !== undefined;

/**
 * Share of all values per unit of the axis, bin by bin.
 *
 * @param {Histogram} histogram
 */
export function density({ lower, upper, counts }) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = (upper - lower) / counts.length;
  if (!(total > 0) || !(width > 0)) return new Float64Array(counts.length);
  return Float64Array.from(counts, (count) => count / (total * width));
}

/**
 * The density that takes the full height of a ridge: beyond it, peaks are cut, so that one narrow peak does
 * not flatten all others.
 *
 * @param {readonly Float64Array[]} densities
 */
export function densityScale(densities) {
  const peaks = densities
    .map((values) => values.reduce((most, value) => Math.max(most, value), 0))
    .filter((peak) => peak > 0)
    .sort((a, b) => a - b);
  if (!peaks.length) return 1;
  return Math.min(peaks[peaks.length - 1], 2.5 * peaks[peaks.length >> 1]);
}

/**
 * Range of the axis: where nearly all values lie, over all the distributions shown.
 *
 * @param {readonly FullDistribution[]} distributions
 * @param {boolean} logarithmic keeps at least two whole decades
 * @returns {[number, number]}
 */
export function valueRange(distributions, logarithmic) {
  let least = Infinity;
  let greatest = -Infinity;
  for (const { quantiles, minimum, maximum } of distributions) {
    const [low, , , , high] = quantiles;
    const reach = 0.5 * (high - low);
    least = Math.min(least, Math.max(minimum, low - reach));
    greatest = Math.max(greatest, Math.min(maximum, high + reach));
  }
  if (!(least <= greatest)) return logarithmic ? [-2, 0] : [-1, 1];
  if (logarithmic) {
    const upper = Math.ceil(greatest);
    return [Math.min(Math.floor(least), upper - 2), upper];
  }
  const padding = 0.05 * (greatest - least) || Math.abs(greatest) * 0.1 || 0.5;
  return [least - padding, greatest + padding];
}
