import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../site/src/compare/compare.js';
import { metrics } from '../../../site/src/compare/metrics.js';
import { readyMade } from '../../../site/src/compare/ready-made.js';
import { readComparison } from '../../../site/src/compare/comparison.js';
import { verdictOf } from '../../../site/src/compare/verdict.js';
import { engine, schema } from '../tables.mjs';

/** The trials of a description, by row and column. */
async function trialsOf(description) {
  const cells = new Map();
  for await (const { row, column, result } of compare(engine, description)) {
    const key = `${row},${column}`;
    cells.set(key, [...(cells.get(key) ?? []), result]);
  }
  return (row, column) => cells.get(`${row},${column}`) ?? [];
}

const claim = { text: '', metric: 'testAccuracy', larger: [1, 0], smaller: [0, 0] };
const base = 'preset=none&samples=100&layers=4';
const measured = await trialsOf({ base, rows: 'learningRate:0.001|0.3', seeds: 10, steps: 100 });

test('a claim that the trials bear out holds; with the rows reversed the opposite was measured', () => {
  assert.equal(verdictOf(claim, measured).outcome, 'holds');
  const reversed = (row, column) => measured(1 - row, column);
  assert.equal(verdictOf(claim, reversed).outcome, 'opposite');
});

test('two equal rows: no difference', () => {
  assert.equal(verdictOf(claim, () => measured(1, 0)).outcome, 'none');
});

/** Trials with these test accuracies. */
const withAccuracies = (values) =>
  values.map((testAccuracy, i) => ({ seed: i, final: { testAccuracy } }));
const alternating = (count) => Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 0.4 : 0.6));

test('an interval that contains 0: under ten seeds they cannot tell, from ten on there is no difference', () => {
  const verdictOfSeeds = (count) =>
    verdictOf(claim, (row) =>
      withAccuracies(row === 0 ? alternating(count) : alternating(count).reverse()),
    );
  const few = verdictOfSeeds(8);
  assert.equal(few.outcome, 'open');
  assert.ok(/^8 seeds cannot tell: 50.0\s% against 50.0\s%/.test(few.text), few.text);
  const many = verdictOfSeeds(12);
  assert.equal(many.outcome, 'none');
  assert.ok(many.text.startsWith('No difference'), many.text);
});

test('too few seeds with a value cannot tell, and say how many there are; none are not measured', () => {
  const { outcome, text } = verdictOf(claim, (row) =>
    withAccuracies(row === 0 ? alternating(6) : [0.9, 0.9, 0.9, NaN, NaN, NaN]),
  );
  assert.equal(outcome, 'open');
  assert.ok(text.includes('6 seeds cannot tell'), text);
  assert.ok(text.includes('3 of 6 never got there') && text.includes('only 3 of them'), text);
  assert.equal(verdictOf(claim, () => []).outcome, 'missing');
});

test('a claim that two cells do not differ holds where the interval contains 0, and fails where it does not', () => {
  const same = { ...claim, expected: 'same' };
  assert.equal(
    verdictOf(same, () =>
      measured(1, 0).concat(measured(0, 0).map((each) => ({ ...each, seed: each.seed + 10 }))),
    ).outcome,
    'holds',
  );
  assert.equal(verdictOf(same, measured).outcome, 'opposite');
});

test('the opposite of a rule of textbooks is said to be one', () => {
  const reversed = (row, column) => measured(1 - row, column);
  const said = (textbook) => verdictOf({ ...claim, textbook }, reversed).text;
  assert.ok(said(true).startsWith('Against the textbook, the opposite was measured'));
  assert.ok(said(false).startsWith('The opposite was measured'));
});

test('trials that diverged are counted in the text and in no mean', () => {
  const broken = (row) =>
    measured(row, 0).map((trial, i) => (i === 0 ? { ...trial, diverged: { step: 1 } } : trial));
  assert.ok(verdictOf(claim, broken).text.includes('1 of 10 diverged'));
});

for (const { id, description, metric, claims } of readyMade) {
  test(`the ready-made comparison ${id} can be read, and its claims name its cells`, () => {
    const { cells } = readComparison(schema, description);
    const has = ([row, column]) => cells.some((cell) => cell.row === row && cell.column === column);
    assert.ok(metrics.some((each) => each.id === metric));
    assert.ok(claims.length > 0);
    for (const { larger, smaller, metric: measuredBy } of claims) {
      assert.ok(has(larger) && has(smaller));
      assert.ok(metrics.some((each) => each.id === measuredBy));
    }
  });
}

const [opening] = readyMade;
const full = await trialsOf({ ...opening.description, seeds: 20 });
const fiveSeeds = (row, column) => full(row, column).slice(0, 5);
const accuracyOf = (at) => (row, column) => {
  const good = at(row, column).filter(({ diverged }) => !diverged);
  return good.reduce((sum, { final }) => sum + final.testAccuracy, 0) / good.length;
};
const outcomes = (claims, at) => claims.map((each) => verdictOf(each, at).outcome);

test('initialiser by activation, twelve layers deep: what was measured when the page was written', () => {
  const accuracy = accuracyOf(full);
  for (let column = 0; column < 4; column++) {
    for (const row of [0, 1]) assert.equal(accuracy(row, column), 0.5, `${row}, ${column}`);
  }
  for (const row of [2, 3, 4]) assert.ok(accuracy(row, 1) > 0.94, 'tanh learns');
  for (const row of [2, 3, 4]) assert.equal(accuracy(row, 0), 0.5, 'sigmoid does not');
  assert.ok(accuracy(4, 2) > 0.95 && accuracy(3, 2) < 0.8, 'ReLU: He, not Xavier');
  assert.equal(full(2, 3).filter(({ diverged }) => diverged).length, 18);
  assert.deepEqual(outcomes(opening.claims, full), ['holds', 'opposite', 'holds']);
  assert.equal(full(0, 0)[0].finding.id, 'symmetry');
  assert.equal(full(4, 0)[0].finding.id, 'vanishing');
});

test('five seeds of it cannot tell two of the three statements, and say so', () => {
  assert.deepEqual(outcomes(opening.claims, fiveSeeds), ['open', 'open', 'holds']);
});

test('against the textbook, tanh learns sooner with He than with Xavier', () => {
  const { text } = verdictOf(opening.claims[1], full);
  assert.ok(text.startsWith('Against the textbook'), text);
  assert.ok(/51\.9 steps .* against 198 steps/.test(text), text);
});

test('with two layers the differences between Xavier and He vanish', async () => {
  const shallow = readyMade.find(({ id }) => id === 'initialisers-shallow');
  const at = await trialsOf(shallow.description);
  const accuracy = accuracyOf(at);
  for (const row of [2, 3, 4])
    for (const column of [1, 2, 3]) assert.equal(accuracy(row, column), 1, `${row}, ${column}`);
  assert.deepEqual(outcomes(shallow.claims, at), ['holds', 'holds', 'holds']);
});

for (const [id, expected] of Object.entries({
  'initialisers-four': ['holds', 'opposite'],
  'sigmoid-tanh': ['holds', 'holds', 'holds'],
  rectifiers: ['holds', 'holds', 'holds', 'holds'],
  depth: ['holds', 'opposite'],
  rates: ['holds', 'holds'],
  optimizers: ['holds'],
  regularisation: ['holds', 'holds'],
})) {
  test(`${id}: what was measured when the page was written`, async () => {
    const { description, claims } = readyMade.find((each) => each.id === id);
    assert.deepEqual(outcomes(claims, await trialsOf(description)), expected);
  });
}
