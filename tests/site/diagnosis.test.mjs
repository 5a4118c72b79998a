import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherEvidence } from '../../site/src/diagnosis/evidence.js';
import { diagnose, rules } from '../../site/src/diagnosis/rules.js';
import { Series } from '../../site/src/session/measurement-history.js';
import { presetOf, presetState, presetsFor } from '../../site/src/state/presets.js';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { checkState } from '../../site/src/state/validate.js';
import { MeasurementSchedule } from '../../site/src/worker/measurement-schedule.js';
import { laboratoryOf, schema } from './tables.mjs';

/** Trains a state for so many steps, measured as the page does. */
function evidenceOf(state, steps) {
  const trainingRun = laboratoryOf(state);
  const series = new Series();
  const schedule = new MeasurementSchedule();
  series.add(trainingRun.measure('full'));
  while (trainingRun.step < steps) {
    const { diverged } = trainingRun.train(schedule.next(trainingRun.step) - trainingRun.step);
    series.add(trainingRun.measure(schedule.inFull(trainingRun.step) ? 'magnitudes' : 'none'));
    if (diverged) break;
  }
  const { layers } = trainingRun.measure('magnitudes');
  trainingRun.dispose();
  return gatherEvidence({ state, schema, curves: series.curves, layers });
}

const findingsOf = (state, steps) => diagnose(evidenceOf(state, steps));

const ids = (state, steps) => findingsOf(state, steps).map(({ id }) => id);
const deep = (change) => ({ ...plainState, layers: layersOf([8, 8, 8, 8, 8, 8], change) });

/** A network that has the illness, and one that has not, both after so many steps. */
const cases = {
  'step-function': {
    ill: { ...plainState, layers: layersOf([8, 8], { activation: 'step' }) },
    healthy: { ...plainState, layers: layersOf([8, 8], { activation: 'sigmoid' }) },
    steps: 300,
  },
  symmetry: {
    ill: { ...plainState, layers: layersOf([8, 8], { initializer: 'zeros' }) },
    healthy: plainState,
    steps: 300,
  },
  vanishing: {
    ill: presetState('vanishing'),
    healthy: { ...presetState('vanishing'), ...presetOf('vanishing').next.change },
    steps: 1000,
  },
  exploding: {
    ill: {
      ...plainState,
      learningRate: 1e-8,
      layers: layersOf([32, 32, 32, 32, 32, 32], {
        activation: 'relu',
        initializer: 'normal',
        initializerParams: { deviation: 1 },
      }),
    },
    healthy: deep({ activation: 'relu', initializer: 'he-normal' }),
    steps: 30,
  },
  'dying-relu': {
    ill: { ...plainState, layers: layersOf([8, 8, 8], { activation: 'relu', bias: -1 }) },
    healthy: { ...plainState, layers: layersOf([8, 8, 8], { activation: 'leaky-relu', bias: -1 }) },
    steps: 300,
  },
  saturation: {
    ill: {
      ...plainState,
      learningRate: 0.001,
      layers: layersOf([8, 8], { initializer: 'normal', initializerParams: { deviation: 20 } }),
    },
    healthy: plainState,
    steps: 300,
  },
  linear: {
    ill: presetState('linear-xor'),
    healthy: { ...presetState('linear-xor'), layers: layersOf([8, 8]) },
    steps: 1000,
  },
  'rate-high': {
    ill: { ...plainState, data: 'spirals', learningRate: 10 },
    healthy: { ...plainState, learningRate: 0.1 },
    steps: 2000,
  },
  overfitting: {
    ill: presetState('overfitting'),
    healthy: plainState,
    steps: 4000,
  },
  'rate-low': {
    ill: { ...plainState, learningRate: 0.00003 },
    healthy: plainState,
    steps: 2000,
  },
  'not-converging': {
    ill: {
      ...plainState,
      noise: 1,
      samples: 1000,
      learningRate: 1,
      batchSize: 1,
      layers: layersOf([8, 8], { activation: 'sigmoid' }),
    },
    healthy: plainState,
    steps: 4000,
  },
  plateau: {
    ill: {
      ...plainState,
      data: 'xor',
      noise: 0,
      layers: layersOf([2], { activation: 'sigmoid' }),
      l2: 0.3,
    },
    healthy: plainState,
    steps: 3000,
  },
};

test('every rule has an ill and a healthy network', () => {
  assert.deepEqual(rules.map(({ id }) => id).sort(), Object.keys(cases).sort());
});

for (const [id, { ill, healthy, steps }] of Object.entries(cases)) {
  test(`${id}: found where it is, and not where it is not`, () => {
    assert.deepEqual(checkState(schema, ill), []);
    assert.ok(ids(ill, steps).includes(id), `ill: ${ids(ill, steps)}`);
    assert.ok(!ids(healthy, steps).includes(id), `healthy: ${ids(healthy, steps)}`);
  });
}

test('a network that learns with a third of a layer silent is not ill of it', () => {
  const evidence = evidenceOf(presetState('xavier-he'), 100);
  const silent = evidence.hidden.map(
    ({ units, unitMeanAbsolute }) => unitMeanAbsolute.filter((value) => value === 0).length / units,
  );
  assert.ok(Math.max(...silent) > 0.3, `${silent}`);
  assert.ok(evidence.accuracy < 0.95, 'it is still learning');
  assert.deepEqual(
    diagnose(evidence).map(({ id }) => id),
    [],
  );
});

test('a fix names its number as the field shows it', () => {
  const label = (id) => {
    const { ill, steps } = cases[id];
    return findingsOf(ill, steps).find((finding) => finding.id === id)?.fix?.label;
  };
  assert.equal(label('overfitting'), 'L2 of 0.003');
  assert.equal(label('rate-low'), 'Learning rate 0.0003');
});

test('each fix gives a state that the engine takes', () => {
  for (const { ill, steps } of Object.values(cases)) {
    for (const { fix, why, title } of findingsOf(ill, steps)) {
      assert.ok(why.length > 20 && !/NaN|undefined|Infinity/.test(why), `${title}: ${why}`);
      if (fix) assert.deepEqual(checkState(schema, fix.apply(ill)), [], title);
    }
  }
});

test('dead units are sought where they give 0, not in the layers that get no gradient because of them', () => {
  const finding = findingsOf(presetState('dying-relu'), 100).find(({ id }) => id === 'dying-relu');
  assert.match(finding.why, /^100\s% of the units of hidden layer 3 give 0 for every row\./);
});

test('a network without a hidden layer is linear too, and no other optimiser mends that', () => {
  const [finding, ...others] = findingsOf(presetState('perceptron-xor'), 1000);
  assert.equal(finding.id, 'linear');
  assert.deepEqual(others, []);
  const mended = finding.fix.apply(presetState('perceptron-xor'));
  assert.ok(!ids(mended, 1000).includes('linear'));
});

test('a plane is fitted by a linear network, with nothing wrong in that', () => {
  const state = {
    ...plainState,
    data: 'plane',
    layers: layersOf([4], { activation: 'linear' }),
  };
  assert.ok(!ids(state, 2000).includes('linear'));
});

test('experiments that are solved have nothing wrong', () => {
  for (const { id } of presetsFor(schema)) {
    if (id !== 'spirals' && id !== 'softmax') continue;
    assert.deepEqual(ids(presetState(id), 20_000), [], id);
  }
});

test('units that are all saturated are not taken for units that are all the same', () => {
  const found = ids(presetState('rate-high'), 172_000);
  assert.ok(!found.includes('symmetry'), `${found}`);
  assert.ok(found.includes('rate-high') || found.includes('saturation'), `${found}`);
});
