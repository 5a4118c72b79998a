// The committed screenshots: few, light, and each shown by a document.
import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { test } from 'node:test';
import { documentedPictures } from '../../site/scripts/documented-pictures.mjs';
import { pictures } from '../../site/scripts/pictures.mjs';

const folder = new URL('../../docs/screenshots/', import.meta.url);
const committed = (await readdir(folder)).sort();

test('exactly the screenshots that documents show are committed', async () => {
  assert.deepEqual(committed, await documentedPictures());
});

test('they are at most eight, and together under 700 kB', async () => {
  assert.ok(committed.length <= 8, `${committed.length} pictures`);
  const sizes = await Promise.all(committed.map((name) => stat(new URL(name, folder))));
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  assert.ok(bytes < 700_000, `${bytes} bytes`);
});

test('`make screenshots` takes each of them', () => {
  for (const file of committed) {
    const name = /^(.+?)(-1024|-phone)?-(light|dark)\.webp$/.exec(file)?.[1];
    assert.ok(name && Object.hasOwn(pictures, name), file);
  }
});
