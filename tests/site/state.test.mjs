import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepped } from '../../site/src/components/stepping.js';
import {
  addLayer,
  changeAllLayers,
  changeLayer,
  choose,
  removeLayer,
  setDepth,
} from '../../site/src/state/operations.js';
import { presetState, presetsFor } from '../../site/src/state/presets.js';
import { changeBetween } from '../../site/src/state/spec.js';
import { layersOf, plainState, same } from '../../site/src/state/state.js';
import { checkState, parseNumber, refusalOf, refuse } from '../../site/src/state/validate.js';
import { engine, laboratoryOf, schema } from './tables.mjs';

test('a plain experiment opens with the answer on the map, the weights as edges and a log axis', () => {
  const { map, edges, lossScale, theme, speed, maxSteps } = plainState;
  assert.deepEqual(
    { map, edges, lossScale, theme, speed, maxSteps },
    { map: 0, edges: 'weight', lossScale: 'log', theme: 'auto', speed: 0, maxSteps: 0 },
  );
});

test('numbers are read as written, and nothing else is', () => {
  for (const [text, value] of [
    [' 1 ', 1],
    ['.5', 0.5],
    ['1e-3', 1e-3],
    ['+2.', 2],
    ['-0', -0],
  ]) {
    assert.equal(parseNumber(text), value);
  }
  for (const text of ['', ' ', 'NaN', 'Infinity', '0x10', '1,5', '1 2', 'e5', '--1', '1e', '١']) {
    assert.ok(Number.isNaN(parseNumber(text)), text);
  }
});

test('a refusal holds what was given and what is allowed, and its message names them', () => {
  const [rate, data] = ['learningRate', 'data'].map((name) => schema.fields.get(name));
  const refusals = [
    { field: rate, value: -1, given: '−1', allowed: 'a number, more than 0 and at most 100' },
    { field: rate, value: NaN, given: 'NaN' },
    { field: rate, value: 'fast', given: '“fast”' },
    { field: schema.layer.units, value: 0, given: '0', allowed: 'a whole number from 1 to 512' },
    { field: data, value: 'moon', given: '“moon”' },
  ];
  for (const { field, value, ...facts } of refusals) {
    const refusal = refusalOf(field, value);
    assert.deepEqual({ ...refusal, ...facts }, refusal);
    for (const fact of [field.label, refusal.given, refusal.allowed])
      assert.ok(refusal.message.includes(fact), refusal.message);
  }
  for (const { value } of data.options)
    assert.ok(refusalOf(data, 'moon').allowed.includes(value), value);
  assert.equal(refusalOf(rate, 0.1), null);
});

test('a state is refused for anything that is wrong in it', () => {
  const wrong = [
    { layers: 'many' },
    { layers: [null] },
    { layers: layersOf([1e9]) },
    { layers: layersOf([8], { activation: 'constructor' }) },
    { layers: layersOf([8], { params: { slope: 1 } }) },
    { optimizerParams: [] },
    { optimizerParams: { momentum: 0.5 } },
    { seed: 2 ** 32 },
    { features: [] },
    { batchSize: 0 },
  ];
  for (const change of wrong) {
    const problems = checkState(schema, { ...plainState, ...change });
    assert.ok(problems.length > 0, JSON.stringify(change));
  }
});

test('every experiment, and its next step, runs in the engine', () => {
  for (const preset of presetsFor(schema)) {
    for (const change of [{}, preset.next?.change ?? {}]) {
      const state = { ...presetState(preset.id), ...change };
      assert.deepEqual(checkState(schema, state), [], preset.id);
      const trainingRun = laboratoryOf(state);
      trainingRun.train(3);
      assert.equal(trainingRun.step, 3, preset.id);
      assert.ok(Number.isFinite(trainingRun.measure('full').train.loss), preset.id);
      trainingRun.dispose();
    }
  }
});

