// What the worker answers to each request, and what it tells unasked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { datasetSpec, liveSettings, networkSpec } from '../../site/src/state/spec.js';
import { engineWith } from './engine-with.mjs';
import { engine, schema } from './tables.mjs';

globalThis.MessageChannel = class {
  port1 = { onmessage: null };
  port2 = { postMessage: () => setImmediate(() => this.port1.onmessage()) };
};
const { Service } = await import('../../site/src/worker/service.js');

const state = { ...plainState, layers: layersOf([3]), samples: 40, batchSize: 5 };
const configuration = {
  run: 4,
  dataset: datasetSpec(state, schema),
  network: networkSpec(state),
  live: liveSettings(state),
};
const request = {
  map: 8,
  heatmap: 0,
  unit: null,
  warp: null,
  statistics: 'magnitudes',
  parameters: true,
  gradients: false,
  predictions: false,
  probe: null,
};

/** A service, and all that it says. */
function setUp({ loadEngine = async () => engine } = {}) {
  const said = [];
  const service = new Service({ loadEngine, post: (message) => void said.push(message) });
  let id = 0;
  const ask = async (request) => {
    await service.receive({ ...request, id: (id += 1) });
    const index = said.findIndex((message) => message.id === id);
    return said.splice(index, 1)[0];
  };
  const valueOf = async (request) => {
    const { type, value } = await ask(request);
    assert.equal(type, 'reply', request.type);
    return value;
  };
  const heard = (type) => said.filter((message) => message.type === type);
  return { service, said, ask, valueOf, heard };
}

/** A service with a run, and nothing said so far. */
async function configured(change = {}) {
  const all = setUp();
  const first = await all.valueOf({
    type: 'configure',
    configuration: { ...configuration, ...change },
  });
  all.said.length = 0;
  return { ...all, first };
}

const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

test('the tables of the engine come without the engine itself', async () => {
  const tables = await setUp().valueOf({ type: 'load' });
  assert.deepEqual(Object.keys(tables).sort(), [
    'activations',
    'datasets',
    'features',
    'initializers',
    'limits',
    'losses',
    'optimizers',
    'schedules',
    'variant',
    'version',
  ]);
  assert.equal(tables.activations, engine.activations);
});

test('an engine that cannot be loaded is a failure of each request', async () => {
  const broken = setUp({ loadEngine: () => Promise.reject(new Error('no memory')) });
  for (const type of ['load', 'configure']) {
    const { type: answer, message, code } = await broken.ask({ type, configuration });
    assert.deepEqual([answer, message, code], ['failure', 'no memory', 'failed']);
  }
});

test('a ping is answered at any time', async () => {
  assert.equal(await setUp().valueOf({ type: 'ping' }), true);
});

test('without a run, requests for one fail by that', async () => {
  const { ask } = setUp();
  for (const type of ['play', 'pause', 'step', 'parameters', 'snapshot', 'nonsense']) {
    const { type: answer, code } = await ask({ type });
    assert.deepEqual([answer, code], ['failure', 'not-configured']);
  }
});

test('an unknown request fails', async () => {
  const { ask } = await configured();
  const { type, code } = await ask({ type: 'nonsense' });
  assert.deepEqual([type, code], ['failure', 'unknown-request']);
});

test('a run is described with the snapshot that it starts from', async () => {
  const { first, valueOf } = await configured();
  assert.equal(first.parameterCount, 13);
  const snapshot = await valueOf({ type: 'snapshot' });
  assert.deepEqual(first.start, snapshot);
});

test('a refusal of the engine comes with its code, and the run before goes on', async () => {
  const { ask, valueOf } = await configured();
  const network = { ...configuration.network, layers: [{ units: -1 }] };
  const { type, code } = await ask({
    type: 'configure',
    configuration: { ...configuration, network },
  });
  assert.deepEqual([type, code], ['failure', 'out-of-range']);
  assert.deepEqual(await valueOf({ type: 'step', unit: 'step', count: 2 }), { step: 2, epoch: 0 });
});

test('steps and epochs are answered when they are done', async () => {
  const { valueOf } = await configured();
  assert.deepEqual(await valueOf({ type: 'step', unit: 'step', count: 3 }), { step: 3, epoch: 0 });
  assert.deepEqual(await valueOf({ type: 'step', unit: 'epoch', count: 2 }), { step: 8, epoch: 2 });
});

test('play trains until pause', async () => {
  const { valueOf, heard } = await configured();
  await valueOf({ type: 'play' });
  await until(() => heard('first-step').length > 0);
  const { step } = await valueOf({ type: 'pause' });
  assert.ok(step > 0);
  const { step: still } = await valueOf({ type: 'parameters' });
  assert.equal(still, step);
});

