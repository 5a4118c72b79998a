/**
 * When a run is measured for its history: on a fixed schedule of steps, the same on every machine, so that
 * the same experiment draws the same curve everywhere. (Where the network is so large, or the machine so slow, that
 * this would hold up the training, some moments are left out, but for those of {@link always}.) Every step at first, then ever more rarely:
 * {@link perDoubling} times while the number of steps doubles, and every second time in full: with the
 * statistics of the layers, which cost as much as many steps, and with a snapshot to come back to. History
 * grows with the logarithm of the run, and so do its cost and its memory.
 */

export const perDoubling = 64;

/**
 * Steps between two measurements after `step` steps: a power of two.
 * @param {number} step
 */
export function interval(step) {
  if (step < 2 * perDoubling) return 1;
  return 2 ** Math.floor(Math.log2(step / perDoubling));
}

/**
 * The next step after `step` at which the run is measured.
 * @param {number} step
 */
export function nextMoment(step) {
  const every = interval(step);
  return (Math.floor(step / every) + 1) * every;
}

/**
 * Whether the moment at `step` is recorded in full.
 * @param {number} step
 */
export function inFull(step) {
  return step <= 8 || step % (2 * interval(step)) === 0;
}

/**
 * Whether it comes with histograms also where no view asks for them, so that there is a history of them.
 * @param {number} step
 */
export function withHistograms(step) {
  return step % (8 * interval(step)) === 0;
}

/**
 * Whether it is measured whatever that costs: four times in each doubling.
 * @param {number} step
 */
export function always(step) {
  return step <= 8 || step % (16 * interval(step)) === 0;
}
