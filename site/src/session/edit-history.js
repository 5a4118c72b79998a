/**
 * The settings of a session, with undo and redo. A step of the history is a change of the experiment or an edit of the
 * weights; pacing and view settings change without one.
 *
 * @import { Entry } from '../recording.js'
 * @import { Experiment, State } from '../state/state.js'
 *
 * One step. Where the next step, or the one before, is an edit of the weights, `snapshot` is the network at this one.
 * @typedef {object} Step
 * @property {Experiment} experiment
 * @property {Entry | null} snapshot
 */

import { dropStaleWeights } from '../state/operations.js';
import { experimentOf, same } from '../state/state.js';
import { UndoHistory } from '../state/undo-history.js';

/** Bytes of snapshots that the history may keep. */
const maximumSnapshotBytes = 64e6;

/** @param {readonly Step[]} steps */
const snapshotBytes = (steps) =>
  steps.reduce((sum, { snapshot }) => sum + (snapshot?.bytes.length ?? 0), 0);

export class EditHistory {
  #state;
  /** @type {UndoHistory<Step>} */
  #steps;
  /** The latest edit of the weights: the parameter, -1 for several, and the step of the run. */
  #edit = { index: -1, step: -1 };

  /** @param {State} state */
  constructor(state) {
    this.#state = state;
    this.#steps = new UndoHistory({ experiment: experimentOf(state), snapshot: null });
  }

  get state() {
    return this.#state;
  }

  get canUndo() {
    return this.#steps.canUndo;
  }

  get canRedo() {
    return this.#steps.canRedo;
  }

  /**
   * Takes over another state.
   * @param {State} next
   * @returns {boolean} whether this is a step of the history
   */
  change(next) {
    this.#state = dropStaleWeights(this.#state, next);
    const experiment = experimentOf(this.#state);
    if (same(experiment, this.#steps.present.experiment)) return false;
    this.#steps.push({ experiment, snapshot: null });
    return true;
  }

  /** Corrects the state, which is not a step of the history. @param {State} state */
  amend(state) {
    this.#state = state;
    this.#steps.amend({ ...this.#steps.present, experiment: experimentOf(state) });
  }

  /**
   * Back to the state before a change that was refused.
   * @param {State} before
   * @param {boolean} isStep what `change` has returned for it
   */
  revert(before, isStep) {
    if (isStep) this.#steps.drop();
    else this.amend(before);
    this.#state = before;
  }

  undo() {
    return this.#travel(() => this.#steps.undo());
  }

  redo() {
    return this.#travel(() => this.#steps.redo());
  }

  /**
   * Moves along the history. Between the two sides of an edit of the weights the state stays as it is.
   * @param {() => Step} move
   * @returns {{from: Step, to: Step} | null} the sides of an edit; null where the experiment has changed or nothing has
   */
  #travel(move) {
    const from = this.#steps.present;
    const to = move();
    if (to === from) return null;
    this.#edit.index = -1;
    if (to.experiment === from.experiment) return { from, to };
    this.#state = { ...this.#state, ...to.experiment };
    return null;
  }

  /**
   * Before an edit of the weights: a step of the history with the network as it is. Edits of one parameter at one step of
   * the run are one step of the history.
   * @param {Uint32Array} indices of the parameters
   * @param {number} step of the run
   * @param {() => Promise<Entry | null>} takeSnapshot
   */
  async edit(indices, step, takeSnapshot) {
    const edit = { index: indices.length === 1 ? indices[0] : -1, step };
    const continued = edit.index >= 0 && same(edit, this.#edit);
    this.#edit = edit;
    if (continued) return;
    const { present } = this.#steps;
    present.snapshot = await takeSnapshot();
    this.#steps.push({ experiment: present.experiment, snapshot: null });
    this.#steps.trim((past) => snapshotBytes(past) <= maximumSnapshotBytes);
  }
}
