/**
 * Which parts of a frame are computed anew while training goes on: each part may take a fixed share of the
 * worker's time, so that all of them together leave training its own, on any machine and for any network. What
 * takes long is therefore renewed more rarely, and holds up nothing else.
 *
 * @typedef {'pictures' | 'rows' | 'layers' | 'parameters'} Part
 */

/** The share of the worker's time that each part may take. @type {Readonly<Record<Part, number>>} */
export const shares = { pictures: 0.06, rows: 0.012, layers: 0.015, parameters: 0.008 };

/**
 * Milliseconds without a frame after each: new pictures with every second frame of the screen are smooth, and
 * leave the page's own thread half of its time.
 */
export const rest = 25;

const parts = /** @type {Part[]} */ (Object.keys(shares));

export class FrameBudget {
  #clock;
  /** When each part may be computed again. @type {Map<Part, number>} */
  #due = new Map();
  #restUntil = -Infinity;

  /** @param {() => number} [clock] milliseconds */
  constructor(clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** What was computed before is of no use: every part is due. */
  forget() {
    this.#due.clear();
    this.#restUntil = -Infinity;
  }

  /** Whether it is time for a frame: there is a part that may be computed, and the last one is a while ago. */
  get anyDue() {
    return this.#clock() >= this.#restUntil && parts.some((part) => this.#isDue(part));
  }

  /**
   * What `compute` gives, where the part is due.
   * @template T
   * @param {Part} part
   * @param {() => T} compute
   * @param {number} [interval] milliseconds until the part is due again, at least
   * @returns {T | undefined} undefined: what was computed last has to do
   */
  renew(part, compute, interval = 0) {
    if (!this.#isDue(part)) return undefined;
    const start = this.#clock();
    const result = compute();
    const end = this.#clock();
    this.#due.set(part, end + Math.max((end - start) / shares[part], interval));
    this.#restUntil = end + rest;
    return result;
  }

  /** @param {Part} part */
  #isDue(part) {
    return this.#clock() >= (this.#due.get(part) ?? -Infinity);
  }
}
