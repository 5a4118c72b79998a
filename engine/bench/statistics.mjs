/** Numbers out of repeated measurements. */

/** @typedef {import('./contestants/contestant.mjs').Measured} Measured */

/** @param {number[]} values */
export function median(values) {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * Work per second that the thread ran; by the clock where the system does not say.
 * @param {Measured} measured
 */
export function rateOf({ work, seconds, cpuSeconds }) {
  return work / (cpuSeconds !== undefined && cpuSeconds > 0 ? cpuSeconds : seconds);
}

/**
 * @typedef {object} Series
 * @property {number[]} rounds work per second in each round
 * @property {number} rate their median
 * @property {number} p90 the median of what one call in ten exceeded, by the clock
 */

/**
 * @param {Measured[]} slots one for each round
 * @returns {Series}
 */
export function seriesOf(slots) {
  const rounds = slots.map(rateOf);
  return { rounds, rate: median(rounds), p90: median(slots.map(({ p90 }) => p90)) };
}

/**
 * Series of the same thing as one.
 * @param {Series[]} series
 * @returns {Series}
 */
export function together(series) {
  const rounds = series.flatMap((one) => one.rounds);
  return { rounds, rate: median(rounds), p90: median(series.map(({ p90 }) => p90)) };
}

/**
 * The median of the ratios within the rounds: what disturbs one contestant disturbs its neighbours in time.
 * @param {Series | undefined} a
 * @param {Series | undefined} b
 */
export function ratio(a, b) {
  return a && b ? median(a.rounds.map((rate, round) => rate / b.rounds[round])) : NaN;
}

/** The rate of the round that was disturbed least. @param {Series | undefined} series */
export const fastest = (series) => (series ? Math.max(...series.rounds) : NaN);

/**
 * The ratio of the fastest rounds: where what else the core does weighs more on one of the two than on the other, the
 * round that was disturbed least says most of each.
 * @param {Series | undefined} a
 * @param {Series | undefined} b
 */
export function fastestRatio(a, b) {
  return fastest(a) / fastest(b);
}
