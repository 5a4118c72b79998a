import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { allowed, checkExperiment, checkState, refusalOf } from '../../site/src/state/validate.js';
import { schema } from './tables.mjs';

const number = (rest) => ({ type: 'number', label: 'Size', minimum: 0, maximum: 1, ...rest });
const takes = (field, ...values) => values.map((value) => refusalOf(field, value) === null);

test('ranges hold their ends, unless these are excluded', () => {
  assert.deepEqual(takes(number(), -0.1, 0, 0.5, 1, 1.1), [false, true, true, true, false]);
  assert.deepEqual(takes(number({ minimumExclusive: true }), 0, 1e-9, 1), [false, true, true]);
  assert.deepEqual(takes(number({ maximumExclusive: true }), 0, 0.999, 1), [true, true, false]);
  assert.deepEqual(takes(number({ integer: true }), 0, 0.5, 1), [true, false, true]);
  assert.deepEqual(takes(number({ maximum: Infinity }), 1e300, Infinity, NaN), [
    true,
    false,
    false,
  ]);
  assert.deepEqual(takes(number(), '0.5', null, undefined, [0.5]), [false, false, false, false]);
});

test('ranges in words', () => {
  const said = (rest) => allowed(number(rest));
  assert.equal(said(), 'a number from 0 to 1');
  assert.equal(said({ integer: true }), 'a whole number from 0 to 1');
  assert.equal(said({ minimumExclusive: true }), 'a number, more than 0 and at most 1');
  assert.equal(said({ maximumExclusive: true }), 'a number, at least 0 and less than 1');
  assert.equal(said({ maximum: Infinity }), 'a number, at least 0');
  assert.equal(said({ minimum: -Infinity }), 'a number, at most 1');
  assert.equal(said({ minimum: -Infinity, maximum: Infinity }), 'a number');
});

const options = ['a', 'b'].map((value) => ({ value, label: value }));
const choice = { type: 'choice', label: 'Kind', options };
const set = { type: 'set', label: 'Parts', options };

test('a choice is one of its options, a set some of them', () => {
  assert.deepEqual(takes(choice, 'a', 'c', '', 0, ['a']), [true, false, false, false, false]);
  assert.deepEqual(takes(set, ['a'], ['b', 'a'], [], ['a', 'a'], ['c'], 'a'), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  assert.equal(allowed(choice), 'one of a, b');
  assert.equal(allowed(set), 'at least one of a, b');
  const text = { type: 'text', label: 'Word', pattern: /^x+$/, format: 'letters x' };
  assert.deepEqual(takes(text, 'xx', 'xy', 7), [true, false, false]);
  assert.equal(allowed(text), 'letters x');
});

test('what was given is shown in short', () => {
  const given = (value) => refusalOf(choice, value).given;
  assert.equal(given('c'), '“c”');
  assert.equal(given('c'.repeat(50)), `“${'c'.repeat(40)}”`);
  assert.equal(given(''), 'nothing');
  assert.equal(given([]), 'none');
  assert.equal(given([1, 2]), '1, 2');
  assert.equal(given(Array(12).fill(1)), Array(10).fill(1).join(', '));
  assert.equal(given(-1.5), '−1.5');
  const { allowed: permitted, message } = refusalOf(choice, 'c');
  assert.equal(permitted, 'one of a, b');
  assert.equal(message, 'Kind must be one of a, b; given: “c”.');
});

/** Fields and what was given, for each problem of a state. */
const problems = (change, check = checkState) =>
  check(schema, { ...plainState, ...change }).map(({ field, given }) => [field, given]);

test('a good state has no problem, a bad one names each of its own', () => {
  assert.deepEqual(problems({}), []);
  assert.deepEqual(problems({ seed: -1, noise: 2 }), [
    ['noise', '2'],
    ['seed', '−1'],
  ]);
  assert.deepEqual(problems({ features: ['x9'] }), [['features', 'x9']]);
});

test('parameters have to be those of what was chosen', () => {
  assert.deepEqual(problems({ optimizer: 'momentum', optimizerParams: { momentum: 0.5 } }), []);
  assert.deepEqual(problems({ optimizerParams: { momentum: 0.5 } }), [
    ['optimizerParams', '“momentum”'],
  ]);
  assert.deepEqual(problems({ optimizer: 'momentum', optimizerParams: { momentum: 7 } }), [
    ['optimizerParams', '7'],
  ]);
  for (const params of [null, [], 3]) {
    assert.deepEqual(problems({ lossParams: params })[0][0], 'lossParams');
  }
  const [unknown] = checkState(schema, { ...plainState, optimizerParams: { a: 1 } });
  assert.equal(unknown.allowed, 'none');
  const [named] = checkState(schema, {
    ...plainState,
    optimizer: 'momentum',
    optimizerParams: { ['b'.repeat(50)]: 1 },
  });
  assert.match(named.allowed, /momentum/);
  assert.equal(named.given, `“${'b'.repeat(40)}”`);
});

test('each layer is checked, and named by its place', () => {
  const layers = layersOf([8, 0, 8], { bias: 0 });
  layers[2].params = { slope: 1 };
  const found = checkState(schema, { ...plainState, layers });
  assert.deepEqual(
    found.map(({ field, given }) => [field, given]),
    [
      ['layers', '0'],
      ['layers', '“slope”'],
    ],
  );
  assert.match(found[0].message, /^Hidden layer 2: Units/);
  assert.match(
    checkState(schema, { ...plainState, layers: [null] })[0].message,
    /^Hidden layer 1 must be an object/,
  );
});

test('there is a most of hidden layers', () => {
  const count = (many) => problems({ layers: layersOf(Array(many).fill(2)) });
  assert.deepEqual(count(schema.maximumLayers), []);
  assert.deepEqual(count(schema.maximumLayers + 1), [['layers', String(schema.maximumLayers + 1)]]);
  assert.deepEqual(problems({ layers: 'many' }), [['layers', '“many”']]);
});

test('an experiment is judged without pacing and views', () => {
  assert.deepEqual(problems({ theme: 'pink', speed: -1 }, checkExperiment), []);
  assert.deepEqual(problems({ theme: 'pink', seed: -1 }, checkExperiment), [['seed', '−1']]);
  assert.equal(problems({ theme: 'pink', speed: -1 }).length, 2);
});

test('test and validation rows together leave some to train on', () => {
  const problems = checkState(schema, {
    ...plainState,
    testFraction: 0.5,
    validationFraction: 0.5,
  });
  assert.deepEqual(
    problems.map(({ field, given }) => [field, given]),
    [['validationFraction', '0.5 and 0.5']],
  );
  assert.deepEqual(checkState(schema, { ...plainState, validationFraction: 0.4 }), []);
});
