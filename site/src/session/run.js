/**
 * What is known of one run: how it was set up, the newest frame, the history, the snapshots to look back
 * at, and how it ended.
 *
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('../worker/protocol.js').Configured} Configured
 * @typedef {import('../worker/protocol.js').Divergence} Divergence
 * @typedef {import('../worker/protocol.js').Frame} Frame
 * @typedef {import('../worker/protocol.js').FrameUpdate} FrameUpdate
 * @typedef {import('../worker/protocol.js').LayerStatistics} LayerStatistics
 *
 * A run that is over, kept to compare with.
 * @typedef {{id: number, state: State, curves: import('./measurement-history.js').Curves}} PastRun
 */

import { Recording } from '../recording.js';
import { Series } from './measurement-history.js';

/** A run shorter than this is not worth comparing with. */
const minimumPastRunSteps = 5;

export class Run {
  id;
  /** @type {Configured | null} */
  configured;
  /** @type {Frame | null} */
  frame = null;
  /** The newest statistics of the layers. @type {LayerStatistics[] | null} */
  layers = null;
  /** @type {Divergence | null} */
  divergence = null;
  /** Divergence ended it while it was played: another run is played again. */
  interrupted = false;
  /** @type {number | null} step that is looked back at */
  viewedStep = null;
  series = new Series();
  recording = new Recording();

  /**
   * @param {number} id
   * @param {Configured | null} configured
   */
  constructor(id, configured) {
    this.id = id;
    this.configured = configured;
    if (!configured) return;
    this.recording.add({ step: 0, bytes: configured.start });
    this.series.add(configured.now);
    this.layers = configured.now.layers;
  }

  get step() {
    return this.frame?.step ?? 0;
  }

  /** @param {FrameUpdate} update */
  take(update) {
    const frame = /** @type {Frame} */ ({ ...this.frame, ...update }); // the first leaves out nothing
    this.frame = frame;
    if (frame.now.layers) this.layers = frame.now.layers;
    for (const measurement of frame.measurements) this.series.add(measurement);
    if (this.viewedStep === null) this.keep(frame.snapshots);
  }

  /** @param {import('../recording.js').Entry[]} snapshots */
  keep(snapshots) {
    const good = this.divergence?.step ?? Infinity;
    for (const entry of snapshots) if (entry.step < good) this.recording.add(entry);
  }

  /** Discards everything after `step`. @param {number} step */
  cut(step) {
    this.series.cut(step);
    this.recording.cut(step);
    this.viewedStep = null;
    this.divergence = null;
    this.interrupted = false;
  }

  /** @param {State} state that the run had @returns {PastRun | null} null where it says too little */
  pastRun(state) {
    if (this.series.lastStep < minimumPastRunSteps) return null;
    const copies = Object.entries(this.series.curves).map(([name, values]) => [
      name,
      values.slice(),
    ]);
    return { id: this.id, state, curves: Object.fromEntries(copies) };
  }
}
