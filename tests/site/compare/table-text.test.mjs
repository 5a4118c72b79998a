import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../site/src/compare/compare.js';
import { readComparison } from '../../../site/src/compare/comparison.js';
import { metrics } from '../../../site/src/compare/metrics.js';
import { toCSV, toJSON } from '../../../site/src/compare/table-text.js';
import { engine, schema } from '../tables.mjs';

const description = {
  base: 'preset=none&layers=4&samples=40',
  rows: 'variant:plain()|small(l2:0.01)',
  columns: 'learningRate:0.1|100',
  seeds: 2,
  steps: 50,
};
const comparison = readComparison(schema, description);
const trials = comparison.cells.map(() => []);
for await (const { row, column, result } of compare(engine, description))
  trials[row * 2 + column].push(result);

test('CSV: a header, and one line for each trial with every metric', () => {
  const lines = toCSV(comparison, trials).trimEnd().split('\r\n');
  assert.equal(lines.length, 1 + 8);
  assert.ok(lines[0].startsWith('row,column,seed,'));
  for (const { id } of metrics) assert.ok(lines[0].split(',').includes(id), id);
  const [row, column, seed] = lines[1].split(',');
  assert.deepEqual([row, column, seed], ['plain()', '0.1', '1']);
  assert.ok(!lines.some((line) => /NaN|Infinity|undefined/.test(line)));
});

test('JSON: what was compared, and the curves of every trial', () => {
  const { comparison: written, cells } = JSON.parse(toJSON(description, comparison, trials));
  assert.deepEqual(written, description);
  assert.equal(cells.length, 4);
  const [first] = cells[0].trials;
  assert.equal(first.parameterHash, trials[0][0].parameterHash);
  assert.equal(first.trainLoss.length, first.step.length);
});

test('a text with a comma or a quote is quoted', () => {
  const odd = {
    ...comparison,
    rows: { ...comparison.rows, values: [{ text: 'a,"b"' }, { text: 'c' }] },
  };
  assert.ok(toCSV(odd, trials).includes('"a,""b"""'));
});
