import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatCount,
  formatFixed,
  formatNumber,
  formatPercent,
  formatRate,
} from '../../site/src/format.js';

test('numbers have three significant digits and a true minus sign', () => {
  const cases = [
    [0, '0'],
    [-0, '0'],
    [1, '1.00'],
    [0.012345, '0.0123'],
    [-0.5, '−0.500'],
    [9.999, '10.0'],
    [123.4, '123'],
    [12345, '12,300'],
    [999999, '1.00×10⁶'],
    [0.00012345, '1.23×10⁻⁴'],
    [-1.5e-10, '−1.50×10⁻¹⁰'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, '–'],
    [undefined, '–'],
    [null, '–'],
  ];
  for (const [value, text] of cases) assert.equal(formatNumber(value), text, `of ${value}`);
});

test('fixed numbers are equally wide', () => {
  const texts = [0, 1, -1.5e-10, 0.0123, 12300, NaN].map((value) => formatFixed(value, 11));
  assert.deepEqual([...new Set(texts.map((text) => text.length))], [11]);
});

test('counts, shares and rates', () => {
  assert.equal(formatCount(1234567), '1,234,567');
  assert.equal(formatCount(-1000), '−1,000');
  assert.equal(formatPercent(0), '0\u00a0%');
  assert.equal(formatPercent(0.5), '50.0\u00a0%');
  assert.equal(formatPercent(1), '100\u00a0%');
  assert.equal(formatPercent(-0.25), '−25.0\u00a0%');
  assert.equal(formatPercent(NaN), '–');
  assert.equal(formatRate(12345), '12.3k/s');
  assert.equal(formatRate(0), '0/s');
});
