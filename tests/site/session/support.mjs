/** A session over a worker that answers as it is told, and measurements of a run as the worker measures them. */

import { Session } from '../../../site/src/session/session.js';
import { plainState } from '../../../site/src/state/state.js';
import { engine } from '../tables.mjs';

/** A failure as the worker reports it. @param {string} code @param {string} [message] */
export const failure = (code, message = code) => Object.assign(new Error(message), { code });

/** Hears what a session asks of the worker; `answers` are by request, as functions of its arguments. */
export class FakeClient {
  asked = [];
  answers = {};
  onFrame = () => {};
  onStopped = () => {};
  onLost = () => {};
  onFirstStep = () => {};
  onProgress = () => {};

  /** Names of what was asked for since the last call. */
  take() {
    return this.asked.splice(0).map(([name]) => name);
  }

  async #ask(name, ...given) {
    this.asked.push([name, ...given]);
    return this.answers[name]?.(...given);
  }

  load = async () => (await this.#ask('load')) ?? engine;
  configure = async (configuration) =>
    (await this.#ask('configure', configuration)) ?? configuredAs({});
  play = () => this.#ask('play');
  pause = () => this.#ask('pause');
  step = (unit, count) => this.#ask('step', unit, count);
  setLive = (live) => this.#ask('live', live);
  restore = (bytes) => this.#ask('restore', bytes);
  trace = (split, row) => this.#ask('trace', split, row);
  setParameters = (indices, values) => this.#ask('set-parameters', indices, values);
  takeSnapshots = async () => (await this.#ask('take-snapshots')) ?? [];
  requestFrame = (request) => void this.asked.push(['frame', request]);
  dispose = () => void this.asked.push(['dispose']);
  supersede = () => void this.asked.push(['supersede']);
  restart = () => void this.asked.push(['restart']);
}

export const configuredAs = ({ parameterCount = 9, rows = 3 }) => ({
  dataset: { outputs: 1, train: { labels: new Int32Array(0), y: new Float32Array(rows) } },
  parameterCount,
  start: Uint8Array.of(0),
  now: measurementAt(0),
});

/** @param {number} step @param {object} [rest] */
export const measurementAt = (step, rest = {}) => ({
  step,
  epoch: Math.floor(step / 10),
  layers: null,
  train: { loss: 1 / (1 + step), accuracy: 0.5 },
  test: { loss: 2 / (1 + step), accuracy: 0.25 },
  ...rest,
});

/** A frame of a run that has got to `step`. */
export const frameAt = (
  step,
  { run = 1, snapshots = [], measurements = [measurementAt(step)], ...rest } = {},
) => ({
  run,
  running: true,
  stepsPerSecond: 100,
  measurements,
  snapshots,
  step,
  epoch: Math.floor(step / 10),
  learningRate: 0.1,
  now: measurementAt(step),
  ...rest,
});

export const snapshotAt = (step) => ({ step, bytes: Uint8Array.of(step) });

/** What waits in promises is done. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

globalThis.requestAnimationFrame ??= (callback) => setImmediate(callback);

/** A session that is open, and the events that it has sent since. */
export async function openSession({ state = plainState, play = false, answers = {} } = {}) {
  const client = Object.assign(new FakeClient(), { answers });
  const session = new Session(client);
  const events = [];
  for (const type of ['change', 'frame', 'step', 'epoch', 'diverged', 'failed']) {
    session.addEventListener(type, () => events.push(type));
  }
  await session.open(() => ({ state, notes: [] }), play);
  client.take();
  events.length = 0;
  return { session, client, events };
}

/** Lets a session's run get to a step, with a snapshot at each of these. */
export function runTo(session, client, step, snapshots = []) {
  client.onFrame(frameAt(step, { run: session.run.id, snapshots: snapshots.map(snapshotAt) }));
}
