/**
 * Answers the page's messages with an engine: every request gets one reply or one failure.
 *
 * @typedef {import('./protocol.js').Engine} Engine
 * @typedef {import('./protocol.js').FromWorker} FromWorker
 * @typedef {import('./protocol.js').NumberedRequest} NumberedRequest
 * @typedef {import('./protocol.js').Request} Request
 * @typedef {import('./protocol.js').ToWorker} ToWorker
 * @typedef {import('./protocol.js').FrameRequest} FrameRequest
 * @typedef {(message: FromWorker, transfer?: Transferable[]) => void} Post
 * @typedef {(name: string, given?: import('./protocol.js').GivenRows) => Promise<import('./given-rows.js').Rows>} LoadData
 */

import { isGiven } from '../data/shipped-info.js';
import { FrameBudget } from './frame-budget.js';
import { composeFrame, transferables } from './compose-frame.js';
import { TrainingRun } from './training-run.js';
import { RunLoop } from './run-loop.js';
import { tablesOf } from './engine-tables.js';

export class Service {
  #post;
  /** @type {Promise<Engine>} */
  #engine;
  /** @type {TrainingRun | null} */
  #trainingRun = null;
  #loop = new RunLoop();
  #run = 0;
  /** @type {FrameRequest | null} what the page waits for */
  #pendingRequest = null;
  /** @type {FrameRequest | null} what it waited for last */
  #lastRequest = null;
  /** What the last frame was for. */
  #requestKey = '';
  #changed = false;
  #budget = new FrameBudget();
  #stepped = false;
  #loadData;
  /** Configurations are made one after the other, whatever they wait for. @type {Promise<unknown>} */
  #configuring = Promise.resolve();