test('whatever the data set, what is left open fits it', () => {
  for (const { name, task } of engine.datasets) {
    const trainingRun = laboratoryOf({ ...plainState, data: name });
    const { layers, loss, dataset } = trainingRun.describe();
    assert.equal(layers.at(-1).units, dataset.outputs, name);
    assert.equal(
      loss,
      task === 'regression'
        ? 'mse'
        : dataset.classes > 2
          ? 'cross-entropy'
          : 'binary-cross-entropy',
      name,
    );
    trainingRun.train(2);
    trainingRun.dispose();
  }
});

test('whatever the loss, the open output activation fits it', () => {
  for (const { name, targets } of engine.losses) {
    const dataset = targets === 'one-hot' ? 'blobs' : 'circles';
    const trainingRun = laboratoryOf({ ...plainState, loss: name, data: dataset });
    trainingRun.train(2);
    assert.ok(Number.isFinite(trainingRun.measure('none').train.loss), name);
    trainingRun.dispose();
  }
});

test('what has to happen on a change', () => {
  const next = (change) => changeBetween(plainState, { ...plainState, ...change }, schema);
  assert.equal(next({}), 'nothing');
  assert.equal(next({ theme: 'dark', map: 1 }), 'nothing');
  assert.equal(next({ learningRate: 1, theme: 'dark' }), 'live');
  assert.equal(next({ learningRate: 1, seed: 5 }), 'reset');
  assert.equal(next({ layers: layersOf([8, 8]) }), 'nothing');
  assert.equal(next({ dataParams: { x: 1 } }), 'reset');
});

test('operations on layers', () => {
  const two = { ...plainState, layers: layersOf([3, 5]) };
  const units = ({ layers }) => layers.map((layer) => layer.units);
  assert.deepEqual(units(addLayer(two)), [3, 5, 5]);
  assert.deepEqual(units(addLayer(two, 0)), [3, 3, 5]);
  assert.deepEqual(units(addLayer(two, -1)), [3, 3, 5]);
  assert.deepEqual(units(addLayer({ ...two, layers: [] })), [8]);
  assert.deepEqual(units(removeLayer(two, 0)), [5]);
  assert.deepEqual(units(setDepth(two, 4)), [3, 5, 5, 5]);
  assert.deepEqual(units(setDepth(two, 0)), []);
  const leaky = changeLayer(two, 1, { activation: 'leaky-relu', params: { slope: 0.3 } });
  assert.deepEqual(changeLayer(leaky, 1, { activation: 'relu' }).layers[1].params, {});
  assert.deepEqual(changeAllLayers(leaky, { bias: 1 }).layers[1].params, { slope: 0.3 });
});

test('another optimiser brings its usual learning rate along, unless one was chosen', () => {
  const usual = choose(
    schema,
    {
      ...plainState,
      learningRate: schema.tables.optimizers.find(({ name }) => name === 'sgd').defaultLearningRate,
    },
    'optimizer',
    'adam',
  );
  assert.equal(usual.learningRate, 0.001);
  const chosen = choose(schema, { ...plainState, learningRate: 0.7 }, 'optimizer', 'adam');
  assert.equal(chosen.learningRate, 0.7);
});

test('steps up and down stay inside the field', () => {
  const rate = schema.fields.get('learningRate');
  let value = 0.1;
  const up = [];
  for (let i = 0; i < 4; i += 1) up.push((value = stepped(rate, value, 1)));
  assert.deepEqual(up, [0.3, 1, 3, 10]);
  for (let i = 0; i < 4; i += 1) value = stepped(rate, value, -1);
  assert.equal(value, 0.1);
  for (const field of [...schema.fields.values(), ...Object.values(schema.layer)]) {
    if (field.type !== 'number') continue;
    for (const direction of [1, -1]) {
      let at = plainState[field.name] ?? field.minimum;
      for (let i = 0; i < 60; i += 1) {
        at = stepped(field, at, direction);
        assert.equal(refuse(field, at), null, `${field.name} at ${at}`);
      }
    }
  }
});

test('same compares by value and by own keys', () => {
  assert.ok(same({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }));
  assert.ok(!same({ a: 1 }, { a: 1, b: undefined }));
  assert.ok(!same([1], { 0: 1 }));
  assert.ok(!same({ constructor: Object }, {}));
});
