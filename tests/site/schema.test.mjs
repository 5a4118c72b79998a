// What each setting takes, and what a change of it does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../site/src/data/catalogue.js';
import { createSchema, currentName, entryOf, parameterField } from '../../site/src/state/schema.js';
import { allowed } from '../../site/src/state/validate.js';
import { engine, schema } from './tables.mjs';

const { limits } = engine;
const whole = (from, to) => `a whole number from ${from} to ${to}`;

test('every number has its range', () => {
  const numbers = [...schema.fields.values()].filter(({ type }) => type === 'number');
  assert.deepEqual(Object.fromEntries(numbers.map((field) => [field.name, allowed(field)])), {
    samples: whole(10, Math.min(5000, limits.maxSamples)),
    noise: 'a number from 0 to 1',
    testFraction: 'a number from 0 to 0.9',
    validationFraction: 'a number from 0 to 0.9',
    dataSeed: whole(0, 4294967295),
    initialScale: 'a number from 0 to 1000000',
    learningRate: 'a number, more than 0 and at most 100',
    batchSize: whole(1, limits.maxBatchSize),
    l1: 'a number from 0 to 10',
    l2: 'a number from 0 to 10',
    clipNorm: 'a number from 0 to 1000000',
    clipValue: 'a number from 0 to 1000000',
    seed: whole(0, 4294967295),
    speed: 'a number from 0 to 1000000',
    maxSteps: whole(0, 1000000000),
    map: whole(0, 48),
  });
  const { units, bias, dropout } = schema.layer;
  assert.equal(allowed(units), whole(1, Math.min(512, limits.maxUnits)));
  assert.equal(allowed(bias), 'a number from -10 to 10');
  assert.equal(allowed(dropout), 'a number, at least 0 and less than 1');
  assert.equal(schema.maximumLayers, Math.min(48, limits.maxLayers - 1));
});

test('the engine’s own limits count where they are lower', () => {
  const small = createSchema({
    ...engine,
    limits: { maxSamples: 99, maxBatchSize: 7, maxUnits: 5, maxLayers: 3 },
  });
  assert.equal(small.fields.get('samples').maximum, 99);
  assert.equal(small.fields.get('batchSize').maximum, 7);
  assert.equal(small.layer.units.maximum, 5);
  assert.equal(small.maximumLayers, 2);
});

test('what is taken over while training goes on, and what is a matter of the page', () => {
  const named = (change) =>
    [...schema.fields.values()].filter((field) => field.change === change).map(({ name }) => name);
  assert.deepEqual(named('live'), [
    'learningRate',
    'batchSize',
    'l1',
    'l2',
    'clipNorm',
    'clipValue',
    'speed',
    'maxSteps',
  ]);
  assert.deepEqual(named('page'), ['theme', 'edges', 'map', 'lossScale']);
  assert.ok(Object.values(schema.layer).every(({ change }) => change === 'reset'));
});

test('choices are those of the engine’s tables and the shipped data, with what fits where that is possible', () => {
  const values = (field) => field.options.map(({ value }) => value);
  const names = (table) => table.map(({ name }) => name);
  const open = ['outputActivation', 'outputInitializer', 'loss'];
  for (const [field, table] of [
    ['data', [...engine.datasets, ...catalogue, { name: 'file' }]],
    ['optimizer', engine.optimizers],
    ['schedule', engine.schedules],
    ['outputActivation', engine.activations],
    ['outputInitializer', engine.initializers],
    ['loss', engine.losses],
  ]) {
    const auto = open.includes(field) ? ['auto'] : [];
    assert.deepEqual(values(schema.fields.get(field)), [...auto, ...names(table)], field);
  }
  assert.deepEqual(values(schema.layer.activation), names(engine.activations));
  assert.deepEqual(values(schema.layer.initializer), ['auto', ...names(engine.initializers)]);
  assert.deepEqual(values(schema.fields.get('features')), names(engine.features));
});

test('weights of a link: a version and base64url, nothing else, up to a length', () => {
  const { pattern } = schema.fields.get('weights');
  for (const text of ['', '1.AACAPw', `1.${'A'.repeat(32_000)}`]) assert.ok(pattern.test(text));
  for (const text of ['1.', '2.AAAA', '1xAAAA', '1.AA+A', `1.${'A'.repeat(32_001)}`, ' 1.AAAA']) {
    assert.ok(!pattern.test(text), text.slice(0, 20));
  }
});

test('a parameter of a table is a number of its range', () => {
  const slope = entryOf(engine.activations, 'leaky-relu').parameters[0];
  const { type, name, minimum, maximum, change } = parameterField(slope);
  assert.deepEqual(
    { type, name, minimum, maximum, change },
    {
      type: 'number',
      name: 'slope',
      minimum: slope.minimum,
      maximum: slope.maximum,
      change: 'reset',
    },
  );
  assert.equal(entryOf(engine.activations, 'constructor'), undefined);
});

test('settings that had another name are known by both', () => {
  assert.equal(currentName('dataset'), 'data');
  assert.equal(currentName('datasetParams'), 'dataParams');
  assert.equal(currentName('data'), 'data');
  assert.equal(currentName('constructor'), 'constructor');
});
