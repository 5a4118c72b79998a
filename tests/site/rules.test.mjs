// Where each rule of the diagnosis begins to speak, and where it is silent: in numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose, rules } from '../../site/src/diagnosis/rules.js';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { schema } from './tables.mjs';

/** A healthy layer, with changes. */
const layer = (index, change = {}) => ({
  layer: index,
  units: 4,
  activation: 'tanh',
  meanAbsoluteGradient: 0.01,
  unitMeanAbsolute: Float32Array.of(0.1, 0.2, 0.3, 0.4),
  preActivation: { minimum: -1 },
  zeroShare: 0,
  saturatedShare: 0,
  deadShare: 0,
  updateToWeightRatio: 0.001,
  ...change,
});
const steady = {
  now: 0.4,
  first: 0.7,
  best: 0.39,
  recentMean: 0.42,
  recentSpread: 0.01,
  change: 0.8,
  test: 0.45,
  bestTest: 0.44,
};

/** Evidence of a healthy run of two hidden layers, with changes to all of it, to its loss and to its layers. */
function evidenceOf({ loss = {}, hidden = [{}, {}], output = {}, ...change } = {}) {
  const all = [...hidden, output].map((one, index) => layer(index, one));
  return {
    state: plainState,
    schema,
    step: 10_000,
    accuracy: 0.8,
    testAccuracy: 0.8,
    layers: all,
    hidden: all.slice(0, -1),
    loss: { ...steady, ...loss },
    ...change,
  };
}

const ruleOf = (id) => rules.find((rule) => rule.id === id);
const why = (id, change) => ruleOf(id).why(evidenceOf(change));
const fixed = (id, change = {}) => {
  const evidence = evidenceOf(change);
  const { label, apply } = ruleOf(id).fix(evidence);
  return { label, state: apply(evidence.state) };
};
const speaks = (id, change) => assert.notEqual(why(id, change), null, JSON.stringify(change));
const silent = (id, change) => assert.equal(why(id, change), null, JSON.stringify(change));

test('a healthy run has nothing wrong', () => {
  assert.deepEqual(diagnose(evidenceOf()), []);
});

test('no rule speaks before it can know', () => {
  const from = Object.fromEntries(rules.map((rule) => [rule.id, rule.from]));
  assert.deepEqual(from, {
    'step-function': 1,
    symmetry: 1,
    vanishing: 20,
    exploding: 1,
    'dying-relu': 50,
    saturation: 20,
    linear: 200,
    'rate-high': 50,
    overfitting: 200,
    'rate-low': 200,
    'not-converging': 500,
    plateau: 500,
  });
  const still = { loss: { change: 1 } };
  const found = (step) => diagnose(evidenceOf({ ...still, step })).map(({ id }) => id);
  assert.deepEqual(found(499), []);
  assert.deepEqual(found(500), ['plateau']);
});

test('a finding has the title, the reason, the fix and the panel of its rule', () => {
  const [{ id, title, panel, why: reason, fix }] = diagnose(evidenceOf({ loss: { change: 1 } }));
  assert.equal(id, 'plateau');
  assert.equal(title, ruleOf('plateau').title);
  assert.equal(panel, 'loss');
  assert.match(reason, /now it is 0\.4/);
  assert.equal(fix.label, 'Use Adam');
});

test('step-function: a layer whose derivative is 0 everywhere', () => {
  silent('step-function');
  assert.match(
    why('step-function', { hidden: [{}, { activation: 'step' }] }),
    /step.*hidden layer 2/,
  );
  silent('step-function', { output: { activation: 'step' } });
  const { label, state } = fixed('step-function', { hidden: [{ activation: 'step' }] });
  assert.equal(label, 'Use sigmoid');
  assert.ok(
    state.layers.every(
      ({ activation, initializer }) => activation === 'sigmoid' && initializer === 'auto',
    ),
  );
  assert.equal(ruleOf('step-function').fix(evidenceOf()), null);
});

const alike = Float32Array.of(0.25, 0.25, 0.25, 0.25);

test('symmetry: all units of a layer give the same', () => {
  silent('symmetry');
  assert.match(
    why('symmetry', { hidden: [{}, { unitMeanAbsolute: alike }] }),
    /All 4 units of hidden layer 2/,
  );
  speaks('symmetry', { hidden: [{ unitMeanAbsolute: Float32Array.of(1, 1, 1 + 5e-7, 1) }] });
  silent('symmetry', { hidden: [{ unitMeanAbsolute: Float32Array.of(1, 1, 1.0001, 1) }] });
  silent('symmetry', { hidden: [{ units: 1, unitMeanAbsolute: alike.slice(0, 1) }] });
  speaks('symmetry', { hidden: [{ units: 2, unitMeanAbsolute: alike.slice(0, 2) }] });
});

