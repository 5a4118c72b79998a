/**
 * The trials of comparisons that were measured. A cell that stays when the axes change keeps its trials.
 *
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./comparison.js').Trial} Trial
 * @typedef {import('./metrics.js').Measured} Measured
 */

/** Trials that are kept: those of the present comparison, and of earlier ones as long as there is room. */
const mostKept = 20_000;

export class Results {
  /** By what was trained, then by seed; those that were asked for last come last. @type {Map<string, Map<number, Measured>>} */
  #measured = new Map();
  #count = 0;

  /** @param {Pick<Trial, 'key' | 'seed'>} trial */
  has({ key, seed }) {
    return this.#measured.get(key)?.has(seed) ?? false;
  }

  /**
   * @param {Pick<Trial, 'key' | 'seed'>} trial
   * @param {Measured} result
   */
  add({ key, seed }, result) {
    const seeds = this.#measured.get(key) ?? new Map();
    this.#count += seeds.has(seed) ? 0 : 1;
    seeds.set(seed, result);
    this.#measured.set(key, seeds);
    while (this.#count > mostKept) this.#dropOldest();
  }

  #dropOldest() {
    const [[key, seeds]] = this.#measured;
    this.#measured.delete(key);
    this.#count -= seeds.size;
  }

  /**
   * @param {Pick<Comparison, 'cells' | 'seeds'>} comparison
   * @returns {Measured[][][]} by cell and candidate, in the order of the seeds
   */
  of({ cells, seeds }) {
    return cells.map(({ candidates }) =>
      candidates.map(({ key }) => {
        const found = this.#measured.get(key);
        if (!found) return [];
        this.#measured.delete(key);
        this.#measured.set(key, found);
        return seeds.flatMap((seed) => found.get(seed) ?? []);
      }),
    );
  }
}
