/**
 * Trains in short slices, so that messages get in between, and measures the run on its way.
 *
 * @typedef {import('./training-run.js').TrainingRun} TrainingRun
 * @typedef {import('./protocol.js').Measurement} Measurement
 * @typedef {import('./protocol.js').Stop} Stop
 */

import { Recording } from '../recording.js';
import { MeasurementSchedule, perDoubling } from './measurement-schedule.js';
import { Pacer } from './pacer.js';

/** Seconds that a slice may take. */
const sliceSeconds = 0.008;
/** A wait for the next step that leaves time to compute all that the page draws. */
const restSeconds = 0.1;
/** In a hidden tab, rest after each slice as a multiple of what it took: a sixth of a core is used. */
const hiddenRest = 5;
/** Measured measurements kept for a page that does not fetch them (a hidden tab). */
const maximumMeasurements = 4096;
/** Bytes of snapshots kept for it. */
const mostBytes = 16 * 2 ** 20;

const seconds = () => performance.now() / 1000;

/** Where training stops by itself. @typedef {{step: number, epoch: number}} Goal */

export class RunLoop {
  #pacer = new Pacer(sliceSeconds);
  #schedule = new MeasurementSchedule();
  #channel = new MessageChannel();
  /** @type {TrainingRun | null} */
  #trainingRun = null;
  /** @type {Goal | null} null: standing still */
  #goal = null;
  /** @type {((reached: boolean) => void) | null} */
  #settle = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #posted = false;
  /** @type {Measurement[]} */
  #measurements = [];
  /** The step of the last of them, also where it has been taken away. */
  #measured = -1;
  #recording = new Recording(mostBytes);
  #maxSteps = 0;
  #hidden = false;

  /** How closely the views look at the layers. @type {'magnitudes' | 'full'} */
  detail = 'magnitudes';
  /** Called after each slice. */
  onSlice = () => {};
  /** Called when training stops by itself. @type {(stop: Stop) => void} */
  onStop = () => {};
  /** Called when a slice throws: the engine cannot be trusted any more. @type {(error: unknown) => void} */
  onBroken = () => {};

  constructor() {
    this.#channel.port1.onmessage = () => this.#slice();
  }

  get running() {
    return this.#goal !== null;
  }

  /** Whether training needs the time: it goes on, and is not so slow that each step can be looked at. */
  get busy() {
    return this.running && this.#pacer.wait < restSeconds;
  }

  get stepsPerSecond() {
    return this.running ? this.#pacer.stepsPerSecond : 0;
  }

  /**
   * @param {TrainingRun} trainingRun
   * @returns {Measurement} its first, in full
   */
  use(trainingRun) {
    this.pause();
    this.#trainingRun = trainingRun;
    this.#pacer.forget();
    this.#schedule = new MeasurementSchedule(perDoubling(trainingRun.multiplications));
    this.#measurements = [];
    const first = trainingRun.measure('full');
    this.#add(first);
    this.#recording.take();
    return first;
  }

  /** @param {{speed: number, maxSteps: number}} live */
  setLive({ speed, maxSteps }) {
    this.#pacer.setSpeed(speed, seconds());
    this.#maxSteps = maxSteps;
    if (!this.#goal) return;
    if (!this.#settle) this.#goal = this.#limit;
    if (this.#timer !== undefined) this.#next(0);
  }

  /** In a hidden tab most of the core is left to others. @param {boolean} hidden */
  setHidden(hidden) {
    this.#hidden = hidden;
    if (this.#timer !== undefined) this.#next(0);
  }

  play() {
    this.#begin(this.#limit, true);
  }

  /** Where training that was not told its goal stops. @returns {Goal} */
  get #limit() {
    return { step: this.#maxSteps || Infinity, epoch: Infinity };
  }

  pause() {
    this.#end(false);
  }

  /**
   * Trains until `goal`, as fast as it goes: what was asked for is waited for. Resolves with false where something
   * else ended it.
   * @param {Goal} goal
   * @returns {Promise<boolean>}
   */
  runTo(goal) {
    this.pause();
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#begin(goal, false);
    });
  }

  /** Adds the present measurement to the history, unless the schedule has just done so. */
  measure() {
    const trainingRun = this.#trainingRun;
    if (trainingRun && trainingRun.step !== this.#measured)
      this.#add(trainingRun.measure(this.detail));
  }

  /** @param {Measurement} measurement */
  #add(measurement) {
    this.#measurements.push(measurement);
    this.#measured = measurement.step;
  }

  /** Measurements measured since the last call. */
  takeMeasurements() {
    const measurements = this.#measurements;
    this.#measurements = [];
    return measurements;
  }

  /** Snapshots taken since the last call. */
  takeSnapshots() {
    return this.#recording.take();
  }

  /** @param {Goal} goal @param {boolean} paced at the chosen speed */
  #begin(goal, paced) {
    this.#goal = goal;
    this.#pacer.start(seconds(), paced);
    this.#next(0);
  }

  /** @param {boolean} reached */
  #end(reached) {
    this.#goal = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#settle?.(reached);
    this.#settle = null;
  }

