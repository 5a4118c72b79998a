/**
 * One playground at work: the state, the run that it leads to, and what is known of that run. Everything
 * on the page is drawn from a session, and changes only through its methods.
 *
 * Events: `change` (state, status, notes, layout of the run), `frame` (new measurements), `step`, `epoch`,
 * `diverged`, `stop` (with its reason), `failed`.
 *
 * @typedef {import('../engine-client.js').EngineClient} EngineClient
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('../state/setting-texts.js').Note} Note
 * @typedef {import('../worker/protocol.js').Configuration} Configuration
 * @typedef {import('../worker/protocol.js').FrameUpdate} FrameUpdate
 * @typedef {import('../worker/protocol.js').Stage} Stage
 * @typedef {import('../worker/protocol.js').Stop} Stop
 * @typedef {import('../worker/protocol.js').FrameRequest} FrameRequest
 * @typedef {import('./run.js').PastRun} PastRun
 *
 * The state and the network when the worker is ended; `freed` once it has been.
 * @typedef {{state: State, snapshot: Uint8Array | undefined, freed: boolean}} Released
 */

import { loadOrExplain } from '../load-module.js';
import { isReplaced, newerVersion } from '../replaced.js';
import { createSchema } from '../state/schema.js';
import { ownKind } from '../data/shipped-info.js';
import { changeBetween, datasetSpec, liveSettings, networkSpec } from '../state/spec.js';
import { plainState } from '../state/state.js';
import { checkState } from '../state/validate.js';
import { Builds } from './builds.js';
import { EditHistory } from './edit-history.js';
import { isAtLimit, limitNote } from './limit.js';
import { emptyFrameRequest } from './empty-frame-request.js';
import { Run } from './run.js';
import { Walk } from './walk.js';

const maximumPastRuns = 4;
const loadSharedWeights = () =>
  loadOrExplain('The part that reads shared weights', () => import('./shared-weights.js'));

let sessions = 0;

export class Session extends EventTarget {
  /** What is known of the run that the session is at. */
  run = new Run(0, null);
  /** Unlike that of any other session of the page. */
  id = `session-${(sessions += 1)}`;
  #client;
  #history = new EditHistory(plainState);
  #builds;
  /** Of the run: another worker continues it with this. @type {Configuration | null} */
  #configuration = null;
  /** The reader's own tables, by what a link says of them. @type {Map<string, import('../worker/protocol.js').GivenRows>} */
  #ownRows = new Map();
  /** @type {Released | null} */
  #released = null;
  /** The element is out of its document. */
  #suspended = false;
  /** How the first run is opened, to try again. @type {Parameters<Session['open']> | null} */
  #opening = null;
  /** The state that the worker trains. @type {State | null} */
  #trained = null;

  /** @type {'loading' | 'failed' | 'ready'} */
  status = 'loading';
  /** Why the engine cannot be used. */
  failure = '';
  /** The same for programs. */
  failureCode = '';
  /** What the worker is at before a run begins; null while there is a run. @type {'worker' | Stage | null} */
  stage = 'worker';
  /** @type {Schema | null} */
  schema = null;
  playing = false;
  /** @type {PastRun[]} the latest first */
  pastRuns = [];
  /** @type {Note[]} what could not be taken over, for people to read */
  notes = [];
  walk = new Walk({
    rowCount: () => this.#trainingRows,
    pause: () => this.pause(),
    trace: (row) => this.#client.trace('train', row),
    update: () => this.advance('step'),
  });
  /** Whether single letters and signs are shortcuts. */
  characterKeys = true;
  /** What the visible views need; set by the page. @type {() => FrameRequest} */
  frameRequest = () => emptyFrameRequest;

