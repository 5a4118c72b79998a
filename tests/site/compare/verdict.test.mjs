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
const measured = await trialsOf({ base, rows: 'learningRate:0.001|0.3', seeds: 8, steps: 100 });

test('a claim that the trials bear out holds; with the rows reversed the opposite was measured', () => {
  assert.equal(verdictOf(claim, measured).outcome, 'holds');
  const reversed = (row, column) => measured(1 - row, column);
  assert.equal(verdictOf(claim, reversed).outcome, 'opposite');
});

test('two equal rows: no difference', () => {
  assert.equal(verdictOf(claim, () => measured(1, 0)).outcome, 'none');
});

test('a few seeds are too few, and none are not measured', () => {
  assert.equal(verdictOf(claim, (row) => measured(row, 0).slice(0, 2)).outcome, 'few');
  assert.equal(verdictOf(claim, () => []).outcome, 'missing');
});

test('trials that diverged are counted in the text and in no mean', () => {
  const broken = (row) =>
    measured(row, 0).map((trial, i) => (i === 0 ? { ...trial, diverged: { step: 1 } } : trial));
  assert.ok(verdictOf(claim, broken).text.includes('1 of 8 diverged'));
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

test('initialiser by activation, twelve layers deep: what was measured when the page was written', async () => {
  const [{ description, claims }] = readyMade;
  const at = await trialsOf({ ...description, seeds: 20 });
  const accuracy = (row, column) => {
    const good = at(row, column).filter(({ diverged }) => !diverged);
    return good.reduce((sum, { final }) => sum + final.testAccuracy, 0) / good.length;
  };
  for (let column = 0; column < 4; column++) {
    for (const row of [0, 1]) assert.equal(accuracy(row, column), 0.5, `${row}, ${column}`);
  }
  for (const row of [2, 3, 4]) assert.ok(accuracy(row, 1) > 0.94, 'tanh learns');
  for (const row of [2, 3, 4]) assert.equal(accuracy(row, 0), 0.5, 'sigmoid does not');
  assert.ok(accuracy(4, 2) > 0.95 && accuracy(3, 2) < 0.8, 'ReLU: He, not Xavier');
  assert.equal(at(2, 3).filter(({ diverged }) => diverged).length, 18);
  assert.deepEqual(
    claims.map((each) => verdictOf(each, at).outcome),
    ['holds', 'opposite', 'holds'],
  );
  assert.equal(at(0, 0)[0].finding.id, 'symmetry');
  assert.equal(at(4, 0)[0].finding.id, 'vanishing');
});