test('a run that is to be played begins at once, and others do not', async () => {
  for (const play of [true, false]) {
    const { heard, valueOf } = await configured({ play });
    if (play) await until(() => heard('first-step').length > 0);
    else for (let count = 0; count < 5; count += 1) await new Promise(setImmediate);
    const { step } = await valueOf({ type: 'pause' });
    assert.equal(step > 0, play);
  }
});

test('the first step of all is told once, with its time', async () => {
  const { valueOf, heard } = await configured();
  const before = performance.timeOrigin + performance.now();
  for (let count = 0; count < 3; count += 1)
    await valueOf({ type: 'step', unit: 'step', count: 1 });
  const [first, ...rest] = heard('first-step');
  assert.deepEqual(rest, []);
  assert.equal(first.run, 4);
  assert.ok(first.time >= before && first.time <= performance.timeOrigin + performance.now());
});

test('training that stops by itself says of which run it is', async () => {
  const { valueOf, heard } = await configured();
  await valueOf({ type: 'live', live: { ...configuration.live, maxSteps: 6 } });
  await valueOf({ type: 'play' });
  await until(() => heard('stopped').length > 0);
  assert.deepEqual(heard('stopped'), [{ type: 'stopped', run: 4, stop: { reason: 'max-steps' } }]);
  assert.equal((await valueOf({ type: 'pause' })).step, 6);
});

test('a page that is hidden has its worker rest between slices', async (context) => {
  const { service, valueOf } = await configured();
  const timers = context.mock.method(globalThis, 'setTimeout');
  for (const hidden of [false, true]) {
    timers.mock.resetCalls();
    await service.receive({ type: 'visibility', hidden });
    await valueOf({ type: 'play' });
    for (let count = 0; count < 50; count += 1) await new Promise(setImmediate);
    await valueOf({ type: 'pause' });
    assert.equal(timers.mock.callCount() > 0, hidden);
  }
});

test('settings that change while training goes on are taken over', async () => {
  const { valueOf, service, heard } = await configured();
  await valueOf({ type: 'live', live: { ...configuration.live, learningRate: 0.75 } });
  await service.receive({ type: 'frame', request });
  assert.equal(heard('frame')[0].frame.learningRate, 0.75);
});

test('a snapshot is restored standing still', async () => {
  const { valueOf } = await configured();
  await valueOf({ type: 'step', unit: 'step', count: 9 });
  const snapshot = await valueOf({ type: 'snapshot' });
  await valueOf({ type: 'step', unit: 'step', count: 3 });
  await valueOf({ type: 'play' });
  assert.deepEqual(await valueOf({ type: 'restore', snapshot }), { step: 9, epoch: 2 });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await valueOf({ type: 'parameters' })).step, 9);
});

