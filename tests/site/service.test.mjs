import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHash } from '../../site/src/state/hash.js';
import { datasetSpec, liveSettings, networkSpec } from '../../site/src/state/spec.js';
import { Run } from '../../site/src/session/run.js';
import { engine, schema } from './tables.mjs';

// node's own channel would keep this process alive
globalThis.MessageChannel = class {
  port1 = { onmessage: null };
  port2 = { postMessage: (data) => setImmediate(() => this.port1.onmessage?.({ data })) };
};
const { Service } = await import('../../site/src/worker/service.js');

const request = {
  map: 64,
  heatmap: 24,
  unit: null,
  warp: null,
  statistics: 'full',
  parameters: true,
  gradients: true,
  predictions: true,
  probe: null,
};
const measured = [
  'now',
  'map',
  'heatmaps',
  'unit',
  'warp',
  'parameters',
  'gradients',
  'predictions',
  'probe',
];
const missing = (frame) => measured.filter((part) => frame[part] === undefined);
const deep = `#preset=none&layers=${Array(40).fill(64).join(',')}&activation=relu&learningRate=0.001`;

/** A service with an experiment, and what it says. @param {string} hash */
async function setUp(hash = '#preset=none') {
  const { state } = decodeHash(schema, hash);
  const said = [];
  const waiting = [];
  const post = (message) => {
    const next = waiting.findIndex(({ type }) => type === message.type);
    if (next >= 0) waiting.splice(next, 1)[0].resolve(message);
    else said.push(message);
  };
  const service = new Service({ loadEngine: async () => engine, post });
  let id = 0;
  const host = {
    hear: (type) => {
      const known = said.findIndex((message) => message.type === type);
      if (known >= 0) return Promise.resolve(said.splice(known, 1)[0]);
      return new Promise((resolve) => waiting.push({ type, resolve }));
    },
    ask: async (request) => {
      await service.receive({ ...request, id: (id += 1) });
      const { type, value, message } = await Promise.race([
        host.hear('reply'),
        host.hear('failure'),
      ]);
      assert.equal(type, 'reply', message);
      return value;
    },
    /** The newest frame for this request: the next one, or where there is no news the one that came unasked. */
    frame: async (wanted = request) => {
      const unasked = said.filter(({ type }) => type === 'frame').at(-1);
      said.splice(0, said.length, ...said.filter(({ type }) => type !== 'frame'));
      await service.receive({ type: 'frame', request: wanted });
      if (unasked && !said.some(({ type }) => type === 'frame')) return unasked.frame;
      return (await host.hear('frame')).frame;
    },
  };
  const configuration = {
    run: 1,
    dataset: datasetSpec(state, schema),
    network: networkSpec(state),
    live: liveSettings(state),
  };
  const configured = await host.ask({ type: 'configure', configuration });
  return { ...host, configured, configuration };
}

test('the first frame of a run leaves out nothing', async () => {
  const { frame } = await setUp();
  const first = await frame();
  assert.deepEqual(missing(first), []);
  assert.equal(first.step, 0);
  assert.equal(first.map.size, 64);
});

test('the frame of a run that was paused is of one step, and complete', async () => {
  const { ask, frame } = await setUp();
  await frame();
  await ask({ type: 'play' });
  for (let count = 0; count < 5; count += 1) await frame();
  const { step } = await ask({ type: 'pause' });
  const last = await frame();
  assert.deepEqual(missing(last), []);
  assert.equal(last.step, step);
  assert.equal(last.now.step, step);
  assert.ok(!last.running);
});

test('before a step or a pause is answered, and before a stop, there is a frame of that very step', async () => {
  const { ask, frame, hear, configuration } = await setUp();
  await frame();
  await ask({ type: 'step', unit: 'step', count: 137 }); // between two measurements of the schedule
  const stepped = (await hear('frame')).frame;
  assert.deepEqual([stepped.step, stepped.measurements.at(-1).step], [137, 137]);
  assert.equal(stepped.now.layers.length, 3);
  await hear('stopped');
  await ask({ type: 'live', live: { ...configuration.live, maxSteps: 201 } });
  await ask({ type: 'play' });
  await hear('stopped');
  const stopped = (await hear('frame')).frame;
  assert.deepEqual([stopped.step, stopped.measurements.at(-1).step], [201, 201]);
  await ask({ type: 'live', live: configuration.live });
  await ask({ type: 'play' });
  const { step } = await ask({ type: 'pause' });
  const paused = (await hear('frame')).frame;
  assert.deepEqual([paused.step, paused.now.step], [step, step]);
});

test('a configuration is answered with its first measurement', async () => {
  const { configured } = await setUp();
  const run = new Run(1, configured);
  assert.deepEqual([...run.series.curves.step], [0]);
  assert.ok(Number.isFinite(run.series.curves.trainLoss[0]));
  assert.deepEqual(
    run.layers.map(({ layer }) => layer),
    [0, 1, 2],
  );
});

test('while a heavy network trains, frames come with what is due and leave out the rest', async () => {
  const { ask, frame } = await setUp(deep);
  await frame();
  await ask({ type: 'play' });
  const frames = [];
  const hasMap = ({ map }) => map;
  const leavesOut = (one) => missing(one).length > 0;
  // How many frames pass until then depends on how fast the machine is.
  while (!(frames.some(hasMap) && frames.some(leavesOut))) frames.push(await frame());
  await ask({ type: 'pause' });
  assert.ok(frames.every(({ running }) => running));
  assert.ok(frames.filter(hasMap).every(({ map }) => map.size === 20));
  const complete = await frame();
  assert.equal(complete.map.size, 64, 'and as fine as it was asked for when training stands still');
});