test('symmetry: not those that are all silent or all at the ends of their range', () => {
  const zeros = new Float32Array(4);
  silent('symmetry', { hidden: [{ unitMeanAbsolute: zeros, zeroShare: 1 }] });
  speaks('symmetry', {
    hidden: [{ unitMeanAbsolute: zeros, zeroShare: 1, preActivation: { minimum: 0 } }],
  });
  speaks('symmetry', { hidden: [{ unitMeanAbsolute: alike, zeroShare: 0.5 }] });
  silent('symmetry', { hidden: [{ unitMeanAbsolute: alike, saturatedShare: 1 }] });
  speaks('symmetry', { hidden: [{ unitMeanAbsolute: alike, saturatedShare: 0.5 }] });
  const { state } = fixed('symmetry', {
    state: {
      ...plainState,
      outputInitializer: 'zeros',
      layers: layersOf([4], { initializer: 'zeros' }),
    },
  });
  assert.deepEqual([state.outputInitializer, state.layers[0].initializer], ['auto', 'auto']);
});

const gradients = (first, last, middle = last) =>
  [first, middle, last].map((meanAbsoluteGradient) => ({ meanAbsoluteGradient }));

test('vanishing: the first hidden layer has less than a hundredth of the gradient of the last', () => {
  silent('vanishing', { hidden: gradients(1.01e-4, 0.01) });
  const reason = why('vanishing', { hidden: gradients(1e-6, 0.01) });
  assert.match(reason, /10,000 times less/);
  assert.match(reason, /a factor of 0\.0100? for each layer/);
  silent('vanishing', { hidden: gradients(1e-6, 0.01), accuracy: 0.95 });
  silent('vanishing', { hidden: gradients(1e-6, 0.01), accuracy: 0.96 });
  speaks('vanishing', { hidden: gradients(1e-6, 0.01), accuracy: 0.94 });
  silent('vanishing', { hidden: [{ meanAbsoluteGradient: 1e-9 }] }, 'one layer');
  silent('vanishing', { hidden: gradients(0, 0) });
  const { label, state } = fixed('vanishing');
  assert.equal(label, 'Use ReLU with He initialisation');
  assert.deepEqual(
    state.layers.map(({ activation, initializer }) => [activation, initializer]),
    [
      ['relu', 'he-normal'],
      ['relu', 'he-normal'],
    ],
  );
});

test('exploding: a hundred times the gradient on its way back, or one that is large anywhere', () => {
  silent('exploding', { hidden: gradients(0.9, 0.01) });
  assert.match(why('exploding', { hidden: gradients(1.1, 0.01) }), /grows 110 times/);
  silent('exploding', { hidden: gradients(1, 1, 99) });
  silent('exploding', { hidden: gradients(1, 0) });
  assert.match(why('exploding', { hidden: gradients(10, 10, 101) }), /hidden layer 2 is 101/);
  silent('exploding', { hidden: [] });
  assert.equal(fixed('exploding').state.clipNorm, 1);
  const { state } = fixed('exploding', {
    state: { ...plainState, clipNorm: 2, layers: layersOf([4], { initializer: 'normal' }) },
  });
  assert.deepEqual([state.clipNorm, state.layers[0].initializer], [2, 'auto']);
});

const relu = (silentUnits, change = {}) => ({
  activation: 'relu',
  ...change,
  unitMeanAbsolute: Float32Array.from({ length: 4 }, (_, unit) =>
    unit < silentUnits ? 0 : 0.3 + unit,
  ),
});

test('dying-relu: at least half of the units of a rectified layer are silent', () => {
  silent('dying-relu', { hidden: [relu(1)] });
  assert.match(
    why('dying-relu', { hidden: [relu(2)] }),
    /50\.0\s% of the units of hidden layer 1 .* that could wake them/,
  );
  assert.match(
    why('dying-relu', { hidden: [relu(0), relu(3)] }),
    /hidden layer 2 .*only the layers before it can wake them/,
  );
  assert.match(why('dying-relu', { hidden: [relu(0), relu(4)] }), /nor do the layers before it/);
  assert.match(
    why('dying-relu', { hidden: [relu(2), relu(3), relu(2)] }),
    /75\.0\s% .*hidden layer 2/,
  );
  silent('dying-relu', { hidden: [relu(4, { activation: 'tanh' })] });
  silent('dying-relu', { hidden: [relu(4, { activation: 'relu6' })] });
  silent('dying-relu', { hidden: [relu(4)], accuracy: 0.99 });
  assert.ok(
    fixed('dying-relu').state.layers.every(({ activation }) => activation === 'leaky-relu'),
  );
});

