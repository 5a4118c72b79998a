/**
 * A comparison under way: its settings, the pool that trains it, and what has been measured so far.
 *
 * @typedef {import('../state/fields.js').Schema} Schema
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./comparison.js').Trial} Trial
 * @typedef {import('./link.js').Settings} Settings
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * @typedef {object} Listener
 * @property {() => void} changed there is something new to draw
 * @property {(trial: Trial, result: Measured) => void} trial
 * @property {() => void} done every trial has been trained or refused
 * @property {(code: string, message: string) => void} error
 */

import { createSchema } from '../state/fields.js';
import { chooseCandidates } from './choose.js';
import { readComparison, trialsOf } from './comparison.js';
import { longestUnasked, secondsOf } from './cost.js';
import { checkShown, defaultSettings } from './link.js';
import { metricOf } from './metrics.js';
import { TrialPool } from './pool.js';
import { Results } from './results.js';

export class ComparisonRun {
  /** @type {Settings} */
  settings = { ...defaultSettings };
  /** @type {'closed' | 'loading' | 'idle' | 'asking' | 'running' | 'paused' | 'done' | 'failed'} */
  phase = 'closed';
  /** Why the settings are refused, or what failed; '' for neither. */
  message = '';
  /** Of the message. */
  code = '';
  /** How long the comparison takes, about. */
  seconds = 0;
  /** @type {Schema | null} */
  schema = null;
  /** The last settings that were not refused. @type {Comparison | null} */
  comparison = null;
  /** By cell and candidate, in the order of the seeds. @type {readonly (readonly Measured[][])[]} */
  trials = [];
  /** @type {TrialPool | null} */
  #pool = null;
  #results = new Results();
  #listener;
  #startWorker;
  #explain;
  #workers;
  #modest = false;
  /** Whether trials are to be run: null before anyone has said so. @type {boolean | null} */
  wanted = null;

  /**
   * @param {object} options
   * @param {() => Worker} options.startWorker
   * @param {() => Promise<string>} options.explain why no worker could be started
   * @param {number} options.workers
   * @param {Listener} options.listener
   */
  constructor({ startWorker, explain, workers, listener }) {
    this.#startWorker = startWorker;
    this.#explain = explain;
    this.#workers = workers;
    this.#listener = listener;
  }

  get workers() {
    return this.#workers;
  }

  set workers(count) {
    this.#workers = count;
    this.#pool?.resize(count);
  }

  /** One worker alone goes on. @param {boolean} modest */
  setModest(modest) {
    this.#modest = modest;
    this.#pool?.setModest(modest);
  }

  get progress() {
    const { comparison } = this;
    if (!comparison) return { done: 0, total: 0 };
    const candidates = comparison.cells.reduce((sum, cell) => sum + cell.candidates.length, 0);
    const counts = this.trials.flatMap((cell) => cell.map(({ length }) => length));
    return {
      done: counts.reduce((sum, count) => sum + count, 0),
      total: candidates * comparison.seeds.length,
    };
  }

  /** Of each cell the candidate that is shown. */
  get chosen() {
    return chooseCandidates(this.trials, metricOf(this.settings.metric));
  }

