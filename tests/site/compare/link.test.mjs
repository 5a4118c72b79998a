import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkShown,
  defaultSettings,
  readLink,
  settingsFrom,
  writeLink,
} from '../../../site/src/compare/link.js';
import { readyMade } from '../../../site/src/compare/ready-made.js';

for (const { id, description, metric } of readyMade) {
  test(`a link holds the whole comparison: ${id}`, () => {
    const settings = { ...defaultSettings, ...description, metric, newData: true, view: 'grid' };
    assert.deepEqual(settingsFrom(readLink(`#${writeLink(settings)}`)), settings);
  });
}

test('a link is readable: only what a hash cannot hold is encoded', () => {
  const text = writeLink({ ...defaultSettings, rows: 'initializer+output:zeros|he-normal' });
  assert.equal(text, 'rows=initializer+output:zeros|he-normal');
});

test('what differs from a bare page, and nothing else, is in the link', () => {
  assert.equal(writeLink(defaultSettings), '');
  assert.equal(writeLink({ ...defaultSettings, seeds: 7 }), 'seeds=7');
});

test('& that became &amp; is read as meant', () => {
  const texts = readLink('#rows=noise:0|1&amp;seeds=3');
  assert.deepEqual(
    [...texts],
    [
      ['rows', 'noise:0|1'],
      ['seeds', '3'],
    ],
  );
});

test('a number that is none stays as it was given, to be refused', () => {
  assert.equal(settingsFrom(readLink('seeds=7')).seeds, 7);
  assert.equal(settingsFrom(readLink('seeds=many')).seeds, 'many');
  assert.equal(settingsFrom(readLink('steps=')).steps, '');
  assert.equal(settingsFrom(readLink('newData=perhaps')).newData, 'perhaps');
});

test('newData alone means true', () => {
  assert.equal(settingsFrom(readLink('newData')).newData, true);
  assert.equal(settingsFrom(readLink('newData=false')).newData, false);
  assert.equal(settingsFrom(readLink('seeds=3')).newData, false);
});

/** The refusal says what was given, and what is allowed. */
const refuses = (code, task, ...said) =>
  assert.throws(
    task,
    (error) => error.code === code && said.every((text) => error.message.includes(text)),
  );

test('an unknown key is refused with those that there are', () => {
  refuses('unknown-field', () => readLink('rows=noise:0|1&other=1'), '“other”', 'columns');
  refuses('bad-value', () => readLink('seeds=1&seeds=2'), 'seeds', 'twice');
  refuses('bad-value', () => readLink(`rows=${'x'.repeat(30_000)}`), '20000');
});

test('an unknown metric and an unknown view are refused with those that there are', () => {
  refuses('bad-value', () => checkShown({ metric: 'speed' }), '“speed”', 'testAccuracy', 'gap');
  refuses('bad-value', () => checkShown({ view: 'table' }), '“table”', 'grid', 'ranking');
  refuses('bad-value', () => checkShown({ metric: 3 }), '3', 'testLoss');
  assert.doesNotThrow(() => checkShown({ metric: 'gap', view: 'overlay' }));
  assert.doesNotThrow(() => checkShown({}));
});
