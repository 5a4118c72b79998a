import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHash, encodeHash, splitHash } from '../../site/src/state/hash.js';
import { defaultPreset, presetState, presetsFor } from '../../site/src/state/presets.js';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { checkState } from '../../site/src/state/validate.js';
import { schema } from './tables.mjs';

const roundTrip = (state) => decodeHash(schema, encodeHash(schema, state));
const opening = presetState(defaultPreset);

test('the page as it opens needs no hash', () => {
  assert.equal(encodeHash(schema, opening), '');
  assert.deepEqual(decodeHash(schema, '').state, opening);
});

test('every experiment comes back from its hash, which is short', () => {
  for (const { id } of presetsFor(schema)) {
    const hash = encodeHash(schema, presetState(id));
    assert.deepEqual(roundTrip(presetState(id)), { state: presetState(id), notes: [] }, id);
    assert.ok(hash.length < 40, hash);
  }
});

test('every kind of setting comes back', () => {
  const layers = [
    { ...layersOf([3])[0], activation: 'leaky-relu', params: { slope: 0.2 }, dropout: 0.1 },
    { ...layersOf([5])[0], initializer: 'normal', initializerParams: { deviation: 2 }, bias: -1 },
    ...layersOf([7], { activation: 'sigmoid' }),
  ];
  const state = {
    ...plainState,
    layers,
    data: 'spirals',
    dataParams: { turns: 2 },
    features: ['x2', 'x1^2'],
    optimizer: 'adam',
    optimizerParams: { beta1: 0.5 },
    learningRate: 0.003,
    l2: 1e-5,
    seed: 4294967295,
    theme: 'dark',
    map: 2,
    clipNorm: 1.5,
    outputActivation: 'tanh',
  };
  assert.deepEqual(checkState(schema, state), []);
  assert.deepEqual(roundTrip(state), { state, notes: [] });
});

test('the former names of settings are read for ever; beside the current one they say nothing', () => {
  const current = decodeHash(schema, '#preset=none&data=spirals&dataParams=turns:2');
  const former = decodeHash(schema, '#preset=none&dataset=spirals&datasetParams=turns:2');
  assert.deepEqual(former, current);
  assert.deepEqual(former.notes, []);
  assert.equal(decodeHash(schema, '#data=xor&dataset=plane').state.data, 'xor');
  assert.equal(decodeHash(schema, '#dataset=plane&data=xor').state.data, 'xor');
});

test('an & that became &amp; on its way is read as meant', () => {
  const meant = decodeHash(schema, '#preset=none&data=xor&seed=7');
  assert.deepEqual(decodeHash(schema, '#preset=none&amp;data=xor&amp;amp;seed=7'), meant);
});

test('options of the page stand beside the settings, with a value or without', () => {
  const hash = '#view=results,network&hide=&lock&autoplay=false&preset=none&seed=7&views=1';
  const { options, texts } = splitHash(hash);
  assert.deepEqual(
    [...options],
    [
      ['view', 'results,network'],
      ['hide', ''],
      ['lock', ''],
      ['autoplay', 'false'],
    ],
  );
  const { state, notes } = decodeHash(schema, hash);
  assert.equal(state.seed, 7);
  assert.deepEqual(
    notes.map(({ field }) => field),
    ['views'],
  );
  assert.ok(texts.has('views'));
  const written = encodeHash(schema, state, options);
  assert.equal(written, 'v=1&preset=none&seed=7&view=results,network&hide&lock&autoplay=false');
  assert.deepEqual(splitHash(written).options, options);
  assert.equal(encodeHash(schema, opening, new Map([['lock', '']])), 'v=1&lock');
});

test('any number of layers comes back', () => {
  for (const layers of [[], layersOf([1]), layersOf([4, 4]), layersOf(Array(40).fill(64))]) {
    const state = { ...opening, layers };
    assert.deepEqual(roundTrip(state).state, state);
  }
});

test('a hash can be written by hand', () => {
  const { state, notes } = decodeHash(schema, '#layers=4,2&activation=relu&learningRate=.5&seed=7');
  assert.deepEqual(notes, []);
  assert.deepEqual(
    state.layers.map(({ units, activation }) => [units, activation]),
    [
      [4, 'relu'],
      [2, 'relu'],
    ],
  );
  assert.equal(state.learningRate, 0.5);
  assert.equal(state.seed, 7);
});

test('what is unknown or bad is left out, with a note, and the rest is taken', () => {
  const bad = [
    'constructor=1',
    '__proto__=1',
    'toString=x',
    'data=constructor',
    'learningRate=-1',
    'learningRate=NaN',
    'seed=1.5',
    'layers=0,3',
    'layers=1e9',
    'layers=,',
    'activation=a,b,c',
    'features=',
    'features=x1,x1',
    'preset=hasOwnProperty',
    'noise=2',
    'nonsense',
    '%E0%A4%A',
    'optimizerParams=beta9:1',
    'optimizerParams=__proto__:1',
    `layers=${'8,'.repeat(99)}8`,
    'learningRate=0x10',
    'learningRate=1e999',
    'v=2',
    'batchSize=0',
    'dropout=1',
    'map=99',
  ];
  for (const part of bad) {
    const { state, notes } = decodeHash(schema, `noise=0.25&${part}`);
    assert.ok(notes.length > 0, `a note for ${part}`);
    assert.ok(notes.every(({ message }) => message.length < 400));
    if (!part.startsWith('noise')) assert.equal(state.noise, 0.25, part);
    assert.deepEqual(checkState(schema, state), [], part);
  }
});

test('reading never throws, whatever it is given', () => {
  let seed = 12345;
  const random = (most) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % most;
  };
  const alphabet = [
    'layers',
    'activation',
    '=',
    '&',
    ',',
    ';',
    ':',
    '%',
    'é',
    '0',
    '8',
    '-',
    'params',
    '#',
  ];
  for (let i = 0; i < 2000; i += 1) {
    const hash = Array.from({ length: random(30) }, () => alphabet[random(alphabet.length)]).join(
      '',
    );
    const { state } = decodeHash(schema, hash);
    assert.deepEqual(checkState(schema, state), [], hash);
  }
  assert.equal(decodeHash(schema, 'a'.repeat(1e6)).notes.length, 1);
});

test('a part without a value that is no option is no setting; the note names it', () => {
  for (const [part, named] of [
    ['nonsense', '“nonsense”'],
    ['=7', '“=7”'],
    ['x'.repeat(99), `“${'x'.repeat(40)}”`],
  ]) {
    const { texts, notes } = splitHash(`seed=7&${part}`);
    assert.deepEqual([...texts], [['seed', '7']]);
    assert.deepEqual(
      notes.map(({ field }) => field),
      ['hash'],
    );
    assert.ok(notes[0].message.includes(named), notes[0].message);
  }
});

test('an address of 50,000 characters is read, a longer one is not', () => {
  const setting = 'noise=0.25&title=';
  const hash = (length) => setting.padEnd(length, 'a');
  assert.equal(splitHash(hash(50_000)).texts.get('noise'), '0.25');
  const { texts, notes } = splitHash(hash(50_001));
  assert.equal(texts.size, 0);
  assert.deepEqual(
    notes.map(({ field }) => field),
    ['hash'],
  );
});
