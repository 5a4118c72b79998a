import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSchema } from '../../site/src/state/schema.js';
import { mergeState, refusePart, renamed } from '../../site/src/state/merge.js';
import { presetState } from '../../site/src/state/presets.js';
import { plainState } from '../../site/src/state/state.js';
import { engine, schema } from './tables.mjs';

const merged = (part, before = plainState) => mergeState(schema, before, part);

test('a part of a state changes what it names', () => {
  assert.deepEqual(merged({ noise: 0.5, seed: 3 }), {
    state: { ...plainState, noise: 0.5, seed: 3 },
    refusal: null,
  });
});

test('a preset in it means that experiment, with the rest changed', () => {
  const { state } = merged({ preset: 'spirals', noise: 0.5 }, { ...plainState, seed: 9 });
  assert.deepEqual(state, { ...presetState('spirals'), noise: 0.5 });
  assert.deepEqual(merged({ preset: 'none' }, presetState('spirals')).state, plainState);
  assert.deepEqual(merged({ preset: '' }, presetState('spirals')).state, plainState);
});

test('an experiment that needs what an engine has not is refused by its name', () => {
  const datasets = engine.datasets.filter(({ name }) => name !== 'spirals');
  const smaller = createSchema({ ...engine, datasets });
  const { state, refusal } = mergeState(smaller, plainState, { preset: 'spirals' });
  assert.equal(state, plainState);
  assert.ok(refusal.includes('experiment “spirals”'), refusal);
});

test('another choice without its parameters has their defaults', () => {
  const adam = { ...plainState, optimizer: 'adam', optimizerParams: { beta1: 0.5 } };
  assert.deepEqual(merged({ optimizer: 'sgd' }, adam).state.optimizerParams, {});
  assert.deepEqual(merged({ optimizer: 'adam' }, adam).state.optimizerParams, { beta1: 0.5 });
  assert.deepEqual(merged({ seed: 2 }, adam).state.optimizerParams, { beta1: 0.5 });
  const given = { optimizer: 'momentum', optimizerParams: { momentum: 0.5 } };
  assert.deepEqual(merged(given, adam).state.optimizerParams, { momentum: 0.5 });
});

test('what is refused leaves the state as it was, with the reason', () => {
  for (const part of [
    null,
    'text',
    [],
    { nonsense: 1 },
    { preset: 'nonsense' },
    { noise: 2 },
    { data: 'nonsense' },
    { layers: [null] },
    { optimizerParams: { a: 1 } },
    { theme: 'pink' },
  ]) {
    const { state, refusal } = merged(part);
    assert.equal(state, plainState);
    assert.equal(typeof refusal, 'string', JSON.stringify(part));
  }
});

test('what no engine would take is known before there is one', () => {
  for (const part of [
    null,
    undefined,
    'text',
    [],
    { nonsense: 1 },
    { preset: 'nonsense' },
    { noise: 2 },
    { theme: 'pink' },
    { seed: 0.5 },
  ]) {
    assert.equal(typeof refusePart(part), 'string', JSON.stringify(part));
  }
  for (const part of [
    {},
    { noise: 0.5 },
    { preset: 'spirals' },
    { preset: 'none' },
    { preset: '' },
    { data: 'nonsense' },
    { theme: 'dark' },
    { dataset: 'xor' },
    { features: ['x9'] },
  ]) {
    assert.equal(refusePart(part), null, JSON.stringify(part));
  }
  assert.match(refusePart([]), /a list/);
  assert.match(refusePart({ ['x'.repeat(50)]: 1 }), new RegExp(`“${'x'.repeat(40)}”`));
});

test('former names are read for ever', () => {
  assert.deepEqual(renamed({ dataset: 'xor', datasetParams: { a: 1 }, seed: 2 }), {
    data: 'xor',
    dataParams: { a: 1 },
    seed: 2,
  });
  assert.equal(merged({ dataset: 'xor' }).state.data, 'xor');
});

test('beside a former name, the current one counts where it has changed', () => {
  assert.equal(renamed({ dataset: 'xor', data: 'circles' }, { data: 'circles' }).data, 'xor');
  assert.equal(renamed({ dataset: 'xor', data: 'moons' }, { data: 'circles' }).data, 'moons');
  assert.equal(merged({ ...plainState, dataset: 'xor' }).state.data, 'xor');
});
