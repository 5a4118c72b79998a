/**
 * Workers that train the trials of a comparison. The results depend on the trials alone: not on how many workers there
 * are, nor on who trains what.
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
 * @typedef {import('../worker/protocol.js').Tables} Tables
 * @typedef {import('./comparison.js').Trial} Trial
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./worker.js').FromTrialWorker} FromTrialWorker
 *
 * What the pool needs of a worker.
 * @typedef {Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>} PoolWorker
 *
 * @typedef {object} Listener
 * @property {(trial: Trial, result: Measured) => void} result
 * @property {(trial: Trial, message: string) => void} refused
 * @property {() => void} done every trial was trained or refused
 * @property {(message: string) => void} failed no worker can go on
 *
 * @typedef {object} Lane
 * @property {PoolWorker} worker
 * @property {Map<number, Trial>} given
 * @property {Set<number>} unwanted trials that it has been given, of a comparison that was stopped
 * @property {DatasetSpec} [data] that it was sent last
 */

/** More workers than this gain little, and take a lot of memory. */
export const mostWorkers = 8;
/** Trials that a worker has waiting, so that it need not wait for the page. */
const ahead = 3;
/** A worker that dies is replaced this often; then the pool gives up. */
const mostReplacements = 8;
/** A worker that is still at a trial that nobody wants any more, so long after that was said, is replaced: milliseconds. */
const patience = 250;

export class TrialPool {
  #start;
  /** @type {Lane[]} */
  #lanes = [];
  /** @type {Iterator<Trial> | null} */
  #trials = null;
  /** @type {Trial[]} of a worker that died */
  #again = [];
  /** @type {Listener | null} */
  #listener = null;
  /** In place of the data set that the trials name. @type {DatasetSpec | undefined} */
  #data = undefined;
  #paused = false;
  #modest = false;
  #replacements = 0;
  #id = 0;
  /** @type {(tables: Tables) => void} */
  #ready = () => {};
  /** @type {(error: Error) => void} */
  #broken = () => {};

  /**
   * @param {() => PoolWorker} start
   * @param {number} size how many workers
   */
  constructor(start, size) {
    this.#start = start;
    /** The engine's tables, once the first worker has it. @type {Promise<Tables>} */
    this.tables = new Promise((resolve, reject) => {
      this.#ready = resolve;
      this.#broken = reject;
    });
    this.tables.catch(() => {});
    for (let i = 0; i < size; i += 1) this.#addLane();
  }

  get size() {
    return this.#lanes.length;
  }

  /**
   * Trains these trials instead of those that it was at.
   * @param {Iterable<Trial>} trials
   * @param {Listener} listener
   * @param {DatasetSpec} [data] in place of the data set that they name; each worker gets a copy
   */
  run(trials, listener, data) {
    this.stop();
    this.#data = data;
    this.#trials = trials[Symbol.iterator]();
    this.#listener = listener;
    this.#paused = false;
    this.#feedAll();
  }

  /** What is being trained is left unfinished, and what is finished by then is dropped. */
  stop() {
    this.#trials = null;
    this.#listener = null;
    this.#again = [];
    const busy = this.#lanes.filter(({ given }) => given.size > 0);
    for (const { given, unwanted } of busy) {
      for (const id of given.keys()) unwanted.add(id);
      given.clear();
    }
    const last = this.#id;
    if (busy.length > 0) setTimeout(() => this.#freeFrom(last), patience);
  }

  /** @param {number} last trials up to this one were stopped a while ago */
  #freeFrom(last) {
    const busy = this.#lanes.filter(({ unwanted }) => [...unwanted].some((id) => id <= last));
    for (const lane of busy) {
      this.#end(lane);
      this.#addLane();
    }
    if (busy.length > 0) this.#feedAll();
  }

  /**
   * More or fewer workers; what a worker that ends was at is trained by another.
   * @param {number} size
   */
  resize(size) {
    while (this.#lanes.length < size) this.#addLane();
    for (const lane of this.#lanes.slice(size)) this.#end(lane);
    this.#feedAll();
  }

  /** Modestly: one worker alone is given trials. @param {boolean} modest */
  setModest(modest) {
    this.#modest = modest;
    this.#feedAll();
  }

  /** Takes a worker out; what it was at is trained by another. @param {Lane} lane */
  #end(lane) {
    this.#lanes = this.#lanes.filter((each) => each !== lane);
    lane.worker.terminate();
    this.#again.push(...lane.given.values());
  }

  pause() {
    this.#paused = true;
  }

  resume() {
    this.#paused = false;
    this.#feedAll();
  }

  dispose() {
    this.stop();
    for (const { worker } of this.#lanes) worker.terminate();
    this.#lanes = [];
  }

  #addLane() {
    const worker = this.#start();
    /** @type {Lane} */
    const lane = { worker, given: new Map(), unwanted: new Set() };
    this.#lanes.push(lane);
    worker.addEventListener('message', (event) =>
      this.#receive(lane, /** @type {MessageEvent<FromTrialWorker>} */ (event).data),
    );
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#replace(lane, /** @type {ErrorEvent} */ (event).message || 'a worker ended');
    });
  }

  /**
   * @param {Lane} lane
   * @param {FromTrialWorker} message
   */
  #receive(lane, message) {
    if (message.type === 'ready') {
      this.#ready(message.tables);
      return;
    }
    if (message.type === 'failed') {
      this.#giveUp(message.message);
      return;
    }
    const trial = lane.given.get(message.id);
    lane.unwanted.delete(message.id);
    if (!trial) return;
    lane.given.delete(message.id);
    if (message.type === 'trial') this.#listener?.result(trial, message.result);
    else this.#listener?.refused(trial, message.message);
    this.#feed(lane);
    this.#checkDone();
  }

  /**
   * @param {Lane} lane
   * @param {string} reason
   */
  #replace(lane, reason) {
    if (!this.#lanes.includes(lane)) return;
    this.#end(lane);
    this.#replacements += 1;
    if (this.#replacements > mostReplacements) {
      this.#giveUp(reason);
      return;
    }
    this.#addLane();
    this.#feedAll();
  }

  /** @param {string} message */
  #giveUp(message) {
    this.#broken(new Error(message));
    const listener = this.#listener;
    this.stop();
    listener?.failed(message);
  }

  #feedAll() {
    for (const lane of this.#lanes) this.#feed(lane);
    this.#checkDone();
  }

  /** @param {Lane} lane */
  #feed(lane) {
    const may = !this.#paused && !(this.#modest && lane !== this.#lanes[0]);
    while (may && lane.given.size < ahead) {
      const trial = this.#next();
      if (!trial) return;
      if (lane.data !== this.#data) {
        lane.data = this.#data;
        lane.worker.postMessage({ type: 'data', data: this.#data });
      }
      this.#id += 1;
      lane.given.set(this.#id, trial);
      const { experiment, steps, splitSeed } = trial;
      lane.worker.postMessage({ type: 'trial', id: this.#id, experiment, steps, splitSeed });
    }
  }

  #next() {
    const again = this.#again.shift();
    if (again) return again;
    const next = this.#trials?.next();
    if (next?.done) this.#trials = null;
    return next?.done ? undefined : next?.value;
  }

  #checkDone() {
    const busy = this.#lanes.some(({ given }) => given.size > 0);
    if (busy || this.#trials || this.#again.length > 0 || !this.#listener) return;
    const listener = this.#listener;
    this.#listener = null;
    listener.done();
  }
}
