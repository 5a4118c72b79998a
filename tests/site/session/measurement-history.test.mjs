import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Series } from '../../../site/src/session/measurement-history.js';
import { measurementAt } from './support.mjs';

/** Statistics of a layer whose numbers all tell their layer and step. */
const layerAt = (layer, step, histogram) => ({
  activationValues: { meanAbsolute: step + 0.1 * layer, histogram },
  meanAbsoluteGradient: 1000 + step + 0.1 * layer,
  deadShare: 2000 + step,
  saturatedShare: 3000 + step,
  updateToWeightRatio: 4000 + step,
});
const layered = (step, { histogram = undefined, layers = 2 } = {}) =>
  measurementAt(step, {
    layers: Array.from({ length: layers }, (_, layer) => layerAt(layer, step, histogram)),
  });

test('an empty series', () => {
  const series = new Series();
  assert.equal(series.length, 0);
  assert.equal(series.lastStep, -1);
  assert.equal(series.curves.step.length, 0);
  assert.deepEqual(series.layerCurves.activation, []);
  series.cut(3);
  assert.equal(series.length, 0);
});

test('every measurement is a point of each curve', () => {
  const series = new Series();
  series.add(measurementAt(0));
  series.add(measurementAt(25));
  const { step, epoch, trainLoss, testLoss, trainAccuracy, testAccuracy } = series.curves;
  assert.deepEqual([...step], [0, 25]);
  assert.deepEqual([...epoch], [0, 2]);
  assert.deepEqual([...trainLoss], [1, 1 / 26]);
  assert.deepEqual([...testLoss], [2, 2 / 26]);
  assert.deepEqual([...trainAccuracy], [0.5, 0.5]);
  assert.deepEqual([...testAccuracy], [0.25, 0.25]);
  assert.equal(series.length, 2);
  assert.equal(series.lastStep, 25);
});

test('a task without classes has no accuracy, and an accuracy of 0 is one', () => {
  const series = new Series();
  series.add(measurementAt(0, { train: { loss: 1 }, test: { loss: 1 } }));
  series.add(measurementAt(1, { train: { loss: 1, accuracy: 0 }, test: { loss: 1, accuracy: 0 } }));
  assert.deepEqual([...series.curves.trainAccuracy], [NaN, 0]);
  assert.deepEqual([...series.curves.testAccuracy], [NaN, 0]);
});

test('a measurement that is not later than the last is left out', () => {
  const series = new Series();
  for (const step of [3, 3, 2, 4]) series.add(measurementAt(step));
  assert.deepEqual([...series.curves.step], [3, 4]);
});

test('curves of layers have a step for each measurement that looked at the layers', () => {
  const series = new Series();
  series.add(layered(1));
  series.add(measurementAt(2));
  series.add(layered(3));
  assert.deepEqual([...series.layerSteps], [1, 3]);
  const { activation, gradient, dead, saturated, update } = series.layerCurves;
  const plain = (curves) => curves.map((curve) => [...curve]);
  assert.deepEqual(plain(activation), [
    [1, 3],
    [1.1, 3.1],
  ]);
  assert.deepEqual(plain(gradient), [
    [1001, 1003],
    [1001.1, 1003.1],
  ]);
  assert.deepEqual(plain(dead)[1], [2001, 2003]);
  assert.deepEqual(plain(saturated)[0], [3001, 3003]);
  assert.deepEqual(plain(update)[0], [4001, 4003]);
});

test('more numbers than there was room for at first', () => {
  const series = new Series();
  for (let step = 0; step < 1000; step += 1) series.add(measurementAt(step));
  const { step, trainLoss } = series.curves;
  assert.equal(step.length, 1000);
  assert.ok(step.every((value, index) => value === index));
  assert.ok(trainLoss.every((value, index) => value === 1 / (1 + index)));
});

test('what is cut is gone from every curve, and the series goes on from there', () => {
  const series = new Series();
  for (const step of [1, 2, 3, 4]) series.add(layered(step, { histogram: {} }));
  series.cut(2.5);
  assert.deepEqual([...series.curves.step], [1, 2]);
  assert.deepEqual([...series.layerSteps], [1, 2]);
  assert.deepEqual([...series.layerCurves.gradient[0]], [1001, 1002]);
  assert.deepEqual(
    series.measurements.map(({ step }) => step),
    [1, 2],
  );
  series.add(layered(3));
  assert.deepEqual([...series.curves.step], [1, 2, 3]);
  assert.deepEqual([...series.layerCurves.activation[1]], [1.1, 2.1, 3.1]);
  series.cut(3);
  assert.equal(series.length, 3, 'what is at the step itself stays');
});

test('measurements with histograms of every layer are kept whole', () => {
  const series = new Series();
  const full = layered(2, { histogram: {} });
  const half = layered(3, { histogram: {} });
  half.layers[1] = layerAt(1, 3, undefined);
  for (const measurement of [layered(1), full, half]) series.add(measurement);
  assert.deepEqual(series.measurements, [full]);
});

test('at most 384 of them: then the older half is thinned, every other one', () => {
  const series = new Series();
  for (let step = 1; step <= 384; step += 1) series.add(layered(step, { histogram: {} }));
  assert.equal(series.measurements.length, 384);
  series.add(layered(385, { histogram: {} }));
  const steps = series.measurements.map(({ step }) => step);
  assert.equal(steps.length, 289);
  assert.deepEqual(steps.slice(0, 3), [1, 3, 5]);
  assert.deepEqual(steps.slice(95, 98), [191, 193, 194], 'the newer half stays');
  assert.equal(steps.at(-1), 385);
  assert.equal(series.curves.step.length, 385, 'and the curves with it');
});