test('what a frame leaves out is as it was', async () => {
  const { ask, frame, configured } = await setUp(deep);
  const run = new Run(1, configured);
  run.take(await frame());
  await ask({ type: 'play' });
  for (let count = 0; count < 6; count += 1) {
    const before = run.frame;
    const update = await frame();
    run.take(update);
    for (const part of measured) {
      assert.equal(run.frame[part], part in update ? update[part] : before[part], part);
    }
    assert.equal(run.step, update.step);
  }
  await ask({ type: 'pause' });
});

test('another request is answered in full, also while training goes on', async () => {
  const { ask, frame } = await setUp(deep);
  await frame();
  await ask({ type: 'play' });
  await frame();
  const other = await frame({ ...request, unit: { layer: 0, unit: 3 }, gradients: false });
  await ask({ type: 'pause' });
  assert.ok(other.running);
  assert.deepEqual(missing(other), []);
  assert.equal(other.unit.outputs, 1);
  assert.equal(other.gradients, null);
});

test('a row that is followed has the z, f(z) and f′(z) that its own inputs and the weights of the frame give', async () => {
  const { ask, frame } = await setUp('#preset=none&layers=3&activation=tanh');
  assert.equal((await frame()).probe, null);
  await ask({ type: 'step', unit: 'step', count: 5 });
  const { probe, parameters } = await frame({ ...request, probe: 7 });
  const { layers } = await ask({ type: 'trace', split: 'train', row: 7 });
  const [x1, x2] = layers[0].input;
  assert.equal(probe.row, 7);
  assert.deepEqual(
    probe.layers.map(({ activation }) => activation.length),
    [3, 1],
  );
  for (let unit = 0; unit < 3; unit += 1) {
    const z = parameters[unit] * x1 + parameters[3 + unit] * x2 + parameters[6 + unit];
    const { preActivation, activation, derivative } = probe.layers[0];
    assert.ok(Math.abs(preActivation[unit] - z) < 1e-5, `z ${preActivation[unit]}, not ${z}`);
    assert.ok(Math.abs(activation[unit] - Math.tanh(z)) < 1e-5);
    assert.ok(Math.abs(derivative[unit] - (1 - Math.tanh(z) ** 2)) < 1e-5);
  }
});

test('a row is followed through a run that diverged, too', async () => {
  const { ask, hear, frame } = await setUp('#preset=exploding');
  await ask({ type: 'step', unit: 'step', count: 100 });
  const { stop } = await hear('stopped');
  assert.equal(stop.reason, 'diverged');
  const { probe } = await frame({ ...request, probe: 0 });
  assert.equal(probe.layers.length, 7);
  assert.ok(probe.layers.some(({ preActivation }) => !preActivation.every(Number.isFinite)));
});

test('where steps are slow enough to be looked at, each comes with everything', async () => {
  const { ask, frame, configuration } = await setUp(deep);
  await frame();
  await ask({ type: 'live', live: { ...configuration.live, speed: 4 } });
  await ask({ type: 'play' });
  const steps = [];
  for (let count = 0; count < 3; count += 1) {
    const one = await frame();
    assert.deepEqual(missing(one), []);
    steps.push(one.step);
  }
  await ask({ type: 'pause' });
  assert.deepEqual(steps, [1, 2, 3]);
});

test('parameters that were set are in the next frame', async () => {
  const { ask, frame } = await setUp(deep);
  await frame();
  await ask({ type: 'play' });
  await frame();
  const [indices, values] = [Uint32Array.of(5), Float32Array.of(0.125)];
  await ask({ type: 'pause' });
  await ask({ type: 'set-parameters', indices, values });
  const { parameters } = await frame();
  assert.equal(parameters[5], 0.125);
});

test('the heatmap of the output layer is the map', async () => {
  const { frame } = await setUp();
  const { heatmaps, map } = await frame();
  assert.equal(heatmaps.length, 3);
  assert.equal(heatmaps[2], map);
  assert.equal(heatmaps[0].size, 24);
  assert.equal(heatmaps[0].outputs, 8);
});

test('without a map the output layer has a heatmap of its own', async () => {
  const { frame } = await setUp();
  const { heatmaps, map } = await frame({ ...request, map: 0 });
  assert.equal(map, null);
  assert.equal(heatmaps[2].size, 24);
});

test('a run that is stepped to where it diverges says so at that step, and has nothing to come back to there', async () => {
  const { ask, hear, frame } = await setUp('#v=1&preset=exploding');
  await ask({ type: 'play' });
  const { stop } = await hear('stopped');
  assert.equal(stop.reason, 'diverged');
  const { step: last } = stop.divergence;

  const stepped = await setUp('#v=1&preset=exploding');
  for (let step = 1; step <= last; step += 1) {
    await stepped.ask({ type: 'step', unit: 'step', count: 1 });
  }
  let heard;
  do heard = await stepped.hear('stopped');
  while (heard.stop.reason !== 'diverged');
  assert.deepEqual(heard.stop.divergence, stop.divergence);
  for (const { snapshots } of [await frame(), await stepped.frame()]) {
    assert.deepEqual(snapshots.at(-1).step, last - 1);
  }
});