  /** Queues the next slice behind the messages that wait. @param {number} delay seconds */
  #next(delay) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (delay > 0.001) {
      this.#timer = setTimeout(() => this.#slice(), delay * 1000);
    } else if (!this.#posted) {
      this.#posted = true;
      this.#channel.port2.postMessage(null);
    }
  }

  #slice() {
    this.#posted = false;
    this.#timer = undefined;
    const trainingRun = this.#trainingRun;
    if (!this.#goal || !trainingRun) return;
    const start = seconds();
    try {
      const stop = this.#trainSlice(trainingRun, this.#goal);
      if (stop) {
        this.#end(stop.reason !== 'diverged');
        this.onStop(stop);
      }
    } catch (error) {
      this.#end(false);
      this.onBroken(error);
      return;
    }
    this.onSlice();
    const rest = this.#hidden ? hiddenRest * (seconds() - start) : 0;
    if (this.#goal) this.#next(Math.max(this.#pacer.wait, rest));
  }

  /**
   * @param {TrainingRun} trainingRun
   * @param {Goal} goal
   * @returns {Stop | null}
   */
  #trainSlice(trainingRun, goal) {
    const start = seconds();
    let left = this.#pacer.allowance(start);
    let spent = 0;
    while (left > 0 && spent < sliceSeconds) {
      if (reached(trainingRun, goal)) return { reason: 'max-steps' };
      const measured = this.#schedule.next(trainingRun.step);
      const steps = chunk(trainingRun, goal, Math.min(left, measured - trainingRun.step));
      const before = seconds();
      const result = trainingRun.train(steps);
      const now = seconds();
      this.#pacer.record(result.steps, now - before, now);
      const isMeasured = trainingRun.step === this.#schedule.next(trainingRun.step - 1);
      const found = isMeasured || result.diverged ? this.#record(trainingRun) : undefined;
      const divergence = result.diverged ?? found;
      if (divergence) return { reason: 'diverged', divergence };
      left -= steps;
      spent = seconds() - start;
    }
    return reached(trainingRun, goal) ? { reason: 'max-steps' } : null;
  }

  /**
   * @param {TrainingRun} trainingRun
   * @returns {import('./protocol.js').Divergence | undefined} that the next step would meet: there is
   *   nothing to come back to
   */
  #record(trainingRun) {
    if (this.#measurements.length >= maximumMeasurements) {
      this.#measurements = this.#measurements.filter((_, index) => index % 2 === 0);
    }
    const { step } = trainingRun;
    const inFull = this.#schedule.inFull(step);
    const detail = inFull ? this.#schedule.detail(step, this.detail) : 'none';
    const measurement = trainingRun.measure(detail);
    this.#add(measurement);
    const { diverged } = measurement.train;
    if (inFull && !diverged) this.#recording.add({ step, bytes: trainingRun.save() });
    return diverged;
  }
}

/**
 * @param {TrainingRun} trainingRun
 * @param {Goal} goal
 */
function reached(trainingRun, goal) {
  return trainingRun.step >= goal.step || trainingRun.epoch >= goal.epoch;
}

/**
 * Steps for one call: not past the goal; one by one towards the end of an epoch.
 * @param {TrainingRun} trainingRun
 * @param {Goal} goal
 * @param {number} most
 */
function chunk(trainingRun, goal, most) {
  if (Number.isFinite(goal.epoch)) return 1;
  return Math.min(most, goal.step - trainingRun.step);
}
