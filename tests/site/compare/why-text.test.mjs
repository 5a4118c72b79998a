import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyText } from '../../../site/src/compare/why-text.js';

const dead = { finding: { id: 'dying-relu', title: 'Units have died' } };
const vanishing = (gradientRatio) => ({
  gradientRatio,
  finding: { id: 'vanishing', title: 'The gradient vanishes' },
});
const diverged = { finding: { id: 'diverged', title: 'diverged' }, diverged: { step: 3 } };
const fine = { finding: null };

test('nothing to tell of a cell that learned', () => {
  assert.equal(whyText([fine, fine]), '');
  assert.equal(whyText([]), '');
});

test('the commonest finding, and how many trials have it', () => {
  assert.equal(whyText([dead, dead]), 'Units have died');
  assert.equal(whyText([dead, vanishing(0.1), dead, fine]), 'Units have died (2 of 4)');
});

test('a vanishing gradient comes with the median of what is left of it', () => {
  const trials = [0.5, 1e-7, 0.001].map(vanishing);
  assert.equal(whyText(trials), 'The gradient vanishes: 0.0010 of it left in the first layer');
});

test('trials that diverged are counted first', () => {
  assert.equal(whyText([diverged, diverged, dead]), '2 of 3 diverged; Units have died (1 of 3)');
});
