import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf } from '../../../site/src/compare/attributes.js';
import { defaultSettings, readLink, settingsFrom } from '../../../site/src/compare/link.js';
import { readyMade } from '../../../site/src/compare/ready-made.js';
import { elementText, frameText } from '../../../site/src/compare/snippets.js';

const site = new URL('https://example.org/some/where/');
const plain = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');

/** An element with the attributes of a text. */
function elementOf(text) {
  const [, body] = /<gradient-comparison(.*)><\/gradient-comparison>/.exec(text);
  const attributes = new Map(
    [...body.matchAll(/ ([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name,
      plain(value ?? ''),
    ]),
  );
  return { getAttribute: (name) => attributes.get(name) ?? null };
}

for (const { id, description, metric } of readyMade) {
  test(`the element and the frame hold the whole comparison: ${id}`, () => {
    const settings = { ...defaultSettings, ...description, metric, newData: true, view: 'overlay' };
    assert.deepEqual(settingsOf(elementOf(elementText(settings, site))), settings);
    const [, address] = /src="([^"]*)"/.exec(frameText(settings, site));
    const { hash, pathname } = new URL(plain(address));
    assert.equal(pathname, '/some/where/compare.html');
    assert.deepEqual(settingsFrom(readLink(hash)), settings);
  });
}

test('the module is the public one, beside the pages', () => {
  const text = elementText(defaultSettings, site);
  assert.ok(text.includes('src="https://example.org/some/where/gradient-comparison.js"'), text);
  assert.ok(text.endsWith('<gradient-comparison></gradient-comparison>'), text);
});
