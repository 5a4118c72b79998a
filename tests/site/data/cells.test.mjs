import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDate, isMissing, numberOf } from '../../../site/src/data/cells.js';

for (const [cell, decimal, number] of /** @type {[string, '.' | ',', number][]} */ ([
  ['1', '.', 1],
  [' -2.5 ', '.', -2.5],
  ['+.5', '.', 0.5],
  ['5.', '.', 5],
  ['1e3', '.', 1000],
  ['1.5E-2', '.', 0.015],
  ['\u22123', '.', -3],
  ['1,5', ',', 1.5],
  ['-,5', ',', -0.5],
  ['1,5e2', ',', 150],
  ['1,234', '.', 1234],
  ['1,234,567.5', '.', 1234567.5],
  ['1.234', ',', 1234],
  ['1.234.567,5', ',', 1234567.5],
  ['1 234,5', ',', 1234.5],
  ['1\u00a0234\u00a0567', ',', 1234567],
  ['1\u202f234.5', '.', 1234.5],
  ["1'234'567.5", '.', 1234567.5],
  ['1’234', '.', 1234],
])) {
  test(`${JSON.stringify(cell)} with decimal mark ${decimal} is ${number}`, () => {
    assert.equal(numberOf(cell, decimal), number);
  });
}

for (const [cell, decimal] of /** @type {[string, '.' | ','][]} */ ([
  ['', '.'],
  ['.', '.'],
  ['1,5', '.'],
  ['1.5', ','],
  ['12,34,567', '.'],
  ['1,234.567,8', '.'],
  ['1,234 567', '.'],
  ['1.2.3', '.'],
  ['0x10', '.'],
  ['Infinity', '.'],
  ['1e39', '.'],
  ['1 2', '.'],
  ['--1', '.'],
])) {
  test(`${JSON.stringify(cell)} with decimal mark ${decimal} is no number`, () => {
    assert.ok(Number.isNaN(numberOf(cell, decimal)));
  });
}

test('what stands for a missing value', () => {
  for (const cell of ['', ' ', '?', 'NA', 'n/a', '#N/A', 'NaN', 'null', 'None', '-']) {
    assert.ok(isMissing(cell), cell);
  }
  for (const cell of ['0', 'Nan Wang', 'no', '--']) assert.ok(!isMissing(cell), cell);
});

test('a year alone, a version and a ratio are no dates', () => {
  for (const cell of ['2024', '1.2', '1/2', '16:9:1:2']) assert.ok(!isDate(cell), cell);
});
