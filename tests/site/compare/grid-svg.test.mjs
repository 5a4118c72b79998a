import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../site/src/compare/compare.js';
import { readComparison } from '../../../site/src/compare/comparison.js';
import { gridSvg } from '../../../site/src/compare/grid-svg.js';
import { metricOf } from '../../../site/src/compare/metrics.js';
import { engine, schema } from '../tables.mjs';

const description = {
  base: 'preset=none&samples=40&layers=4',
  rows: 'variant:a + b(noise:0)|plain(noise:0.5)',
  columns: 'learningRate:0.1|100',
  seeds: 2,
  steps: 30,
};
const comparison = readComparison(schema, description);
const trials = comparison.cells.map(() => []);
for await (const { row, column, result } of compare(engine, description))
  trials[row * 2 + column].push(result);
const svg = gridSvg({
  title: 'Which is <best> & why?',
  comparison,
  trials,
  metric: metricOf('testLoss'),
  bests: ['', 'learning rate 0.3', '', ''],
  maps: [null, 'data:image/png;base64,AAAA', null, null],
});

test('every cell has its curves, its value and its map', () => {
  assert.equal(svg.match(/<g transform="translate\(\d+ \d+\)">/g)?.length, 4 + 4);
  assert.equal(svg.match(/<image /g)?.length, 1);
  for (const text of [
    'learning rate 0.1',
    'learning rate 100',
    'plain',
    'a + b',
    'at learning rate 0.3',
  ])
    assert.ok(svg.includes(`>${text}</text>`), text);
  assert.ok(!/NaN|undefined/.test(svg));
});

test('texts are escaped', () => {
  assert.ok(svg.includes('Which is &lt;best> &amp; why?'));
});
