/**
 * Snapshots of a run to scrub back to: as many to each doubling of the steps, in bounded memory. The worker
 * takes them at fixed steps and holds them until the page has fetched them; the page keeps the run.
 *
 * @typedef {{step: number, bytes: Uint8Array}} Entry
 */

const mostEntries = 512;

export class Recording {
  /** @type {Entry[]} by step */
  #entries = [];
  #bytes = 0;
  #budget;

  /** @param {number} [budget] bytes */
  constructor(budget = 24 * 2 ** 20) {
    this.#budget = budget;
  }

  get steps() {
    return this.#entries.map(({ step }) => step);
  }

  get bytes() {
    return this.#bytes;
  }

  /** @param {Entry} entry not earlier than any before; one of the last step replaces it */
  add(entry) {
    const last = this.#entries.at(-1);
    if (last && entry.step < last.step) return;
    if (entry.bytes.byteLength > this.#budget / 4) return;
    if (last?.step === entry.step) this.#drop(this.#entries.length - 1);
    this.#entries.push(entry);
    this.#bytes += entry.bytes.byteLength;
    while (this.#bytes > this.#budget || this.#entries.length > mostEntries) this.#thin();
  }

  /** The recorded measurement nearest to a step. @param {number} step @returns {Entry | null} */
  nearest(step) {
    let best = null;
    for (const entry of this.#entries) {
      if (!best || Math.abs(entry.step - step) < Math.abs(best.step - step)) best = entry;
    }
    return best;
  }

  /** The last measurement before a step. @param {number} step @returns {Entry | null} */
  before(step) {
    return this.#entries.findLast((entry) => entry.step < step) ?? null;
  }

  /** Discards everything after `step`. @param {number} step */
  cut(step) {
    this.#entries = this.#entries.filter((entry) => entry.step <= step);
    this.#bytes = this.#entries.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  }

  /** All entries, which are no longer held here. @returns {Entry[]} */
  take() {
    const entries = this.#entries;
    this.#entries = [];
    this.#bytes = 0;
    return entries;
  }

  /** Drops the entry whose neighbours are closest together for their age; first and last stay. */
  #thin() {
    let index = 1;
    let least = Infinity;
    for (let i = 1; i < this.#entries.length - 1; i += 1) {
      const gap = (this.#entries[i + 1].step + 1) / (this.#entries[i - 1].step + 1);
      if (gap < least) [least, index] = [gap, i];
    }
    this.#drop(index);
  }

  /** @param {number} index */
  #drop(index) {
    const [dropped] = this.#entries.splice(index, 1);
    this.#bytes -= dropped.bytes.byteLength;
  }
}