  /** @param {EngineClient} client */
  constructor(client) {
    super();
    this.#client = client;
    this.#builds = new Builds(client);
    client.onFrame = (frame) => this.#takeFrame(frame);
    client.onStopped = (stop) => this.#stopped(stop);
    client.onLost = (recovered, reason, code) => this.#lost(recovered, reason, code);
    client.onProgress = (stage) => {
      if (this.run.configured && !this.#builds.inProgress) return; // another worker takes up the run
      this.stage = stage;
      this.#changed();
    };
    // When the worker was done with it: the page may have been drawing when it was told.
    client.onFirstStep = (time) =>
      performance.mark('gp-first-step', { startTime: Math.max(0, time - performance.timeOrigin) });
  }

  /** @returns {State} */
  get state() {
    return this.#history.state;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  get #trainingRows() {
    if (!this.run.configured) return 0;
    const { train, outputs } = this.run.configured.dataset;
    return train.y.length / outputs;
  }

  /** Answers of the engine that no field of the session holds. */
  get engine() {
    return this.#client;
  }

  /**
   * Loads the engine and begins the first run.
   * @param {(schema: Schema) => {state: State, notes: Note[]}} initial
   * @param {boolean} play
   */
  async open(initial, play) {
    this.#opening = [initial, play];
    try {
      this.schema = createSchema(await this.#client.load());
      const { state, notes } = initial(this.schema);
      this.notes = notes;
      this.#history = new EditHistory(state);
      this.status = 'ready';
      this.playing = play;
      await this.#restart();
    } catch (error) {
      const gone =
        /** @type {{code?: string}} */ (error).code === 'load-failed' && (await isReplaced());
      this.#fail(gone ? Object.assign(new Error(newerVersion), { code: 'replaced' }) : error);
    }
  }

  /** Starts the engine again after it has failed: as at first, or with the state that there is. */
  retry() {
    this.status = 'loading';
    this.stage = 'worker';
    this.#client.restart();
    this.#changed();
    if (!this.run.configured && this.#opening) return this.open(...this.#opening);
    this.status = 'ready';
    return this.#restart();
  }

  /**
   * Takes over another state, unless something is wrong with it.
   * @param {State} next
   * @param {boolean} [anew] from the start, whatever has changed, and trains
   * @returns {string | null} why it was refused
   */
  change(next, anew) {
    if (!this.schema) return 'The engine is still being loaded.';
    const [problem] = checkState(this.schema, next);
    if (problem) return problem.message;
    const before = this.state;
    const undoable = this.#history.change(next);
    if (anew) this.playing = true;
    this.#apply(before, { anew, undoable });
    return null;
  }

  undo() {
    const before = this.state;
    this.#follow(this.#history.undo(), before);
  }

  redo() {
    const before = this.state;
    this.#follow(this.#history.redo(), before);
  }

  /**
   * Does what a move along the history asks for.
   * @param {ReturnType<EditHistory['undo']>} edit of the weights
   * @param {State} before
   */
  async #follow(edit, before) {
    if (!edit) {
      if (this.state !== before) this.#apply(before);
      return;
    }
    this.playing = false;
    this.#changed();
    await this.#command(async () => {
      const { from, to } = edit;
      from.snapshot = await this.#takeSnapshot();
      if (!to.snapshot) return;
      this.run.cut(to.snapshot.step);
      await this.#client.restore(to.snapshot.bytes);
    });
  }