test('saturation: at least half of the units are in the flat tails', () => {
  const at = (...shares) => ({ hidden: shares.map((saturatedShare) => ({ saturatedShare })) });
  silent('saturation', at(0.49, 0.1));
  assert.match(
    why('saturation', at(0.1, 0.5)),
    /50\.0\s% of the units of hidden layer 2 .* tails of tanh/,
  );
  assert.match(why('saturation', at(0.6, 0.9, 0.7)), /90\.0\s% .*hidden layer 2/);
  silent('saturation', { ...at(0.9), accuracy: 0.95 });
  silent('saturation', { hidden: [{ saturatedShare: 0.9, activation: 'relu' }] });
  silent('saturation', { hidden: [{ saturatedShare: 0.9 }, { activation: 'step' }] });
  silent('saturation', { hidden: [] });
  const { state } = fixed('saturation', {
    ...at(0.1, 0.5),
    state: { ...plainState, layers: layersOf([4, 4], { bias: 3 }) },
  });
  const [first, second] = state.layers;
  assert.deepEqual([first.initializer, first.bias], ['auto', 3]);
  assert.deepEqual([second.initializer, second.bias], ['xavier-uniform', 0]);
});

test('linear: no layer bends', () => {
  const linear = { activation: 'linear' };
  silent('linear', { hidden: [linear, {}] });
  assert.match(
    why('linear', { hidden: [linear, linear] }),
    /Every hidden layer is linear.*80\.0\s%/,
  );
  assert.match(why('linear', { hidden: [] }), /There is no hidden layer/);
  silent('linear', { hidden: [linear], accuracy: 0.95 });
  silent('linear', { hidden: [linear], accuracy: NaN });
  assert.equal(fixed('linear', { hidden: [linear] }).state.layers[0].activation, 'tanh');
  const { state } = fixed('linear', { hidden: [], state: { ...plainState, layers: [] } });
  assert.deepEqual(
    state.layers.map(({ units, activation }) => [units, activation]),
    [[4, 'tanh']],
  );
});

const leaping = { now: 0.8, best: 0.4, recentMean: 0.7, recentSpread: 0.2, first: 0.9 };
const largest = (updateToWeightRatio) => ({ hidden: [{}, { updateToWeightRatio }] });

test('rate-high: the loss leaps, and steps are large or it ends above where it began', () => {
  assert.match(
    why('rate-high', { loss: leaping, ...largest(0.2) }),
    /between 0\.4.* and more than 0\.9.*20\.0\s%/,
  );
  silent('rate-high', { loss: leaping, ...largest(0.09) });
  speaks('rate-high', { loss: { ...leaping, first: 0.79 }, ...largest(0.01) });
  silent('rate-high', { loss: { ...leaping, first: leaping.now }, ...largest(0.01) });
  silent('rate-high', { loss: { ...leaping, now: 0.6 }, ...largest(0.2) });
  speaks('rate-high', { loss: { ...leaping, now: 0.61 }, ...largest(0.2) });
  silent('rate-high', { loss: { ...leaping, recentSpread: 0.069 }, ...largest(0.2) });
  silent('rate-high', { loss: leaping, ...largest(NaN) });
  speaks('rate-high', { loss: leaping, output: { updateToWeightRatio: 0.2 } });
  const { label, state } = fixed('rate-high', { state: { ...plainState, learningRate: 0.123 } });
  assert.deepEqual([label, state.learningRate], ['Learning rate 0.012', 0.012]);
});

test('overfitting: the test loss has risen and is above the training loss', () => {
  const loss = { now: 0.1, test: 0.6, bestTest: 0.5 };
  assert.match(why('overfitting', { loss }), /from 0\.5.* to 0\.6.*0\.1/);
  silent('overfitting', { loss: { ...loss, bestTest: 0.53 } });
  silent('overfitting', { loss: { ...loss, now: 0.4 } });
  speaks('overfitting', { loss: { ...loss, now: 0.39 } });
  silent('overfitting', { loss, testAccuracy: 0.95 });
  speaks('overfitting', { loss, testAccuracy: NaN });
  const l2 = (before) => fixed('overfitting', { state: { ...plainState, l2: before } });
  assert.deepEqual([l2(0).label, l2(0).state.l2], ['L2 of 0.003', 0.003]);
  assert.equal(l2(0.0123).state.l2, 0.037);
  assert.equal(l2(9).state.l2, 10);
});

