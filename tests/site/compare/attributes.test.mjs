import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeNames, settingsOf } from '../../../site/src/compare/attributes.js';
import { defaultSettings, settingKeys } from '../../../site/src/compare/link.js';

const elementWith = (attributes) => ({ getAttribute: (name) => attributes[name] ?? null });

test('every key is an attribute, and what is not given has its default', () => {
  assert.deepEqual(settingsOf(elementWith({})), defaultSettings);
  for (const key of settingKeys) assert.ok(attributeNames.includes(key.toLowerCase()), key);
});

test('newData is read in kebab case, and as HTML makes it of the key', () => {
  assert.equal(settingsOf(elementWith({ 'new-data': '' })).newData, true);
  assert.equal(settingsOf(elementWith({ newdata: '' })).newData, true);
  assert.equal(settingsOf(elementWith({ newdata: 'false' })).newData, false);
});

test('base may be percent-encoded, as in a link, or plain', () => {
  const plain = 'preset=none&layers=8,8&dataParams=classes:4';
  assert.equal(settingsOf(elementWith({ base: plain })).base, plain);
  assert.equal(settingsOf(elementWith({ base: encodeURIComponent(plain) })).base, plain);
  assert.equal(settingsOf(elementWith({ base: '%3D%zz' })).base, '%3D%zz');
});

test('a number that is none stays as it was given, to be refused', () => {
  assert.equal(settingsOf(elementWith({ seeds: '7' })).seeds, 7);
  assert.equal(settingsOf(elementWith({ seeds: 'many' })).seeds, 'many');
});
