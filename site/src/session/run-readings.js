/** What a session lets others read of the run that it is at. */

import { Run } from './run.js';

export class RunReadings extends EventTarget {
  /** @type {Run} */
  run = new Run(0, null);

  /** @param {Run} run */
  enter(run) {
    this.run = run;
  }

  get configured() {
    return this.run.configured;
  }

  get frame() {
    return this.run.frame;
  }

  get step() {
    return this.run.step;
  }

  /** The newest statistics of the layers. */
  get layers() {
    return this.run.layers;
  }

  get divergence() {
    return this.run.divergence;
  }

  /** The step that is looked back at; null: none. */
  get viewedStep() {
    return this.run.viewedStep;
  }

  get series() {
    return this.run.series;
  }

  get recording() {
    return this.run.recording;
  }
}
