import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../site/src/state/state.js';
import {
  layerProperty,
  readTexts,
  settingNames,
  writeTexts,
} from '../../site/src/state/setting-texts.js';
import { schema } from './tables.mjs';

const written = (state, base = plainState) => Object.fromEntries(writeTexts(schema, state, base));
const read = (texts, base = plainState) => readTexts(schema, base, Object.entries(texts));
const withLayers = (...layers) => ({
  ...plainState,
  layers: layers.map((layer) => ({ ...layersOf([8])[0], ...layer })),
});

test('what is like the base is not written', () => {
  assert.deepEqual(written(plainState), {});
  assert.deepEqual(written({ ...plainState, noise: 0.5, features: ['x1'] }), {
    noise: '0.5',
    features: 'x1',
  });
});

test('layers are written by column: one value where all are alike', () => {
  assert.deepEqual(written(withLayers({}, {}, {})), { layers: '8,8,8' });
  assert.deepEqual(written(withLayers({ units: 3 }, {})), { layers: '3,8' });
  assert.deepEqual(written(withLayers({ bias: 1 }, { bias: 1 })), { bias: '1' });
  assert.deepEqual(written(withLayers({ bias: 1 }, {})), { bias: '1,0' });
  assert.deepEqual(written(withLayers({ bias: 1 })), { layers: '8', bias: '1' });
  assert.deepEqual(written({ ...plainState, layers: [] }), { layers: '0' });
});

test('a column is written against the base stretched to as many layers', () => {
  const base = withLayers({ bias: 1 }, { bias: 2 });
  const layers = (...biases) => written(withLayers(...biases.map((bias) => ({ bias }))), base);
  assert.deepEqual(layers(1, 2, 2), { layers: '8,8,8' });
  assert.deepEqual(layers(1, 2, 1), { layers: '8,8,8', bias: '1,2,1' });
});

test('parameters are written with the choice that they belong to', () => {
  assert.deepEqual(
    written({ ...plainState, optimizer: 'adam', optimizerParams: { beta1: 0.5, beta2: 0.9 } }),
    { optimizer: 'adam', optimizerParams: 'beta1:0.5,beta2:0.9' },
  );
  const adam = { ...plainState, optimizer: 'adam', optimizerParams: { beta1: 0.5 } };
  assert.deepEqual(written(plainState, adam), { optimizer: 'sgd' });
  assert.deepEqual(written({ ...adam, optimizerParams: {} }, adam), { optimizerParams: '' });
  const leaky = { activation: 'leaky-relu', params: { slope: 0.5 } };
  assert.deepEqual(written(withLayers(leaky, {})), {
    activation: 'leaky-relu,tanh',
    activationParams: 'slope:0.5;',
  });
  assert.deepEqual(written(withLayers(leaky, leaky)), {
    activation: 'leaky-relu',
    activationParams: 'slope:0.5',
  });
  assert.deepEqual(written(plainState, withLayers(leaky, leaky)), { activation: 'tanh' });
});

test('a text of every kind is read', () => {
  const { state, notes } = read({
    noise: ' .25 ',
    data: 'xor',
    features: 'x2,x1',
    seed: '7',
    layers: '4,2',
    activation: 'relu',
    bias: '1,-1',
  });
  assert.deepEqual(notes, []);
  assert.deepEqual(
    [state.noise, state.data, state.features, state.seed],
    [0.25, 'xor', ['x2', 'x1'], 7],
  );
  assert.deepEqual(
    state.layers.map(({ units, activation, bias }) => [units, activation, bias]),
    [
      [4, 'relu', 1],
      [2, 'relu', -1],
    ],
  );
});

