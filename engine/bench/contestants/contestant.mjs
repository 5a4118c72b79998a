/**
 * What a contestant is, and how one is held against the reference and timed.
 */

import {
  CHECKED_STEPS,
  LOSS_TOLERANCE,
  dataOf,
  initialParameters,
  lossOf,
  samplesPerStep,
} from '../workloads.mjs';

/** @typedef {import('../workloads.mjs').Workload} Workload */
/** @typedef {import('../workloads.mjs').Data} Data */

/**
 * @typedef {object} Runner one contestant at one workload
 * @property {(steps: number) => void | Promise<void>} run goes on with the next steps
 * @property {() => ArrayLike<number> | Promise<ArrayLike<number>>} predict the first rows, [rows, outputs], of each
 *   network after the other
 * @property {() => void} dispose
 */

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string} title
 * @property {(workload: Workload) => string | null} refuses why it cannot do this work, if so
 * @property {(workload: Workload, data: Data, parametersOf: (network: number) => Float32Array) => Promise<Runner>} create
 */

/**
 * @typedef {object} Check
 * @property {boolean} ok
 * @property {number} loss
 * @property {number} reference
 */

/**
 * @typedef {object} Measured
 * @property {number} work units done
 * @property {number} seconds by the clock
 * @property {number} p90 units per second, by the clock, that one call in ten exceeds
 * @property {number} [cpuSeconds] that the thread was really running, where that can be known
 */

const SECONDS_PER_CALL = 0.004;

/**
 * Calls `once` for about the given time, each call with as many repeats as take some milliseconds.
 * @param {number} seconds
 * @param {number} units of work in one repeat
 * @param {(repeats: number) => void | Promise<void>} once
 * @param {{ repeats: number }} calls how many repeats a call does: kept from one time to the next
 * @returns {Promise<Measured>}
 */
export async function measure(seconds, units, once, calls) {
  const rates = [];
  let work = 0;
  const start = performance.now();
  let now = start;
  do {
    const { repeats } = calls;
    const pending = once(repeats);
    if (pending) await pending;
    const before = now;
    now = performance.now();
    const took = Math.max((now - before) / 1000, 1e-5);
    work += repeats * units;
    rates.push((repeats * units) / took);
    if (took < SECONDS_PER_CALL / 2) {
      calls.repeats = Math.ceil(repeats * Math.min(8, SECONDS_PER_CALL / took));
    } else if (took > 2 * SECONDS_PER_CALL) {
      calls.repeats = Math.max(1, Math.floor(repeats / 2));
    }
  } while (now < start + 1000 * seconds);
  rates.sort((a, b) => a - b);
  return { work, seconds: (now - start) / 1000, p90: rates[Math.floor(0.9 * rates.length)] };
}

/** A contestant at a workload: checked, then timed in slots. */
export class Entry {
  /**
   * @param {Contestant} contestant
   * @param {Workload} workload
   * @param {number} reference loss
   */
  constructor(contestant, workload, reference) {
    this.contestant = contestant;
    this.workload = workload;
    this.reference = reference;
    /** @type {Runner | null} */
    this.runner = null;
    this.calls = { repeats: 1 };
  }

  /**
   * Builds the networks and runs the checked steps on them; what is timed later goes on with fresh ones.
   * @returns {Promise<Check>}
   */
  async check() {
    const data = dataOf(this.workload);
    const create = () =>
      this.contestant.create(this.workload, data, (n) => initialParameters(this.workload, n));
    const checked = await create();
    if (this.workload.kind !== 'predict') await checked.run(CHECKED_STEPS);
    const loss = lossOf(this.workload, data, await checked.predict());
    checked.dispose();
    this.runner = await create();
    return {
      ok: Math.abs(loss - this.reference) <= LOSS_TOLERANCE * this.reference,
      loss,
      reference: this.reference,
    };
  }

  /**
   * Goes on for about the given time, in calls that are short, as a page's slices are (and V8 tiers up only between
   * calls of WebAssembly), but long against the clock's resolution.
   * @param {number} seconds
   * @returns {Promise<Measured>}
   */
  measure(seconds) {
    const { runner } = this;
    if (!runner) throw new Error('measured before it was checked');
    return measure(
      seconds,
      samplesPerStep(this.workload),
      (steps) => runner.run(steps),
      this.calls,
    );
  }

  dispose() {
    this.runner?.dispose();
    this.runner = null;
  }
}
