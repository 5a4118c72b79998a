import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIdx } from '../../../site/src/data/idx.js';
import { gzipped, images, labels } from '../../fuzz/data/samples.mjs';

test('images and labels of MNIST’s format', () => {
  const { shape, values } = readIdx(images);
  assert.deepEqual(shape, [2, 2, 3]);
  assert.deepEqual(values, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255));
  assert.deepEqual(readIdx(labels), { shape: [2], values: Uint8Array.of(7, 3) });
});

for (const [code, bytes, expected] of /** @type {[number, number[], any][]} */ ([
  [0x09, [255], Int8Array.of(-1)],
  [0x0b, [1, 2], Int16Array.of(258)],
  [0x0c, [255, 255, 255, 254], Int32Array.of(-2)],
  [0x0d, [63, 128, 0, 0], Float32Array.of(1)],
  [0x0e, [192, 0, 0, 0, 0, 0, 0, 0], Float64Array.of(-2)],
])) {
  test(`type ${code.toString(16)} is big-endian`, () => {
    assert.deepEqual(readIdx(Uint8Array.of(0, 0, code, 1, 0, 0, 0, 1, ...bytes)).values, expected);
  });
}

test('bytes in the middle of a buffer', () => {
  const buffer = new Uint8Array(labels.length + 3);
  buffer.set(labels, 3);
  assert.deepEqual([...readIdx(buffer.subarray(3)).values], [7, 3]);
});

test('more bytes than the shape says are refused, with both figures', () => {
  assert.throws(() => readIdx(Uint8Array.of(...labels, 0)), {
    code: 'damaged',
    message: /3 bytes of values given; 2 values have 2/,
  });
});

test('another format is refused, and a packed file is told to be one', () => {
  assert.throws(() => readIdx(Uint8Array.of(1, 2, 3, 4)), { code: 'unknown-format' });
  assert.throws(() => readIdx(gzipped), { code: 'unknown-format', message: /gunzip/ });
  assert.throws(() => readIdx(/** @type {any} */ ([0, 0, 8, 1])), { code: 'bad-argument' });
});

test('a shape that overflows is no reason to allocate', () => {
  const header = [0, 0, 14, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255];
  assert.throws(() => readIdx(Uint8Array.from(header)), { code: 'damaged' });
  assert.throws(() => readIdx(Uint8Array.of(0, 0, 8, 200)), { code: 'too-large' });
});