test('the order of the texts does not matter', () => {
  const texts = {
    activationParams: 'slope:0.5',
    optimizerParams: 'beta1:0.5',
    bias: '1,2,3',
    activation: 'leaky-relu',
    optimizer: 'adam',
    layers: '8,8,8',
  };
  const { state, notes } = read(texts);
  assert.deepEqual(notes, []);
  assert.deepEqual(state.optimizerParams, { beta1: 0.5 });
  assert.deepEqual(
    state.layers.map(({ params, bias }) => [params, bias]),
    [1, 2, 3].map((bias) => [{ slope: 0.5 }, bias]),
  );
});

test('another choice begins with its own parameters', () => {
  const base = {
    ...withLayers(
      ...Array(2).fill({
        activation: 'leaky-relu',
        params: { slope: 0.5 },
        initializer: 'normal',
        initializerParams: { deviation: 2 },
      }),
    ),
    optimizer: 'adam',
    optimizerParams: { beta1: 0.5 },
  };
  const { state } = read({ optimizer: 'sgd', activation: 'relu,leaky-relu' }, base);
  assert.deepEqual(state.optimizerParams, {});
  assert.deepEqual(
    state.layers.map(({ params }) => params),
    [{}, { slope: 0.5 }],
  );
  assert.deepEqual(state.layers[0].initializerParams, { deviation: 2 });
  const other = read({ initializer: 'uniform,normal' }, base).state;
  assert.deepEqual(
    other.layers.map(({ initializerParams }) => initializerParams),
    [{}, { deviation: 2 }],
  );
  assert.deepEqual(other.layers[0].params, { slope: 0.5 });
});

test('more layers repeat the last one, none are 0', () => {
  const base = withLayers({ bias: 1 }, { bias: 2 });
  const { state } = read({ layers: '3,4,5' }, base);
  assert.deepEqual(
    state.layers.map(({ units, bias }) => [units, bias]),
    [
      [3, 1],
      [4, 2],
      [5, 2],
    ],
  );
  assert.deepEqual(read({ layers: '0' }).state.layers, []);
  assert.equal(read({ layers: '5' }, { ...plainState, layers: [] }).state.layers[0].units, 5);
});

test('what is refused says what was given and what is allowed, and changes nothing', () => {
  const refused = (key, text) => {
    const { state, notes } = read({ [key]: text });
    assert.equal(state, plainState, key);
    assert.equal(notes.length, 1, key);
    assert.equal(notes[0].field, key);
    return [notes[0].given, notes[0].allowed];
  };
  assert.deepEqual(refused('noise', '2'), ['2', 'a number from 0 to 1']);
  assert.deepEqual(refused('noise', 'loud'), ['“loud”', 'a number from 0 to 1']);
  assert.deepEqual(refused('bias', '1,2,3'), ['3 values', '1 or 2 values']);
  assert.equal(refused('layers', '0,8')[0], '0');
  const most = schema.maximumLayers;
  assert.deepEqual(
    refused(
      'layers',
      Array(most + 1)
        .fill(1)
        .join(','),
    ),
    [String(most + 1), `at most ${most}`],
  );
  assert.equal(read({ layers: Array(most).fill(1).join(',') }).notes.length, 0);
  assert.equal(refused('optimizerParams', 'momentum:1')[0], '“momentum”');
  assert.equal(refused('optimizerParams', 'nonsense')[0], '“”');
  const [given, names] = refused('x'.repeat(50), '1');
  assert.equal(given, `“${'x'.repeat(40)}”`);
  assert.equal(names, settingNames(schema).join(', '));
});

test('names: fields, parameters of choices, columns of layers', () => {
  const names = settingNames(schema);
  for (const name of ['noise', 'theme', 'dataParams', 'layers', 'dropout', 'activationParams']) {
    assert.ok(names.includes(name), name);
  }
  assert.equal(new Set(names).size, names.length);
  assert.equal(layerProperty('layers'), 'units');
  assert.equal(layerProperty('dropout'), 'dropout');
  assert.equal(layerProperty('activationParams'), 'params');
  assert.equal(layerProperty('noise'), undefined);
});
