/**
 * The page's side of the worker: requests as promises, frames one at a time, and a worker that is started
 * again when it dies, with the run as it last was.
 *
 * @typedef {import('./worker/protocol.js').Configuration} Configuration
 * @typedef {import('./worker/protocol.js').Configured} Configured
 * @typedef {import('./worker/protocol.js').FrameUpdate} FrameUpdate
 * @typedef {import('./worker/protocol.js').FromWorker} FromWorker
 * @typedef {import('./worker/protocol.js').Request} Request
 * @typedef {import('./worker/protocol.js').Stop} Stop
 * @typedef {import('./worker/protocol.js').Tables} Tables
 * @typedef {import('./worker/protocol.js').FrameRequest} FrameRequest
 *
 * What the client needs of a worker.
 * @typedef {Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>} WorkerLike
 */

import { hasFailed } from './start-worker.js';

/** A worker that dies this often without a frame in between is given up. */
const mostRestarts = 3;
/** Milliseconds between two looks at the worker's health, and of silence after which it counts as dead. */
const pulse = 2000;
const silence = 6000;

/** Requests that a worker may be busy with for long, in one piece: it is silent then, and alive. */
const long = new Set(['configure', 'restore', 'check-gradients', 'trace']);

/** A request that failed: `code` is the engine's, `worker-lost`, or `superseded`. */
export class RequestError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
  }
}

export class EngineClient {
  #start;
  #explain;
  /** The worker has said its first word: it has been loaded. */
  #heard = false;
  /** Nothing is configured in the worker: it took the place of one that was ended. */
  #empty = false;
  /** @type {WorkerLike | null} */
  #worker = null;
  #nextId = 1;
  /** @type {Map<number, {type: string, resolve: (value: any) => void, reject: (error: RequestError) => void}>} */
  #pending = new Map();
  /** @type {FrameRequest | null} of the frame under way */
  #asked = null;
  /** @type {Configuration | null} */
  #configuration = null;
  /** @type {Uint8Array | null} */
  #snapshot = null;
  #playing = false;
  #hidden = false;
  #restarts = 0;
  #lastHeard = 0;
  #lastPing = 0;
  /** Milliseconds that one call of the engine may take in this run, on a slow device. */
  #patience = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @type {(frame: FrameUpdate) => void} */
  onFrame = () => {};
  /** Training stopped by itself. @type {(stop: Stop) => void} */
  onStopped = () => {};
  /** What the worker is about to do. @type {(stage: import('./worker/protocol.js').Stage) => void} */
  onProgress = () => {};
  /**
   * The worker was lost; `recovered` says whether the run goes on.
   * @type {(recovered: boolean, reason: string, code?: string) => void}
   */
  onLost = () => {};
  /** When the first step was done, in milliseconds since 1970. @type {(time: number) => void} */
  onFirstStep = () => {};

  /**
   * @param {object} options
   * @param {() => WorkerLike} options.start
   * @param {WorkerLike | null} [options.worker] one that is started already
   * @param {() => Promise<{code: string, message: string}>} [options.explain] why a worker could not be started
   */
  constructor({ start, worker = null, explain = unexplained }) {
    this.#start = start;
    this.#explain = explain;
    this.#attach(worker ?? start());
  }

  /** @returns {Promise<Tables>} */
  load() {
    return this.#request({ type: 'load' });
  }

