import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  logAxis,
  logExtent,
  logTicks,
  powerOfTen,
} from '../../../site/src/views/common/log-axis.js';
import { logLossAxis } from '../../../site/src/views/loss/loss-axis.js';

test('powers of ten are printed with superscripts', () => {
  assert.equal(powerOfTen(-12), '10⁻¹²');
  assert.equal(powerOfTen(0), '10⁰');
});

test('the axis spans whole decades around the values', () => {
  const axis = logAxis(logExtent([[0.003, 0.2], [5]]));
  assert.deepEqual([axis.lower, axis.upper], [-3, 1]);
  assert.equal(axis.position(0.01), -2);
  assert.equal(axis.position(-0.01), -2, 'a magnitude has no sign');
});

test('values on a decade do not open another one', () => {
  const axis = logAxis(logExtent([[0.001, 1]]));
  assert.deepEqual([axis.lower, axis.upper], [-3, 0]);
});

test('zeros and values that are not finite lie below the decades, each on a lane of its own', () => {
  const axis = logAxis(logExtent([[0, 0.1, NaN, Infinity]]));
  assert.ok(axis.hasZero && axis.hasInvalid);
  assert.ok(axis.position(0) < axis.lower);
  assert.ok(axis.position(NaN) < axis.position(0));
  assert.equal(axis.position(NaN), axis.position(-Infinity));
  assert.ok(axis.bottom < axis.position(NaN));
  const lanes = logTicks(axis, 200).filter(({ kind }) => kind === 'lane');
  assert.deepEqual(
    lanes.map(({ label }) => label),
    ['0', '∞'],
  );
});

test('without zeros there is no lane', () => {
  const axis = logAxis(logExtent([[1, 10]]));
  assert.equal(axis.bottom, axis.lower);
  assert.equal(logTicks(axis, 200).filter(({ kind }) => kind === 'lane').length, 0);
});

test('only what is shown counts', () => {
  const extent = logExtent([[1e-9, 0, 1, 2, 1e9]], 2, 4);
  assert.deepEqual(extent, { minimum: 1, maximum: 2, hasZero: false, hasInvalid: false });
});

test('an axis without values still has decades', () => {
  const axis = logAxis(logExtent([]));
  assert.ok(axis.upper > axis.lower);
});

test('labels keep their distance on a short axis', () => {
  const axis = logAxis(logExtent([[1e-20, 1]]));
  const labelled = logTicks(axis, 120).filter(({ label }) => label);
  const perDecade = 120 / (axis.upper - axis.bottom);
  for (let index = 1; index < labelled.length; index++) {
    const distance = (labelled[index - 1].position - labelled[index].position) * perDecade;
    assert.ok(distance >= 24, `${distance} px`);
  }
  assert.equal(labelled[0].label, '10⁰');
});

test('a loss that hardly changes is not lost on a whole decade', () => {
  const { extent, ticks } = logLossAxis([[0.69, 0.7]], 0);
  assert.deepEqual(
    ticks(150).map(({ label }) => label),
    ['0.5', '1'],
  );
  assert.ok(extent[0] < Math.log10(0.69) && extent[1] > Math.log10(0.7));
});

test('a loss over many decades, with zeros, or without values has an axis', () => {
  assert.deepEqual([...logLossAxis([[0.001, 3]], 0).extent], [-3, 1]);
  assert.ok(logLossAxis([[0, 1]], 0).extent[0] < -1);
  assert.ok(logLossAxis([], 0).extent[0] < logLossAxis([], 0).extent[1]);
});