  /** Loads the engine. */
  async open() {
    const pool = new TrialPool(this.#startWorker, this.#workers);
    pool.setModest(this.#modest);
    this.#pool = pool;
    this.phase = 'loading';
    if (this.code === 'engine-failed') {
      this.code = '';
      this.message = '';
    }
    this.#listener.changed();
    try {
      const tables = await pool.tables;
      if (this.#pool !== pool) return;
      this.schema = createSchema(tables);
      performance.mark('gc-ready');
      this.phase = 'idle';
      this.change(this.settings);
      if (this.wanted) this.run();
      this.#listener.changed();
    } catch {
      if (this.#pool === pool) await this.#failToStart();
    }
  }

  /** Ends the workers; what was measured stays. */
  close() {
    this.#pool?.dispose();
    this.#pool = null;
    this.phase = 'closed';
  }

  async #failToStart() {
    const reason = await this.#explain();
    if (this.#pool) this.#fail(`The engine could not be started. ${reason}`);
  }

  /** @param {string} message */
  #fail(message) {
    this.#pool?.dispose();
    this.#pool = null;
    this.phase = 'failed';
    this.#refuse('engine-failed', message);
  }

  /**
   * @param {string} code
   * @param {string} message
   */
  #refuse(code, message) {
    this.code = code;
    this.message = message;
    this.#listener.error(code, message);
    this.#listener.changed();
  }

  /**
   * Takes over settings. What was measured and is still part of the comparison stays; refused settings leave the
   * comparison as it is.
   * @param {Partial<Settings>} change
   */
  change(change) {
    this.settings = { ...this.settings, ...change };
    this.code = '';
    this.message = '';
    if (!this.schema) return;
    try {
      checkShown(this.settings);
      this.comparison = readComparison(this.schema, this.settings);
    } catch (error) {
      this.refuse(error);
      return;
    }
    this.trials = this.#results.of(this.comparison);
    const goesOn = this.phase === 'running' || this.phase === 'paused';
    if (goesOn) this.run();
    else if (this.phase === 'done' || this.phase === 'asking') this.phase = 'idle';
    this.#listener.changed();
  }

  /** Tells why something that was to be compared cannot be. @param {unknown} error */
  refuse(error) {
    const { message, code = 'bad-value' } = /** @type {Error & {code?: string}} */ (error);
    this.stop();
    this.#refuse(code, message);
  }

  /**
   * Trains what has not been measured yet.
   * @param {object} [options]
   * @param {boolean} [options.long] also where it takes long, without asking
   */
  run({ long = false } = {}) {
    this.wanted = true;
    if (!this.#pool) {
      this.open();
      return;
    }
    const [pool, schema, comparison] = [this.#pool, this.schema, this.comparison];
    if (!pool || !schema || !comparison || this.message !== '') return;
    this.seconds = secondsOf(comparison, this.#workers);
    if (this.seconds > longestUnasked && !long) {
      pool.stop();
      this.phase = 'asking';
      this.#listener.changed();
      return;
    }
    this.phase = 'running';
    pool.run(this.#missing(schema, comparison), {
      result: (trial, result) => this.#take(trial, result),
      refused: (_, message) => this.#refuse('trial-refused', message),
      done: () => {
        this.phase = 'done';
        this.#listener.done();
        this.#listener.changed();
      },
      failed: (message) => this.#fail(`Its workers keep ending: ${message}`),
    });
    this.#listener.changed();
  }

  /**
   * The trials that have not been measured yet, each made when a worker is free for it.
   * @param {Schema} schema
   * @param {Comparison} comparison
   */
  *#missing(schema, comparison) {
    for (const trial of trialsOf(schema, comparison)) if (!this.#results.has(trial)) yield trial;
  }

  /**
   * @param {Trial} trial
   * @param {Measured} result
   */
  #take(trial, result) {
    this.#results.add(trial, result);
    const { cell, candidate, seed } = trial;
    const before = this.trials[cell][candidate].filter((each) => each.seed !== seed);
    const after = [...before, result].sort((a, b) => a.seed - b.seed);
    // new lists for this cell alone: the others are not drawn again
    this.trials = replaced(this.trials, cell, replaced(this.trials[cell], candidate, after));
    this.#listener.trial(trial, result);
    this.#listener.changed();
  }

  /** Ends training at once; what was measured stays. */
  stop() {
    this.wanted = false;
    this.#pool?.stop();
    if (['running', 'paused', 'asking'].includes(this.phase)) this.phase = 'idle';
    this.#listener.changed();
  }

  pause() {
    if (this.phase !== 'running') return;
    this.#pool?.pause();
    this.phase = 'paused';
    this.#listener.changed();
  }

  resume() {
    if (this.phase !== 'paused') return;
    this.phase = 'running';
    this.#pool?.resume();
    this.#listener.changed();
  }
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} index
 * @param {T} value
 */
const replaced = (list, index, value) => list.map((each, i) => (i === index ? value : each));
