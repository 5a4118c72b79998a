// What the links that name an experiment stand for: a link holds only what differs from it, so a change here changes
// every link that was ever shared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPreset, presetOf, presetState, presets } from '../../site/src/state/presets.js';
import { plainState } from '../../site/src/state/state.js';
import { writeTexts } from '../../site/src/state/setting-texts.js';
import { schema } from './tables.mjs';

/** Each experiment against a plain run, and its change to try against the experiment. */
const expected = {
  vanishing: [
    'speed=100 layers=8,8,8,8,8,8 activation=sigmoid initializer=xavier-uniform',
    'activation=relu initializer=he-normal',
  ],
  'sigmoid-tanh': [
    'learningRate=0.3 seed=7 speed=1000 layers=8,8,8 activation=sigmoid',
    'activation=tanh',
  ],
  exploding: [
    'seed=2 speed=3 layers=32,32,32,32,32,32 activation=relu initializer=normal initializerParams=deviation:0.6',
    'clipNorm=1',
  ],
  'dying-relu': [
    'learningRate=0.5 seed=27 speed=10 layers=8,8,8 activation=relu bias=-1',
    'activation=leaky-relu',
  ],
  selu: [
    `learningRate=0.03 speed=10 layers=${Array(12).fill(8)} activation=selu initializer=lecun-normal`,
    'activation=tanh',
  ],
  'linear-xor': [
    'data=xor noise=0 speed=100 activation=linear initializer=xavier-uniform',
    'activation=tanh initializer=auto',
  ],
  'perceptron-xor': ['data=xor noise=0 learningRate=0.3 seed=2 speed=100 layers=0', 'layers=4'],
  step: [
    'speed=100 activation=step initializer=xavier-uniform',
    'learningRate=1 layers=8 activation=sigmoid initializer=auto',
  ],
  'zero-init': [
    'outputInitializer=zeros speed=100 initializer=zeros',
    'outputInitializer=auto initializer=auto',
  ],
  'xavier-he': [
    `learningRate=0.03 seed=16 speed=10 layers=${Array(10).fill(16)} activation=relu initializer=xavier-normal`,
    'initializer=he-normal',
  ],
  'blobs-mod-2': [
    'data=blobs-mod-2 speed=300 activation=sigmoid initializer=normal',
    'activation=relu initializer=he-normal',
  ],
  'rate-high': ['learningRate=10 speed=100', 'learningRate=0.1'],
  'rate-low': ['learningRate=0.0001 speed=100', 'learningRate=0.1'],
  spirals: [
    'data=spirals noise=0.05 seed=2 speed=1000 layers=16,16,8',
    'optimizer=adam learningRate=0.01',
  ],
  softmax: ['data=blobs speed=10 dataParams=classes:3 layers=8', ''],
  overfitting: [
    'samples=100 noise=0.5 optimizer=adam learningRate=0.01 speed=1000 layers=32,32',
    'l2=0.01',
  ],
  'no-bias': ['speed=100 layers=4 bias=3', 'bias=0'],
};

const texts = (state, base) =>
  writeTexts(schema, state, base)
    .map((pair) => pair.join('='))
    .join(' ');

test('every experiment is what it was', () => {
  assert.deepEqual(
    presets.map(({ id }) => id),
    Object.keys(expected),
  );
  for (const { id, next } of presets) {
    const state = presetState(id);
    const changed = next ? { ...state, ...next.change } : state;
    assert.deepEqual([texts(state, plainState), texts(changed, state)], expected[id], id);
    assert.equal(state.preset, id);
  }
});

test('the page opens with the first; a name that is none means a plain run', () => {
  assert.equal(defaultPreset, 'vanishing');
  assert.equal(presetState('constructor'), plainState);
  assert.equal(presetOf('constructor'), undefined);
});

test('a plain run is what it was', () => {
  const { layers, ...rest } = plainState;
  assert.deepEqual(
    layers,
    Array(2).fill({
      units: 8,
      activation: 'tanh',
      params: {},
      initializer: 'auto',
      initializerParams: {},
      bias: 0,
      dropout: 0,
    }),
  );
  assert.deepEqual(rest, {
    preset: '',
    data: 'circles',
    dataParams: {},
    file: '',
    samples: 500,
    noise: 0.1,
    testFraction: 0.5,
    validationFraction: 0,
    split: 'stratified',
    scaling: 'standardised',
    dataSeed: 1,
    features: ['x1', 'x2'],
    outputActivation: 'auto',
    outputInitializer: 'auto',
    initialScale: 1,
    loss: 'auto',
    lossParams: {},
    optimizer: 'sgd',
    optimizerParams: {},
    learningRate: 0.1,
    schedule: 'constant',
    scheduleParams: {},
    batchSize: 16,
    l1: 0,
    l2: 0,
    clipNorm: 0,
    clipValue: 0,
    seed: 1,
    weights: '',
    speed: 0,
    maxSteps: 0,
    theme: 'auto',
    edges: 'weight',
    map: 0,
    lossScale: 'log',
  });
});
