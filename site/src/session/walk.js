/**
 * Walks through one training step on one row of the training data, phase by phase: forward, loss, backward,
 * update. The numbers are the engine's own, of the very row that is shown.
 *
 * @typedef {import('../worker/protocol.js').Trace} Trace
 * @typedef {'forward' | 'loss' | 'backward' | 'update'} Phase
 *
 * What a walk needs of a run.
 * @typedef {object} WalkedRun
 * @property {() => number} rowCount rows of the training data
 * @property {() => Promise<void>} pause
 * @property {(row: number) => Promise<Trace>} trace
 * @property {() => Promise<void>} update one training step
 */

/** @type {readonly Phase[]} */
const phases = ['forward', 'loss', 'backward', 'update'];

export class Walk {
  #run;
  #row = 0;

  /** @type {Phase | null} null: no walk is under way */
  phase = null;
  /** @type {Trace | null} of the row, before the update */
  trace = null;

  /** @param {WalkedRun} run */
  constructor(run) {
    this.#run = run;
  }

  get row() {
    return this.#row;
  }

  /** On to the next phase; after the update, to the next row. */
  async next() {
    const index = this.phase ? phases.indexOf(this.phase) : -1;
    const phase = phases[(index + 1) % phases.length];
    if (phase === 'forward') await this.#traceRow();
    if (phase === 'update') await this.#run.update();
    if (this.trace) this.phase = phase;
  }

  end() {
    this.phase = null;
    this.trace = null;
  }

  async #traceRow() {
    const rows = this.#run.rowCount();
    await this.#run.pause();
    this.#row = this.phase && rows > 0 ? (this.#row + 1) % rows : this.#row;
    this.trace = await this.#run.trace(this.#row);
  }
}
