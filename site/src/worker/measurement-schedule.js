/**
 * When a run is measured for its history: on a fixed schedule of steps, the same on every machine, so that
 * the same experiment draws the same curve everywhere. Every step at first, then ever more rarely: so many
 * times while the number of steps doubles, and every second time in full: with the statistics of the layers,
 * which cost as much as many steps, and with a snapshot to come back to. History grows with the logarithm of
 * the run, and so do its cost and its memory.
 */

const mostPerDoubling = 64;
const fewestPerDoubling = 8;
/** Multiplications that a measurement takes in networks which are measured most often. */
const lightWork = 1e7;

/**
 * How often to measure while the number of steps doubles: less often where that takes long, so that a deep
 * and wide network trains, and is not only looked at.
 * @param {number} multiplications that one measurement takes
 */
export function perDoubling(multiplications) {
  let count = mostPerDoubling;
  while (count > fewestPerDoubling && multiplications * count > lightWork * mostPerDoubling)
    count /= 2;
  return count;
}

export class MeasurementSchedule {
  #perDoubling;

  /** @param {number} [perDoubling] a power of two */
  constructor(perDoubling = mostPerDoubling) {
    this.#perDoubling = perDoubling;
  }

  /**
   * Steps between two measurements after `step` steps: a power of two.
   * @param {number} step
   */
  interval(step) {
    if (step < 2 * this.#perDoubling) return 1;
    return 2 ** Math.floor(Math.log2(step / this.#perDoubling));
  }

  /**
   * The next step after `step` at which the run is measured.
   * @param {number} step
   */
  next(step) {
    const every = this.interval(step);
    return (Math.floor(step / every) + 1) * every;
  }

  /**
   * Whether the moment at `step` is recorded in full.
   * @param {number} step
   */
  inFull(step) {
    return step <= 8 || step % (2 * this.interval(step)) === 0;
  }

  /**
   * How closely a measurement in full looks at the layers. Some come with histograms also where no view asks for
   * them, so that there is a history of them; in heavy networks, where histograms cost as much as the rest of
   * the moment, it is only these.
   * @param {number} step
   * @param {'magnitudes' | 'full'} wanted by the views
   */
  detail(step, wanted) {
    if (step % (8 * this.interval(step)) === 0) return 'full';
    return this.#perDoubling < mostPerDoubling ? 'magnitudes' : wanted;
  }
}
