import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { gunzip, inflate } from '../../../site/src/data/inflate.js';
import { maxBytes } from '../../../site/src/data/limits.js';
import { gzipped, images } from '../../fuzz/data/samples.mjs';

test('the content of a gzip file', async () => {
  assert.deepEqual(await gunzip(gzipped), images);
  assert.equal((await gunzip(new Uint8Array(gzipSync('')))).length, 0);
});

test('what is no gzip file is refused', async () => {
  await assert.rejects(gunzip(images), { code: 'unknown-format' });
  await assert.rejects(gunzip(/** @type {any} */ ('text')), { code: 'bad-argument' });
});

test('a zip bomb is refused by what it says, before it is unpacked', async () => {
  const bomb = gzipped.slice();
  new DataView(bomb.buffer).setUint32(bomb.length - 4, maxBytes + 1, true);
  await assert.rejects(gunzip(bomb), {
    code: 'too-large',
    message: new RegExp(`${maxBytes + 1} bytes`),
  });
});

test('a zip bomb that says little is refused as soon as there is more', async () => {
  const zeros = new Uint8Array(gzipSync(new Uint8Array(2 ** 22)));
  assert.ok(zeros.length < 2 ** 13);
  await assert.rejects(inflate(zeros, 'gzip', 2 ** 16), {
    code: 'too-large',
    message: /more than 65536/,
  });
});

test('another checksum, another length and bytes after the end are refused', async () => {
  for (const at of [gzipped.length - 8, gzipped.length - 4]) {
    const copy = gzipped.slice();
    copy[at] ^= 1;
    await assert.rejects(gunzip(copy), { code: 'damaged' });
  }
  await assert.rejects(gunzip(Uint8Array.from([...gzipped, 0])), { code: 'damaged' });
});