const tiny = {
  hidden: [{ updateToWeightRatio: 5e-5 }, { updateToWeightRatio: 1e-5 }],
  output: { updateToWeightRatio: NaN },
};

test('rate-low: no layer changes by more than a ten-thousandth, and the loss hardly falls', () => {
  const loss = { change: 0.95 };
  assert.match(why('rate-low', { ...tiny, loss }), /more than 0\.00005|more than 5\S* ?× ?10/);
  silent('rate-low', { ...tiny, loss: { change: 0.9 } });
  silent('rate-low', { ...tiny, loss, output: { updateToWeightRatio: 1.1e-4 } });
  silent('rate-low', { ...tiny, loss: { change: 0.95, recentSpread: 0.05 } });
  silent('rate-low', { ...tiny, loss, accuracy: 0.97 });
  const vanished = tiny.hidden.map((one, index) => ({
    ...one,
    meanAbsoluteGradient: index ? 1 : 1e-3,
  }));
  silent('rate-low', { ...tiny, hidden: vanished, loss });
  silent('rate-low', {
    ...tiny,
    hidden: [...tiny.hidden.slice(1), { ...tiny.hidden[0], activation: 'step' }],
    loss,
  });
  assert.equal(
    fixed('rate-low', { state: { ...plainState, learningRate: 0.003 } }).state.learningRate,
    0.03,
  );
});

test('not-converging: the loss moves by a tenth of itself and does not fall', () => {
  const loss = { recentSpread: 0.05, change: 0.95 };
  assert.match(why('not-converging', { loss }), /±0\.05.* around 0\.42/);
  silent('not-converging', { loss: { ...loss, recentSpread: 0.04 } });
  silent('not-converging', { loss: { ...loss, change: 0.9 } });
  silent('not-converging', { loss, accuracy: 0.95 });
  assert.equal(fixed('not-converging').state.learningRate, 0.03);
});

test('plateau: the loss is where it was half a run ago', () => {
  assert.match(why('plateau', { loss: { change: 0.995 } }), /was 0\.402, now it is 0\.4/);
  speaks('plateau', { loss: { change: 1.005 } });
  silent('plateau', { loss: { change: 0.985 } });
  silent('plateau', { loss: { change: 1.015 } });
  silent('plateau', { loss: { change: 1, now: 0.05 } });
  silent('plateau', { loss: { change: 1 }, accuracy: 0.95 });
  const { state } = fixed('plateau', {
    state: { ...plainState, optimizerParams: { momentum: 0.5 } },
  });
  assert.deepEqual(
    [state.optimizer, state.optimizerParams, state.learningRate],
    ['adam', {}, 0.01],
  );
  const adam = fixed('plateau', { state: { ...plainState, optimizer: 'adam' } });
  assert.deepEqual([adam.state.optimizer, adam.state.learningRate], ['adam', 0.3]);
});

test('what another finding explains is not said twice', () => {
  const ids = (change) => diagnose(evidenceOf(change)).map(({ id }) => id);
  const still = { change: 1 };
  assert.deepEqual(ids({ loss: still, hidden: [{ activation: 'step' }] }), ['step-function']);
  assert.deepEqual(ids({ loss: still, hidden: [{ unitMeanAbsolute: alike }] }), ['symmetry']);
  assert.deepEqual(ids({ loss: still, hidden: gradients(1e-6, 0.01) }), ['vanishing']);
  assert.deepEqual(ids({ loss: still, hidden: [relu(3)] }), ['dying-relu']);
  assert.deepEqual(ids({ loss: still, hidden: [{ activation: 'linear' }] }), ['linear']);
  assert.deepEqual(ids({ loss: { ...still, recentSpread: 0.05 } }), ['not-converging', 'plateau']);
  assert.deepEqual(
    ids({ loss: leaping, hidden: [{ updateToWeightRatio: 0.2, saturatedShare: 0.9 }] }),
    ['rate-high'],
  );
  assert.deepEqual(ids({ ...tiny, loss: { ...still, change: 1 } }), ['rate-low']);
});