  /**
   * Begins a run.
   * @param {Configuration} configuration
   * @returns {Promise<Configured>}
   */
  async configure(configuration) {
    const before = this.#configuration;
    this.#playing = configuration.play ?? false;
    try {
      const configured = await this.#request({ type: 'configure', configuration });
      this.#configuration = configuration;
      this.#snapshot = configuration.snapshot ?? null;
      this.#patience = configured.patience ?? 0;
      this.#empty = false;
      return configured;
    } catch (error) {
      this.#configuration = before;
      const { code } = /** @type {RequestError} */ (error);
      if (this.#empty && before && code !== 'superseded' && code !== 'worker-lost')
        await this.#resume(this.#playing);
      throw error;
    }
  }

  /** Ends the work on a configuration that is no longer wanted, and the worker with it; another one waits then. */
  supersede() {
    if (![...this.#pending.values()].some(({ type }) => type === 'configure')) return;
    const request = this.#asked;
    this.#drop('Other settings are wanted.', 'superseded');
    this.#empty = true;
    this.#attach(this.#start());
    if (request) this.requestFrame(request);
  }

  play() {
    this.#playing = true;
    return this.#request({ type: 'play' });
  }

  /** @returns {Promise<{step: number, epoch: number}>} */
  pause() {
    this.#playing = false;
    return this.#request({ type: 'pause' });
  }

  /**
   * @param {'step' | 'epoch'} unit
   * @param {number} count
   * @returns {Promise<{step: number, epoch: number}>}
   */
  step(unit, count) {
    this.#playing = false;
    return this.#request({ type: 'step', unit, count });
  }

  /** @param {import('./worker/protocol.js').LiveSettings} live */
  setLive(live) {
    if (this.#configuration) this.#configuration = { ...this.#configuration, live };
    return this.#request({ type: 'live', live });
  }

  /** @param {Uint8Array} snapshot */
  restore(snapshot) {
    this.#playing = false;
    this.#snapshot = snapshot;
    return this.#request({ type: 'restore', snapshot });
  }

  /** @returns {Promise<Uint8Array>} */
  snapshot() {
    return this.#request({ type: 'snapshot' });
  }

  /**
   * Snapshots that no frame has brought yet; the last is of this moment.
   * @returns {Promise<import('./recording.js').Entry[]>}
   */
  takeSnapshots() {
    return this.#request({ type: 'take-snapshots' });
  }

  /**
   * @param {'train' | 'test'} split
   * @param {number} row
   * @returns {Promise<import('./worker/protocol.js').Trace>}
   */
  trace(split, row) {
    return this.#request({ type: 'trace', split, row });
  }

  /**
   * @param {number} rows
   * @returns {Promise<import('./worker/protocol.js').GradientCheck>}
   */
  checkGradients(rows) {
    return this.#request({ type: 'check-gradients', rows });
  }

  /** Of the network now, in the engine's order. @returns {Promise<{step: number, parameters: Float32Array}>} */
  parameters() {
    return this.#request({ type: 'parameters' });
  }

  /**
   * @param {Uint32Array} indices
   * @param {Float32Array} values
   */
  setParameters(indices, values) {
    return this.#request({ type: 'set-parameters', indices, values });
  }

  /**
   * @param {string} activation
   * @param {Record<string, number>} params
   * @param {Float32Array} x
   * @returns {Promise<{value: Float32Array, derivative: Float32Array}>}
   */
  curve(activation, params, x) {
    return this.#request({ type: 'curve', activation, params, x });
  }

  /**
   * @param {import('./worker/protocol.js').DatasetSpec} dataset
   * @returns {Promise<{points: Float32Array, labels: Int32Array, y: Float32Array, dimensions: number}>}
   */
  preview(dataset) {
    return this.#request({ type: 'preview', dataset });
  }

  /**
   * Asks for the next frame; it comes as soon as there is news. What was asked for before, and has not come
   * yet, gives way.
   * @param {FrameRequest} request
   */
  requestFrame(request) {
    if (this.#asked && JSON.stringify(this.#asked) === JSON.stringify(request)) return;
    this.#asked = request;
    this.#worker?.postMessage({ type: 'frame', request });
  }

  /** @param {boolean} hidden nobody sees the page */
  setHidden(hidden) {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    this.#worker?.postMessage({ type: 'visibility', hidden });
  }

  /** Ends the worker. */
  dispose() {
    this.#drop('The playground was removed.');
  }

  /** Starts another worker in place of the last one; nothing is configured in it yet. */
  restart() {
    this.#drop('Another worker takes its place.');
    this.#restarts = 0;
    this.#attach(this.#start());
  }

  /**
   * @param {Request} request
   * @returns {Promise<any>}
   */
  #request(request) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) {
        reject(new RequestError('worker-lost', 'The engine is not running.'));
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { type: request.type, resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  /** @param {WorkerLike} worker */
  #attach(worker) {
    this.#worker = worker;
    this.#heard = false;
    this.#lastHeard = performance.now();
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#receive(data);
    };
    worker.onerror = (event) => {
      if (worker !== this.#worker) return;
      event.preventDefault?.();
      if (!this.#heard) this.#failToStart();
      else this.#recover(event.message || 'The worker could not be started.');
    };
    if (hasFailed(worker)) queueMicrotask(() => worker === this.#worker && this.#failToStart());
    worker.onmessageerror = () => this.#recover('A message of the worker could not be read.');
    if (this.#hidden) worker.postMessage({ type: 'visibility', hidden: true });
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#checkPulse(), pulse);
  }

  /** @param {FromWorker} message */
  #receive(message) {
    this.#heard = true;
    this.#lastHeard = performance.now();
    switch (message.type) {
      case 'reply':
        this.#settle(message.id)?.resolve(message.value);
        break;
      case 'failure':
        this.#settle(message.id)?.reject(new RequestError(message.code, message.message));
        break;
      case 'frame':
        this.#receiveFrame(message.frame);
        break;
      case 'progress':
        this.onProgress(message.stage);
        break;
      case 'first-step':
        this.onFirstStep(message.time);
        break;
      case 'stopped':
        if (message.run === this.#configuration?.run) {
          this.#playing = false;
          this.onStopped(message.stop);
        }
        break;
      case 'broken':
        this.#recover(message.message);
        break;
    }
  }

  /** @param {FrameUpdate} frame */
  #receiveFrame(frame) {
    this.#asked = null;
    this.#restarts = 0;
    const newest = frame.snapshots.at(-1);
    if (newest && frame.run === this.#configuration?.run) this.#snapshot = newest.bytes;
    this.onFrame(frame);
  }

  /** @param {number} id */
  #settle(id) {
    const entry = this.#pending.get(id);
    this.#pending.delete(id);
    return entry;
  }

  /**
   * A worker that was closed says nothing: ask it, and count silence as death. Loading is no silence, however slow the
   * network is, nor is a long piece of work.
   */
  #checkPulse() {
    const now = performance.now();
    const busy = [...this.#pending.values()].some(({ type }) => long.has(type));
    if (!this.#heard || busy) {
      this.#lastHeard = now;
      return;
    }
    const asked = this.#lastPing > this.#lastHeard;
    if (asked && now - this.#lastPing > Math.max(silence, this.#patience)) {
      this.#recover('The worker stopped answering.');
    } else if (!asked && now - this.#lastHeard > pulse / 2) {
      this.#lastPing = now;
      this.#request({ type: 'ping' }).catch(() => {});
    }
  }

  /** Another attempt would meet the same; the reason is found and told. */
  async #failToStart() {
    this.#drop('The worker could not be started.');
    const { code, message } = await this.#explain();
    this.onLost(false, message, code);
  }

  /** @param {string} reason */
  #recover(reason) {
    const { request, playing } = { request: this.#asked, playing: this.#playing };
    this.#drop(reason);
    this.#restarts += 1;
    if (this.#restarts > mostRestarts) {
      this.onLost(false, reason);
      return;
    }
    this.#empty = true;
    this.#attach(this.#start());
    if (request) this.requestFrame(request);
    this.#resume(playing).then(
      () => this.onLost(true, reason),
      (error) => {
        if (error.code !== 'worker-lost') this.onLost(false, error.message);
      },
    );
  }

  /** @param {boolean} playing */
  async #resume(playing) {
    if (!this.#configuration) {
      await this.load();
      return;
    }
    const configuration = {
      ...this.#configuration,
      snapshot: this.#snapshot ?? undefined,
      play: playing,
    };
    this.#playing = playing;
    await this.#request({ type: 'configure', configuration });
    this.#empty = false;
  }

  /** @param {string} reason @param {string} [configuring] the code for a configuration that was waited for */
  #drop(reason, configuring = 'worker-lost') {
    clearInterval(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#asked = null;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { type, reject } of pending)
      reject(new RequestError(type === 'configure' ? configuring : 'worker-lost', reason));
  }
}

/** Where nobody knows more. */
async function unexplained() {
  return { code: 'load-failed', message: 'The worker could not be started.' };
}
