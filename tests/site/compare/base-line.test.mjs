import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseLine } from '../../../site/src/compare/base-line.js';
import { readComparison } from '../../../site/src/compare/comparison.js';
import { schema } from '../tables.mjs';

const line = (description) => baseLine(schema, readComparison(schema, description));

test('what all cells have in common', () => {
  assert.equal(
    line({ rows: 'activation:tanh|relu' }),
    '500 rows of the data “Circles”, noise 0.1 · 6 hidden layers of 8 · Gradient descent · learning rate 0.1 · batches of 16',
  );
});

test('what an axis changes is left out', () => {
  const text = line({ rows: 'batchSize:1|16', columns: 'variant:plain()|other(optimizer:adam)' });
  assert.ok(!text.includes('batches') && !text.includes('descent'), text);
  assert.ok(!line({ rows: 'depth:1|2' }).includes('hidden'));
  const best = { base: 'validationFraction=0.2', best: 'learningRate:0.1|1' };
  assert.ok(!line(best).includes('learning rate'));
});

test('layers of different widths are listed', () => {
  assert.ok(line({ base: 'layers=4,2' }).includes('2 hidden layers of 4, 2'));
  assert.ok(line({ base: 'layers=0' }).includes('no hidden layer'));
});
