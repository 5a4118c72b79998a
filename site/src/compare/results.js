/**
 * The trials of a comparison that were measured, by cell. A cell that stays when the axes change keeps its trials.
 *
 * @typedef {import('./comparison.js').Cell} Cell
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./comparison.js').Trial} Trial
 * @typedef {import('./metrics.js').Measured} Measured
 */

/** Trials of earlier comparisons that are kept. */
const mostKept = 20_000;

export class Results {
  /** By what was trained. @type {Map<string, Measured>} */
  #measured = new Map();

  /** @param {Trial} trial */
  has(trial) {
    return this.#measured.has(keyOf(trial));
  }

  /**
   * @param {Trial} trial
   * @param {Measured} result
   */
  add(trial, result) {
    this.#measured.set(keyOf(trial), result);
    if (this.#measured.size <= mostKept) return;
    const [oldest] = this.#measured.keys();
    this.#measured.delete(oldest);
  }

  /**
   * @param {Iterable<Trial>} trials of one comparison
   * @param {number} cells how many it has
   * @returns {Measured[][]} by cell, in the order of the seeds
   */
  byCell(trials, cells) {
    /** @type {Measured[][]} */
    const found = Array.from({ length: cells }, () => []);
    for (const trial of trials) {
      const result = this.#measured.get(keyOf(trial));
      if (result) found[trial.cell].push(result);
    }
    return found;
  }
}

/** @param {Trial} trial */
const keyOf = ({ experiment, steps }) => JSON.stringify([steps, { ...experiment, preset: '' }]);
