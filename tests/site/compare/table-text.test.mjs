import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../site/src/compare/compare.js';
import { readComparison } from '../../../site/src/compare/comparison.js';
import { metrics } from '../../../site/src/compare/metrics.js';
import { summaryToCSV, toCSV, toJSON } from '../../../site/src/compare/table-text.js';
import { engine, schema } from '../tables.mjs';

const description = {
  base: 'preset=none&layers=4&samples=40',
  rows: 'variant:plain()|small(l2:0.01)',
  columns: 'learningRate:0.1|100',
  seeds: 2,
  steps: 50,
};
const comparison = readComparison(schema, description);
const trials = comparison.cells.map(() => [[]]);
for await (const { row, column, result } of compare(engine, description))
  trials[row * 2 + column][0].push(result);
const first = [0, 0, 0, 0];

test('CSV: a header, and one line for each trial with every metric', () => {
  const lines = toCSV(comparison, trials, first).trimEnd().split('\r\n');
  assert.equal(lines.length, 1 + 8);
  assert.ok(lines[0].startsWith('row,column,seed,'));
  for (const { id } of metrics) assert.ok(lines[0].split(',').includes(id), id);
  const [row, column, seed] = lines[1].split(',');
  assert.deepEqual([row, column, seed], ['plain()', '0.1', '1']);
  assert.ok(!lines.some((line) => /NaN|Infinity|undefined/.test(line)));
});

test('JSON: what was compared, and the curves of every trial', () => {
  const { comparison: written, cells } = JSON.parse(toJSON(description, comparison, trials, first));
  assert.deepEqual(written, description);
  assert.equal(cells.length, 4);
  const [trial] = cells[0].trials;
  assert.equal(trial.parameterHash, trials[0][0][0].parameterHash);
  assert.equal(trial.trainLoss.length, trial.step.length);
});

test('a text with a comma or a quote is quoted', () => {
  const odd = {
    ...comparison,
    rows: { ...comparison.rows, values: [{ text: 'a,"b"' }, { text: 'c' }] },
  };
  assert.ok(toCSV(odd, trials, first).includes('"a,""b"""'));
});

test('the summary: one line a cell, whose mean is that of its trials', () => {
  const [header, ...lines] = summaryToCSV(comparison, trials, first)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  assert.equal(lines.length, 4);
  const mean = Number(lines[0][header.indexOf('testLoss mean')]);
  const losses = trials[0][0].map(({ final }) => final.testLoss);
  assert.equal(mean, (losses[0] + losses[1]) / 2);
  assert.equal(lines[0][header.indexOf('testLoss count')], '2');
  const { cells } = JSON.parse(toJSON(description, comparison, trials, first));
  assert.equal(cells[0].summary.testLoss.mean, mean);
  assert.equal(cells[0].summary.trials, 2);
});

test('with best: each trial has its value, and says whether it was chosen', () => {
  const best = readComparison(schema, {
    ...description,
    base: `${description.base}&validationFraction=0.2`,
    columns: '',
    best: 'learningRate:0.1|1',
  });
  const both = [trials.slice(0, 2).flat(), trials.slice(2, 4).flat()];
  const chosen = [1, 0];
  const [header, ...lines] = toCSV(best, both, chosen).trimEnd().split('\r\n');
  assert.ok(header.startsWith('row,column,best,chosen,seed,'));
  const values = lines.map((line) => line.split(',').slice(2, 4).join(' '));
  assert.deepEqual(values.slice(0, 4), ['0.1 no', '0.1 no', '1 yes', '1 yes']);
  assert.deepEqual(values.slice(4), ['0.1 yes', '0.1 yes', '1 no', '1 no']);
  const { cells } = JSON.parse(toJSON({}, best, both, chosen));
  assert.deepEqual(
    cells.map((cell) => cell.best),
    ['1', '0.1'],
  );
  assert.deepEqual(
    cells[0].trials.map((trial) => trial.best),
    ['0.1', '0.1', '1', '1'],
  );
  assert.equal(cells[0].summary.testLoss.count, both[0][1].filter((each) => !each.diverged).length);
});