  /** @param {{loadEngine: () => Promise<Engine>, post: Post, loadData: LoadData}} host */
  constructor({ loadEngine, post, loadData }) {
    this.#post = post;
    this.#loadData = loadData;
    post({ type: 'progress', stage: 'engine' });
    this.#engine = loadEngine();
    this.#engine.catch(() => {});
    this.#loop.onSlice = () => this.#afterSlice();
    this.#loop.onStop = (stop) => {
      this.#sendLast();
      this.#post({ type: 'stopped', run: this.#run, stop });
    };
    this.#loop.onBroken = (error) => this.#post({ type: 'broken', message: textOf(error) });
  }

  /** @param {ToWorker} message */
  async receive(message) {
    if (message.type === 'frame') {
      this.#take(message.request);
      this.#sendFrame();
      return;
    }
    if (message.type === 'visibility') {
      this.#loop.setHidden(message.hidden);
      return;
    }
    try {
      const value = await this.#answer(message);
      this.#post({ type: 'reply', id: message.id, value });
    } catch (error) {
      const code = /** @type {{code?: string}} */ (error)?.code ?? 'failed';
      this.#post({ type: 'failure', id: message.id, code, message: textOf(error) });
    }
    this.#sendFrame();
  }

  /** Other views are a reason for a frame, also where training stands still. @param {FrameRequest} request */
  #take(request) {
    const key = JSON.stringify(request);
    if (key !== this.#requestKey) this.#invalidate();
    this.#requestKey = key;
    this.#pendingRequest = request;
    this.#lastRequest = request;
    this.#loop.detail = request.statistics === 'full' ? 'full' : 'magnitudes';
  }

  /**
   * @param {Request} request
   * @returns {unknown}
   */
  #answer(request) {
    switch (request.type) {
      case 'load':
        return this.#tables();
      case 'ping':
        return true;
      case 'configure':
        this.#configuring = this.#configuring
          .catch(() => {})
          .then(() => this.#configure(request.configuration));
        return this.#configuring;
      case 'curve':
        return this.#curve(request);
      case 'preview':
        return this.#preview(request.dataset);
      default:
        return this.#answerForNetwork(request, this.#required());
    }
  }

  /**
   * @param {Exclude<Request, {type: 'load' | 'ping' | 'configure' | 'curve' | 'preview'}>} request
   * @param {TrainingRun} trainingRun
   * @returns {unknown}
   */
  #answerForNetwork(request, trainingRun) {
    switch (request.type) {
      case 'play':
        return this.#loop.play();
      case 'pause':
        this.#loop.pause();
        this.#sendLast();
        return { step: trainingRun.step, epoch: trainingRun.epoch };
      case 'step':
        return this.#step(trainingRun, request);
      case 'live':
        trainingRun.applyLive(request.live);
        return this.#loop.setLive(request.live);
      case 'restore':
        this.#loop.pause();
        trainingRun.restore(request.snapshot);
        this.#invalidate();
        return { step: trainingRun.step, epoch: trainingRun.epoch };
      case 'parameters':
        return { step: trainingRun.step, parameters: trainingRun.parameters() };
      case 'snapshot':
        return trainingRun.save();
      case 'take-snapshots':
        return [
          ...this.#loop.takeSnapshots(),
          { step: trainingRun.step, bytes: trainingRun.save() },
        ];
      case 'trace':
        return trainingRun.trace(request.split, request.row);
      case 'check-gradients':
        return trainingRun.checkGradients(request.rows);
      case 'set-parameters':
        trainingRun.setParameters(request.indices, request.values);
        this.#invalidate();
        return undefined;
      default:
        throw Object.assign(new TypeError(`unknown request ${JSON.stringify(request)}`), {
          code: 'unknown-request',
        });
    }
  }

  async #tables() {
    return tablesOf(await this.#engine);
  }

  /** @param {import('./protocol.js').Configuration} configuration */
  async #configure(configuration) {
    const engine = await this.#engine;
    const tell = (/** @type {import('./protocol.js').Stage} */ stage) =>
      this.#post({ type: 'progress', stage });
    const { dataset, given } = configuration;
    if (isGiven(dataset.kind)) tell('data');
    const rows = isGiven(dataset.kind) ? await this.#loadData(dataset.kind, given) : undefined;
    const trainingRun = new TrainingRun(engine, configuration, tell, rows);
    tell('measurement');
    const now = this.#loop.use(trainingRun);
    this.#loop.setLive(configuration.live);
    this.#trainingRun?.dispose();
    this.#trainingRun = trainingRun;
    this.#run = configuration.run;
    this.#invalidate();
    const configured = { ...trainingRun.describe(), start: trainingRun.save(), now };
    if (configuration.play) this.#loop.play();
    return configured;
  }

  /**
   * @param {TrainingRun} trainingRun
   * @param {{unit: 'step' | 'epoch', count: number}} request
   */
  async #step(trainingRun, { unit, count }) {
    const goal =
      unit === 'step'
        ? { step: trainingRun.step + count, epoch: Infinity }
        : { step: Infinity, epoch: trainingRun.epoch + count };
    await this.#loop.runTo(goal);
    return { step: trainingRun.step, epoch: trainingRun.epoch };
  }

  /** @param {{activation: string, params: Record<string, number>, x: Float32Array}} request */
  async #curve({ activation, params, x }) {
    const engine = await this.#engine;
    return {
      value: engine.activate(activation, x, params),
      derivative: engine.activateDerivative(activation, x, params),
    };
  }

  /** @param {import('./protocol.js').DatasetSpec} spec */
  async #preview(spec) {
    const engine = await this.#engine;
    const dataset = engine.createDataset(spec);
    try {
      const { points, labels, y } = dataset.train();
      return { points, labels, y, dimensions: dataset.dimensions };
    } finally {
      dataset.dispose();
    }
  }

  #required() {
    if (this.#trainingRun) return this.#trainingRun;
    throw Object.assign(new Error('nothing is configured yet'), { code: 'not-configured' });
  }

  #afterSlice() {
    if (!this.#stepped && this.#trainingRun && this.#trainingRun.step > 0) {
      this.#stepped = true;
      const time = performance.timeOrigin + performance.now();
      this.#post({ type: 'first-step', run: this.#run, time });
    }
    if (!this.#loop.running) return; // it has just stopped, and the last frame has been sent
    this.#changed = true;
    this.#sendFrame();
  }

  /** Nothing that was sent before holds any more. */
  #invalidate() {
    this.#changed = true;
    this.#budget.forget();
  }

  /** Training has stopped: sends the frame of the last step, whether the page has asked for one or not. */
  #sendLast() {
    this.#loop.measure();
    this.#invalidate();
    this.#pendingRequest ??= this.#lastRequest;
    this.#sendFrame();
  }

  /** Sends the frame that the page waits for, when there is news and training has had its share. */
  #sendFrame() {
    const trainingRun = this.#trainingRun;
    if (!this.#pendingRequest || !trainingRun || !this.#changed) return;
    if (!this.#loop.busy) this.#budget.forget();
    if (!this.#budget.anyDue) return;
    const request = this.#pendingRequest;
    this.#pendingRequest = null;
    this.#changed = false;
    try {
      const frame = composeFrame(trainingRun, request, this.#progress(), this.#budget);
      this.#post({ type: 'frame', frame }, transferables(frame));
    } catch (error) {
      this.#post({ type: 'broken', message: textOf(error) });
    }
  }

  /** @returns {import('./protocol.js').Progress} */
  #progress() {
    const { running, stepsPerSecond } = this.#loop;
    const [measurements, snapshots] = [this.#loop.takeMeasurements(), this.#loop.takeSnapshots()];
    return { run: this.#run, running, stepsPerSecond, measurements, snapshots };
  }
}

/** @param {unknown} error */
function textOf(error) {
  return error instanceof Error ? error.message : String(error);
}
