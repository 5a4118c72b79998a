/**
 * Walks through one training step on one row of the training data, phase by phase: forward, loss, backward,
 * update. The numbers are the engine's own, of the very row that is shown.
 *
 * @typedef {import('./session.js').Session} Session
 * @typedef {import('../worker/protocol.js').Trace} Trace
 * @typedef {'forward' | 'loss' | 'backward' | 'update'} Phase
 */

/** @type {readonly Phase[]} */
const phases = ['forward', 'loss', 'backward', 'update'];

export class Walk {
  #session;
  #row = 0;

  /** @type {Phase | null} null: no walk is under way */
  phase = null;
  /** @type {Trace | null} of the row, before the update */
  trace = null;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  get row() {
    return this.#row;
  }

  /** On to the next phase; after the update, to the next row. */
  async next() {
    const index = this.phase ? phases.indexOf(this.phase) : -1;
    const phase = phases[(index + 1) % phases.length];
    if (phase === 'forward') await this.#look();
    if (phase === 'update') await this.#session.advance('step');
    if (this.trace) this.phase = phase;
  }

  end() {
    this.phase = null;
    this.trace = null;
  }

  async #look() {
    const session = this.#session;
    const rows = session.configured?.dataset.train.labels.length ?? 0;
    await session.pause();
    this.#row = this.phase && rows > 0 ? (this.#row + 1) % rows : this.#row;
    this.trace = await session.engine.trace('train', this.#row);
  }
}
