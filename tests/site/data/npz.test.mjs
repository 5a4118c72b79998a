import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { writeNpz } from '../../../site/scripts/zip-writer.mjs';
import { readNpz } from '../../../site/src/data/npz.js';
import { npz } from '../../fuzz/data/samples.mjs';

/** Where the directory's first entry begins. @param {Uint8Array} bytes */
const directory = (bytes) => new DataView(bytes.buffer).getUint32(bytes.length - 6, true);

/** A copy with another number at a place. @param {Uint8Array} bytes @param {number} at @param {number} value */
function changed(bytes, at, value) {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

test('the arrays by their names', async () => {
  assert.deepEqual(await readNpz(npz), {
    x: { shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    y: { shape: [2], values: Uint8Array.of(0, 1) },
  });
});

test('an archive with a comment', async () => {
  const comment = new TextEncoder().encode('made by hand');
  const copy = Uint8Array.from([...npz, ...comment]);
  copy[npz.length - 2] = comment.length;
  assert.deepEqual(Object.keys(await readNpz(copy)), ['x', 'y']);
});

test('another checksum, and another size, are refused', async () => {
  const at = directory(npz);
  await assert.rejects(readNpz(changed(npz, at + 16, 1)), { code: 'damaged', message: /checksum/ });
  await assert.rejects(readNpz(changed(npz, at + 24, 10_000)), {
    code: 'damaged',
    message: /bytes/,
  });
});

test('a zip bomb is refused: by what it says, and where it says less than it holds', async () => {
  const at = directory(npz);
  await assert.rejects(readNpz(changed(npz, at + 24, 2 ** 31)), { code: 'too-large' });
  await assert.rejects(readNpz(changed(npz, at + 24, 10)), {
    code: 'too-large',
    message: /more than 10 bytes/,
  });
});

test('more files than an archive of arrays has', async () => {
  const copy = npz.slice();
  new DataView(copy.buffer).setUint16(npz.length - 12, 60_000, true);
  await assert.rejects(readNpz(copy), { code: 'too-large', message: /60000 files/ });
});

test('encrypted files and other methods are refused by name', async () => {
  const at = directory(npz);
  const encrypted = npz.slice();
  encrypted[at + 8] = 1;
  await assert.rejects(readNpz(encrypted), {
    code: 'unknown-format',
    message: /x\.npy is encrypted/,
  });
  const method = npz.slice();
  method[at + 10] = 12;
  await assert.rejects(readNpz(method), { code: 'unknown-format', message: /method 12/ });
});

test('two arrays of one name, and a name that objects have', async () => {
  const one = { shape: [1], values: Uint8Array.of(1) };
  const twice = new Uint8Array(writeNpz({ a: one, b: one }));
  twice[twice.lastIndexOf('b'.charCodeAt(0))] = 'a'.charCodeAt(0);
  await assert.rejects(readNpz(twice), { code: 'damaged', message: /called a/ });
  const odd = new Uint8Array(writeNpz(Object.fromEntries([['__proto__', one]])));
  assert.deepEqual(Object.keys(await readNpz(odd)), ['__proto__']);
});

test('what is no archive, or has no arrays', async () => {
  await assert.rejects(readNpz(new Uint8Array(deflateRawSync(npz))), { code: 'unknown-format' });
  const empty = npz.slice();
  const name = 'x.npy'.length;
  for (const [at] of [...npz.entries()].filter(([at]) => isName(npz, at)))
    empty[at + name - 1] = 0x7a;
  await assert.rejects(readNpz(empty), { code: 'unknown-format', message: /without NPY/ });
});

/** @param {Uint8Array} bytes @param {number} at */
const isName = (bytes, at) =>
  /^[xy]\.npy$/.test(String.fromCharCode(...bytes.subarray(at, at + 5)));
