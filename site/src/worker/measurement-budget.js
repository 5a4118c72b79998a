/**
 * Keeps what a run is measured for its history from slowing it down: measuring may take a share of the time that
 * training takes, and a little in advance, so that the first steps are seen one by one.
 */
export class MeasurementBudget {
  #share;
  #advance;
  #balance = 0;

  /**
   * @param {number} share seconds of measuring that a second of training pays for
   * @param {number} advance seconds that may be spent before any training, and saved up at the most
   */
  constructor(share, advance) {
    this.#share = share;
    this.#advance = advance;
    this.reset();
  }

  /** A new run. */
  reset() {
    this.#balance = this.#advance;
  }

  /** @param {number} seconds of training */
  earn(seconds) {
    this.#balance = Math.min(this.#advance, this.#balance + seconds * this.#share);
  }

  /** @param {number} seconds of measuring */
  spend(seconds) {
    this.#balance -= seconds;
  }

  /** Whether measuring is paid for. */
  get affords() {
    return this.#balance > 0;
  }
}