test('snapshots are those that were recorded, and the present one', async () => {
  const { valueOf } = await configured();
  await valueOf({ type: 'step', unit: 'step', count: 9 });
  const taken = await valueOf({ type: 'take-snapshots' });
  assert.deepEqual(
    taken.map(({ step }) => step),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  const again = await valueOf({ type: 'take-snapshots' });
  assert.equal(again.length, 1);
});

test('parameters are read and set', async () => {
  const { valueOf } = await configured();
  const before = await valueOf({ type: 'parameters' });
  assert.deepEqual([before.step, before.parameters.length], [0, 13]);
  await valueOf({ type: 'set-parameters', indices: Uint32Array.of(3), values: Float32Array.of(7) });
  assert.equal((await valueOf({ type: 'parameters' })).parameters[3], 7);
});

test('rows are traced and gradients checked', async () => {
  const { valueOf } = await configured();
  const { layers } = await valueOf({ type: 'trace', split: 'test', row: 1 });
  assert.equal(layers.length, 2);
  const check = await valueOf({ type: 'check-gradients', rows: 4 });
  assert.ok(check.worstRelativeError < 1e-2);
});

test('curves of activations and previews of data sets need no run', async () => {
  const { valueOf } = setUp();
  const x = Float32Array.of(-2, 0, 3);
  const { value, derivative } = await valueOf({
    type: 'curve',
    activation: 'leaky-relu',
    params: { slope: 0.5 },
    x,
  });
  assert.deepEqual([...value], [-1, 0, 3]);
  assert.deepEqual([...derivative], [0.5, 0.5, 1]);
  const dataset = { kind: 'sine-1d', samples: 20, testFraction: 0, seed: 1 };
  const preview = await valueOf({ type: 'preview', dataset });
  assert.equal(preview.dimensions, 1);
  assert.equal(preview.points.length, 20);
  assert.equal(preview.y.length, 20);
});

test('a frame is sent when it is asked for and there is news, and once', async () => {
  const { service, heard, valueOf } = await configured();
  await service.receive({ type: 'frame', request });
  assert.equal(heard('frame').length, 1);
  await service.receive({ type: 'frame', request });
  assert.equal(heard('frame').length, 1, 'nothing has changed');
  await service.receive({ type: 'frame', request: { ...request, map: 4 } });
  assert.equal(heard('frame').length, 2, 'something else is wanted');
  assert.equal(heard('frame')[1].frame.map.size, 4);
  await valueOf({ type: 'step', unit: 'step', count: 1 });
  assert.equal(heard('frame').length, 3, 'of the very step, before it is answered');
  assert.equal(heard('frame')[2].frame.step, 1);
  await service.receive({ type: 'frame', request: { ...request, map: 4 } });
  assert.equal(heard('frame').length, 3, 'nothing has changed since');
});

test('a frame that was asked for while there was no news comes with the request that brings some', async () => {
  const { service, heard, valueOf } = await configured();
  await service.receive({ type: 'frame', request });
  await service.receive({ type: 'frame', request });
  await valueOf({ type: 'parameters' });
  assert.equal(heard('frame').length, 1, 'that is no news');
  await valueOf({ type: 'set-parameters', indices: Uint32Array.of(3), values: Float32Array.of(7) });
  assert.equal(heard('frame').length, 2);
  assert.equal(heard('frame')[1].frame.parameters[3], 7);
  await service.receive({ type: 'frame', request });
  await valueOf({ type: 'configure', configuration: { ...configuration, run: 5 } });
  assert.equal(heard('frame').length, 3, 'another run is news');
  assert.equal(heard('frame')[2].frame.run, 5);
});

test('a frame says of which run it is, and brings the measurements since the last', async () => {
  const { service, heard, valueOf } = await configured();
  await valueOf({ type: 'step', unit: 'step', count: 3 });
  await service.receive({ type: 'frame', request });
  const [{ frame }] = heard('frame');
  assert.equal(frame.run, 4);
  assert.equal(frame.running, false);
  assert.equal(frame.stepsPerSecond, 0);
  assert.deepEqual(
    frame.measurements.map(({ step }) => step),
    [0, 1, 2, 3],
  );
  assert.deepEqual(
    frame.snapshots.map(({ step }) => step),
    [1, 2, 3],
  );
});

test('views that look at the layers in full make the history full', async () => {
  const full = async (statistics) => {
    const { service, heard, valueOf } = await configured();
    await service.receive({ type: 'frame', request: { ...request, statistics } });
    await valueOf({ type: 'step', unit: 'step', count: 5 });
    await service.receive({ type: 'frame', request: { ...request, statistics } });
    const measurements = heard('frame').flatMap(({ frame }) => frame.measurements);
    const { layers } = measurements.find(({ step }) => step === 5);
    return layers[0].activationValues.histogram !== undefined;
  };
  assert.equal(await full('full'), true);
  assert.equal(await full('magnitudes'), false);
});

test('what is handed over with a frame is its own', async () => {
  const transfers = [];
  const service = new Service({
    loadEngine: async () => engine,
    post: ({ type }, transfer) => void (type === 'frame' && transfers.push(transfer)),
  });
  await service.receive({ type: 'configure', configuration, id: 1 });
  await service.receive({ type: 'frame', request });
  assert.equal(transfers.length, 1);
  assert.ok(transfers[0].length >= 2);
});

test('an engine that breaks while it trains is told of', async () => {
  const spy = engineWith({
    network: () => ({
      train: () => {
        throw new Error('unreachable executed');
      },
    }),
  });
  const { valueOf, heard } = setUp({ loadEngine: async () => spy });
  await valueOf({ type: 'configure', configuration });
  await valueOf({ type: 'play' });
  await until(() => heard('broken').length > 0);
  assert.deepEqual(heard('broken'), [{ type: 'broken', message: 'unreachable executed' }]);
});

test('an engine that breaks while a frame is made is told of', async () => {
  const spy = engineWith({
    network: () => ({
      predict: () => {
        throw new Error('unreachable executed');
      },
    }),
  });
  const { service, valueOf, heard } = setUp({ loadEngine: async () => spy });
  await valueOf({ type: 'configure', configuration });
  await service.receive({ type: 'frame', request });
  assert.deepEqual(heard('broken'), [{ type: 'broken', message: 'unreachable executed' }]);
  assert.deepEqual(heard('frame'), []);
});

test('a run that takes the place of another is disposed of', async () => {
  let alive = 0;
  const spy = engineWith({
    network: (real) => {
      alive += 1;
      return {
        dispose: () => {
          alive -= 1;
          real.dispose();
        },
      };
    },
  });
  const { valueOf } = setUp({ loadEngine: async () => spy });
  for (let run = 1; run <= 3; run += 1) {
    await valueOf({ type: 'configure', configuration: { ...configuration, run } });
  }
  assert.equal(alive, 1);
});
