import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeHash, readSettings } from '../../site/src/state/hash.js';
import { presetState } from '../../site/src/state/presets.js';
import { shareSnippets } from '../../site/src/state/share.js';
import { plainState } from '../../site/src/state/state.js';
import { schema } from './tables.mjs';

const site = new URL('https://example.org/some/where/');
const states = [
  presetState('vanishing'),
  { ...presetState('linear-xor'), learningRate: 0.7, batchSize: 3 },
  { ...plainState, noise: 0.25 },
];
const camel = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const textOf = (snippets, wanted) => snippets.find(({ label }) => label === wanted).text;

test('the link and the element lead back to the same state', () => {
  for (const state of states) {
    const snippets = shareSnippets(schema, state, site);
    const link = new URL(textOf(snippets, 'Link'));
    assert.equal(link.href.split('#')[0], site.href);
    assert.deepEqual(decodeHash(schema, link.hash), { state, notes: [] });
    const tag = /<gradient-playground[^>]*>/.exec(textOf(snippets, 'Element'))[0];
    const attributes = [...tag.matchAll(/ ([a-z0-9-]+)="([^"]*)"/g)]
      .map(([, name, value]) => [camel(name), value])
      .filter(([name]) => name !== 'autoplay');
    assert.deepEqual(readSettings(schema, new Map(attributes)), { state, notes: [] });
  }
});

test('what is put into markup is escaped', () => {
  const snippets = shareSnippets(schema, states[1], site);
  const frame = textOf(snippets, 'Frame');
  assert.match(frame, /^<iframe src="[^"<>]*" title="[^"<>]*"/);
  assert.doesNotMatch(frame.replaceAll('&amp;', ''), /&/);
  assert.match(textOf(snippets, 'Markdown'), /^\[[^\]]+\]\(https:[^\s()]+\)$/);
  assert.match(textOf(snippets, 'Quarto'), /^```\{=html\}\n<script[\s\S]*\n```$/);
});