  /** The network as it is now. */
  async #takeSnapshot() {
    const entries = await this.#client.takeSnapshots();
    if (this.run.viewedStep === null) this.run.keep(entries);
    return entries.at(-1) ?? null;
  }

  async play() {
    if (this.status !== 'ready' || this.playing) return;
    if (isAtLimit(this)) {
      this.setNotes([limitNote(this)]);
      return;
    }
    if (this.run.divergence) this.rewind();
    this.#goOnFrom();
    this.walk.end();
    this.playing = true;
    this.#changed();
    await this.#command(() => this.#client.play());
  }

  async pause() {
    if (!this.playing) return;
    this.playing = false;
    this.#changed();
    await this.#command(() => this.#client.pause());
    this.#tellStop('paused');
  }

  /**
   * @param {'step' | 'epoch'} unit
   * @param {number} [count]
   */
  async advance(unit, count = 1) {
    if (this.status !== 'ready') return;
    if (this.run.divergence) this.rewind();
    this.#goOnFrom();
    const { playing } = this;
    this.playing = false;
    this.#changed();
    await this.#command(() => this.#client.step(unit, count));
    if (playing) this.#tellStop('paused');
  }

  /** The same weights again. */
  async reset() {
    if (this.status !== 'ready') return;
    this.#keepPastRun(this.state);
    await this.#restart();
  }

  /** The next seed: other weights, another order of the rows. */
  newSeed() {
    const { state } = this;
    return this.change({ ...state, seed: (state.seed + 1) % 2 ** 32 });
  }

  /** The next phase of a training step, in slow motion. */
  async walkOn() {
    if (this.status !== 'ready') return;
    await this.#command(() => this.walk.next());
    this.#changed();
  }

  endWalk() {
    this.walk.end();
    this.#changed();
  }

  /** Looks back at the recorded measurement nearest to a step. @param {number} step */
  async viewStep(step) {
    const { run } = this;
    if (run.viewedStep === null) await this.#keepTip(run);
    const entry = run.recording.nearest(step);
    if (!entry || entry.step === this.run.step || run !== this.run) return;
    this.playing = false;
    run.viewedStep = entry.step === run.recording.steps.at(-1) ? null : entry.step;
    this.#changed();
    await this.#command(() => this.#client.restore(entry.bytes));
  }

  /** Back to the last good measurement before the run diverged. */
  async rewind() {
    const { run } = this;
    const entry = run.recording.before(run.divergence?.step ?? Infinity);
    if (!entry) {
      await this.#restart();
      return;
    }
    run.cut(entry.step);
    this.#changed();
    await this.#command(() => this.#client.restore(entry.bytes));
  }

  /**
   * @param {Uint32Array} indices of parameters
   * @param {Float32Array} values
   */
  async setParameters(indices, values) {
    if (this.status !== 'ready') return;
    this.#goOnFrom();
    await this.#command(async () => {
      await this.#history.edit(indices, this.run.step, () => this.#takeSnapshot());
      await this.#client.setParameters(indices, values);
    });
    this.#changed();
  }

  /** Asks for measurements again, after what is wanted has changed. */
  refresh() {
    this.#client.requestFrame(this.frameRequest());
  }

  /** In a hidden tab training leaves most of a core to others. @param {boolean} hidden */
  setHidden(hidden) {
    this.#client.setHidden(hidden);
  }

  /** @param {boolean} on */
  useCharacterKeys(on) {
    this.characterKeys = on;
    this.#changed();
  }

  /** @param {Note[]} notes */
  setNotes(notes) {
    this.notes = notes;
    this.#changed();
  }

  dispose() {
    this.#client.dispose();
  }

  /** The element has left its document, perhaps only to be put elsewhere: training waits. */
  suspend() {
    this.#suspended = true;
    if (this.playing) this.#command(() => this.#client.pause());
  }

  /** The element is not coming back at once: frees the worker, and keeps what is needed to go on. */
  async release() {
    /** @type {Released} */
    const released = { state: this.state, snapshot: undefined, freed: false };
    this.#released = released;
    await this.#command(async () => {
      const entries = await this.#client.takeSnapshots();
      released.snapshot = entries.at(-1)?.bytes;
      if (this.run.viewedStep === null) this.run.keep(entries);
    });
    if (this.#released !== released) return;
    released.freed = true;
    this.#client.dispose();
  }

  /** The element is back: the run goes on where it stood, with what has been changed in the meantime. */
  resume() {
    if (!this.#suspended) return;
    this.#suspended = false;
    const released = this.#released;
    this.#released = null;
    if (!released?.freed) {
      if (this.playing) this.#command(() => this.#client.play());
      return;
    }
    this.#client.restart();
    const schema = /** @type {Schema} */ (this.schema);
    const anew = changeBetween(released.state, this.state, schema) === 'reset';
    if (anew || !released.snapshot) this.#restart();
    else this.#builds.follow(this.#goOnWith(released.snapshot));
  }

  /**
   * @param {State} before
   * @param {{anew?: boolean, undoable?: boolean}} [how] whether to start again in any case; whether the change is a step
   *   of the history, which is dropped where the engine refuses it
   */
  #apply(before, { anew = false, undoable = false } = {}) {
    const schema = /** @type {Schema} */ (this.schema);
    const change = anew ? 'reset' : changeBetween(before, this.state, schema);
    this.notes = [];
    if (this.#released?.freed) {
      // There is no worker: the next one is given all that has changed.
    } else if (change === 'reset') {
      this.#keepPastRun(before);
      this.playing ||= this.run.interrupted;
      this.#restart(before, undoable);
    } else if (change === 'live') {
      this.#command(() => this.#client.setLive(liveSettings(this.state)));
    } else {
      this.refresh(); // what the page shows may need other measurements, also while nothing is trained
    }
    this.#changed();
  }

  /**
   * @param {State} [before] to go back to where the engine refuses
   * @param {boolean} [undoable]
   */
  #restart(before, undoable) {
    return this.#builds.ask(() => this.#begin(before, undoable));
  }

  /**
   * @param {State} [before]
   * @param {boolean} [undoable]
   */
  async #begin(before, undoable) {
    const { state } = this;
    const schema = /** @type {Schema} */ (this.schema);
    const id = this.run.id + 1;
    if (state.data === ownKind && !this.#ownRows.has(state.file)) {
      this.#missesFile(before);
      return;
    }
    try {
      const shared = state.weights ? await loadSharedWeights() : null;
      const configuration = {
        run: id,
        dataset: datasetSpec(state, schema),
        ...(state.data === ownKind && { given: this.#ownRows.get(state.file) }),
        network: networkSpec(state),
        live: liveSettings(state),
        play: this.playing && !this.#suspended,
        ...shared?.sharedParameters(state),
      };
      const configured = await this.#builds.configure(configuration).finally(() => {
        this.stage = null;
      });
      this.#configuration = configuration;
      this.#trained = state;
      this.run = new Run(id, configured);
      this.walk.end();
      if (shared) {
        const { taken, note } = shared.sharedWeightsNote(configuration, configured.parameterCount);
        if (!taken && this.state === state) this.#history.amend({ ...state, weights: '' });
        if (!taken || id === 1 || before) this.notes = [...this.notes, note];
      }
      this.#changed();
      this.refresh();
    } catch (error) {
      this.#refused(error, before, undoable);
    }
  }

  /**
   * The rows of the state's own table are not here: goes on with other data, and says so.
   * @param {State} [before]
   */
  #missesFile(before) {
    const { file } = this.state;
    const { data } = before && before.data !== ownKind ? before : plainState;
    const [name, shape, hash, target] = file.split('~');
    const message = file
      ? `The table ${name} (${shape}, target ${target}, SHA-256 ${hash}…) is not in the link. Open it under “Your own table”.`
      : 'Open a table under “Your own table”.';
    this.#history.amend({ ...this.state, data, file: '' });
    this.notes = [...this.notes, { field: 'file', message }];
    this.#restart();
    this.#changed();
  }

  /**
   * Trains on a table of the reader's own, which stays in this page.
   * @param {string} file what it is, as a link says it
   * @param {import('../worker/protocol.js').GivenRows} rows
   */
  useTable(file, rows) {
    this.#ownRows.set(file, rows);
    this.change({ ...this.state, data: ownKind, file });
  }

  /** The same run in another worker. @param {Uint8Array} snapshot */
  async #goOnWith(snapshot) {
    const { state, playing } = this;
    const configuration = /** @type {Configuration} */ (this.#configuration);
    try {
      const change = { live: liveSettings(state), play: playing && !this.#suspended, snapshot };
      await this.#client.configure({ ...configuration, ...change });
      this.refresh();
    } catch (error) {
      this.#refused(error);
    }
  }

  /**
   * @param {unknown} error
   * @param {State} [before]
   * @param {boolean} [undoable]
   */
  #refused(error, before, undoable = false) {
    const { code, message } = /** @type {{code?: string, message: string}} */ (error);
    if (code === 'superseded' || (code === 'worker-lost' && (!before || this.#released))) return;
    if (!this.run.configured) {
      this.#fail(error);
      return;
    }
    if (before) this.#history.revert(before, undoable);
    this.notes = [{ field: 'engine', message }];
    // What stood before may have been given up while it was built.
    if (before && this.#trained && this.state !== this.#trained) this.#restart();
    else if (this.playing) this.#command(() => this.#client.play());
    this.#changed();
  }

  /**
   * @param {() => Promise<unknown>} command
   */
  async #command(command) {
    try {
      await this.#builds.settled;
      await command();
    } catch (error) {
      const { code, message } = /** @type {{code?: string, message: string}} */ (error);
      if (code === 'worker-lost' || code === 'not-configured') return;
      this.setNotes([{ field: 'engine', message }]);
    }
  }

  /** @param {FrameUpdate} frame */
  #takeFrame(frame) {
    requestAnimationFrame(() => this.refresh());
    const { run } = this;
    if (frame.run !== run.id) return;
    const last = run.frame;
    run.take(frame);
    this.dispatchEvent(new Event('frame'));
    if (last && frame.step > last.step) this.dispatchEvent(new Event('step'));
    if (last && frame.epoch > last.epoch) this.dispatchEvent(new Event('epoch'));
  }

  /** Before the first look back: all that was recorded, up to where the run stands. @param {Run} run */
  #keepTip(run) {
    return this.#command(async () => {
      await this.#client.pause();
      run.keep(await this.#client.takeSnapshots());
    });
  }

  /** Training continues from the viewed step: discards everything after it. */
  #goOnFrom() {
    const { viewedStep } = this.run;
    if (viewedStep === null) return;
    this.#keepPastRun(this.state);
    this.run.cut(viewedStep);
  }

  /** @param {State} state */
  #keepPastRun(state) {
    const pastRun = this.run.pastRun(state);
    if (pastRun) this.pastRuns = [pastRun, ...this.pastRuns].slice(0, maximumPastRuns);
  }

  /** @param {Stop} stop */
  #stopped(stop) {
    if (stop.reason === 'diverged') {
      this.run.divergence = stop.divergence;
      this.run.interrupted = this.playing;
      this.dispatchEvent(new Event('diverged'));
    }
    // A step that was asked for ends without a word.
    const told = stop.reason === 'diverged' || this.playing;
    this.playing = false;
    this.#changed();
    if (told) this.#tellStop(stop.reason);
  }

  /** Training has stopped, and the history includes its last step. @param {Stop['reason'] | 'paused'} reason */
  #tellStop(reason) {
    this.dispatchEvent(new CustomEvent('stop', { detail: { reason } }));
  }

  /**
   * @param {boolean} recovered
   * @param {string} reason
   * @param {string} [code]
   */
  #lost(recovered, reason, code = 'worker-failed') {
    if (!recovered) {
      this.#fail(Object.assign(new Error(reason), { code }));
      return;
    }
    if (!this.run.configured) {
      if (this.schema) this.#restart();
      else if (this.#opening) this.open(...this.#opening);
      return;
    }
    const message = `The engine stopped and was started again; the run goes on. (${reason})`;
    this.setNotes([...this.notes, { field: 'engine', message }]);
    this.refresh();
  }

  /** @param {unknown} error */
  #fail(error) {
    const { code = 'failed' } = /** @type {{code?: string}} */ (error);
    if (code === 'worker-lost') return;
    this.status = 'failed';
    this.failureCode = code;
    this.playing = false;
    this.failure = error instanceof Error ? error.message : String(error);
    this.#changed();
    this.dispatchEvent(new Event('failed'));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
