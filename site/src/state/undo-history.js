/**
 * Undo and redo over a bounded number of values.
 * @template T
 */
export class UndoHistory {
  /** @type {T[]} */
  #past = [];
  /** @type {T[]} */
  #future = [];
  #present;
  #limit;

  /**
   * @param {T} present
   * @param {number} [limit] steps that can be undone
   */
  constructor(present, limit = 100) {
    this.#present = present;
    this.#limit = limit;
  }

  get present() {
    return this.#present;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** @param {T} next */
  push(next) {
    this.#past.push(this.#present);
    if (this.#past.length > this.#limit) this.#past.shift();
    this.#present = next;
    this.#future = [];
  }

  /** Forgets the oldest values until `keep` accepts what is left. @param {(past: readonly T[]) => boolean} keep */
  trim(keep) {
    while (this.#past.length > 0 && !keep(this.#past)) this.#past.shift();
  }

  /** The present is corrected, which is not a step of its own. @param {T} present */
  amend(present) {
    this.#present = present;
  }

  /** Discards the last push, as if it had not been made. */
  drop() {
    this.#present = this.#past.pop() ?? this.#present;
    return this.#present;
  }

  undo() {
    const before = this.#past.pop();
    if (before === undefined) return this.#present;
    this.#future.push(this.#present);
    this.#present = before;
    return before;
  }

  redo() {
    const after = this.#future.pop();
    if (after === undefined) return this.#present;
    this.#past.push(this.#present);
    this.#present = after;
    return after;
  }
}
