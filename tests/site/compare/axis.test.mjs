import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyValue, axisFields, readAxis, writeAxis } from '../../../site/src/compare/axis.js';
import { layersOf, plainState } from '../../../site/src/state/state.js';
import { schema } from '../tables.mjs';

const statesOf = (text, state = plainState) =>
  readAxis(schema, text).values.map((value) => applyValue(schema, state, value));
const refused = (code, text, state = plainState) =>
  assert.throws(() => statesOf(text, state), { name: 'CompareError', code }, text);

test('each value of an axis changes its field, and nothing else', () => {
  const [low, high] = statesOf('learningRate:0.01|1e-1');
  assert.deepEqual(low, { ...plainState, learningRate: 0.01 });
  assert.deepEqual(high, { ...plainState, learningRate: 0.1 });
});

test('activation and initialiser mean every hidden layer; +output the output layer as well', () => {
  const [sigmoid] = statesOf('activation:sigmoid');
  assert.deepEqual(
    sigmoid.layers.map(({ activation }) => activation),
    ['sigmoid', 'sigmoid'],
  );
  assert.equal(sigmoid.outputActivation, 'auto');
  assert.equal(statesOf('activation+output:tanh')[0].outputActivation, 'tanh');
  assert.equal(statesOf('initializer+output:zeros')[0].outputInitializer, 'zeros');
});

test('a value may have parameters', () => {
  const [normal] = statesOf('initializer:normal(deviation:0.5)');
  assert.deepEqual(normal.layers[1].initializerParams, { deviation: 0.5 });
  const [momentum] = statesOf('optimizer:momentum(momentum:0.5)');
  assert.deepEqual(momentum.optimizerParams, { momentum: 0.5 });
});

test('parameters of the base do not leak into another choice', () => {
  const base = {
    ...plainState,
    layers: layersOf([4], { initializer: 'normal', initializerParams: { deviation: 2 } }),
  };
  assert.deepEqual(statesOf('initializer:zeros', base)[0].layers[0].initializerParams, {});
});

test('ranges are spelled out, by ratio and by difference', () => {
  const texts = (text) => readAxis(schema, text).values.map((value) => value.text);
  assert.deepEqual(texts('learningRate:1e-3..1*4'), ['0.001', '0.01', '0.1', '1']);
  assert.deepEqual(texts('noise:0..0.5+6'), ['0', '0.1', '0.2', '0.3', '0.4', '0.5']);
});

test('depth and width set the number of hidden layers and the units of each', () => {
  const units = (text) => statesOf(text).map(({ layers }) => layers.map((layer) => layer.units));
  assert.deepEqual(units('depth:0|1|3'), [[], [8], [8, 8, 8]]);
  assert.deepEqual(units('width:4|16'), [
    [4, 4],
    [16, 16],
  ]);
});

test('a variant is a named set of changes', () => {
  const axis = readAxis(schema, 'variant:plain()|small net(layers:4,4,l2:0.01,dropout:0.2)');
  assert.deepEqual(
    axis.values.map(({ label }) => label),
    ['plain', 'small net'],
  );
  const [plain, small] = axis.values.map((value) => applyValue(schema, plainState, value));
  assert.deepEqual(plain, plainState);
  assert.deepEqual(
    small.layers.map(({ units, dropout }) => [units, dropout]),
    [
      [4, 0.2],
      [4, 0.2],
    ],
  );
  assert.equal(small.l2, 0.01);
});

test('values are called as the page calls them', () => {
  const labels = (text) => readAxis(schema, text).values.map(({ label }) => label);
  assert.deepEqual(labels('initializer:zeros|normal(deviation:0.1)'), [
    'Zeros',
    'Normal (deviation 0.1)',
  ]);
  assert.deepEqual(labels('bias:-1'), ['initial bias −1']);
  assert.deepEqual(labels('depth:1|2'), ['1 hidden layer', '2 hidden layers']);
});

test('an axis is written as it was read', () => {
  for (const text of [
    'initializer+output:zeros|he-normal',
    'activation:leaky-relu(slope:0.1)|relu',
    'variant:plain()|L2 of 0.003(l2:0.003)',
  ])
    assert.equal(writeAxis(readAxis(schema, text)), text);
});

test('every field of the experiment but its seed can be an axis', () => {
  const fields = axisFields(schema);
  for (const name of ['data', 'samples', 'layers', 'learningRate', 'depth', 'width', 'variant'])
    assert.ok(fields.includes(name), name);
  for (const name of ['seed', 'weights', 'speed', 'theme', 'optimizerParams'])
    assert.ok(!fields.includes(name), name);
});

test('what is no axis, or no value of it, is refused', () => {
  refused('bad-axis', 'learningRate');
  refused('bad-axis', '');
  refused('bad-axis', 'learningRate:0.1|0.1');
  refused('bad-axis', 'learningRate:0..1*5');
  refused('bad-axis', 'noise:0..1+1');
  refused('bad-axis', `noise:${'0|'.repeat(3000)}`);
  refused('unknown-field', 'seed:1|2');
  refused('unknown-field', 'rate:1|2');
  refused('unknown-field', 'noise+output:1|2');
  refused('unknown-field', 'constructor:1');
  refused('unknown-field', 'variant:odd(rate:2)');
  refused('bad-value', 'learningRate:0.1|');
  refused('bad-value', 'learningRate:-1');
  refused('bad-value', 'learningRate:NaN');
  refused('bad-value', 'activation:relu2');
  refused('bad-value', 'activation:relu(slope:2)');
  refused('bad-value', 'depth:1.5');
  refused('bad-value', 'depth:1000');
  refused('bad-value', 'width:0');
  refused('bad-value', 'variant:plain');
  refused('bad-value', 'initializer+output:normal(deviation:1)');
});

test('a refusal names what was given and what is allowed', () => {
  assert.throws(
    () => readAxis(schema, 'rate:1|2'),
    ({ code, message }) =>
      code === 'unknown-field' && message.includes('“rate”') && message.includes('learningRate'),
  );
  assert.throws(
    () => statesOf('learningRate:-1'),
    ({ code, message }) =>
      code === 'bad-value' && message.includes('−1') && message.includes('100'),
  );
});
