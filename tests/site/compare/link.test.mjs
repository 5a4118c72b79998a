import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defaultSettings,
  readLink,
  settingsFrom,
  writeLink,
} from '../../../site/src/compare/link.js';
import { readyMade } from '../../../site/src/compare/ready-made.js';

for (const { id, description, metric } of readyMade) {
  test(`a link holds the whole comparison: ${id}`, () => {
    const settings = { ...defaultSettings, ...description, metric, newData: true };
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

test('& that became &amp; is read as meant; unknown keys are left out', () => {
  const texts = readLink('#rows=noise:0|1&amp;seeds=3&amp;other=1');
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
});
