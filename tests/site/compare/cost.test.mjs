import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readComparison } from '../../../site/src/compare/comparison.js';
import { longestUnasked, secondsOf } from '../../../site/src/compare/cost.js';
import { readyMade } from '../../../site/src/compare/ready-made.js';
import { schema } from '../tables.mjs';

const secondsFor = (description, workers = 1) =>
  secondsOf(readComparison(schema, description), workers);

test('a ready-made comparison is short', () => {
  for (const { id, description } of readyMade) assert.ok(secondsFor(description) < 60, id);
});

test('wide networks for many steps and seeds are asked about first', () => {
  const description = { base: 'layers=512,512,512', seeds: 100, steps: 10_000 };
  assert.ok(secondsFor(description) > longestUnasked);
});

test('each candidate of best is trained in full', () => {
  const base = 'validationFraction=0.2';
  const ratio = secondsFor({ base, best: 'noise:0..0.3+4' }) / secondsFor({ base });
  assert.ok(Math.abs(ratio - 4) < 1e-6, String(ratio));
});

test('twice the steps take about twice as long, with two workers half as long', () => {
  const seconds = secondsFor({ seeds: 10, steps: 10_000 });
  assert.ok(Math.abs(secondsFor({ seeds: 10, steps: 20_000 }) / seconds - 2) < 0.1);
  assert.equal(secondsFor({ seeds: 10, steps: 10_000 }, 2), seconds / 2);
});
