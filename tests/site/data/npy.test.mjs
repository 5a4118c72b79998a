import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNpy } from '../../../site/src/data/npy.js';
import { npyFile, npyHeader, numpy } from '../../fuzz/data/samples.mjs';

test('single precision, row-major', () => {
  assert.deepEqual(readNpy(numpy[0]), { shape: [2, 1], values: Float32Array.of(1, -2) });
});

test('Fortran’s order is turned into row-major', () => {
  assert.deepEqual(readNpy(numpy[1]), {
    shape: [2, 3],
    values: Uint8Array.of(1, 3, 5, 2, 4, 6),
  });
  const cube = npyFile(npyHeader('|u1', '2, 2, 2', 'True'), [0, 4, 2, 6, 1, 5, 3, 7]);
  assert.deepEqual([...readNpy(cube).values], [0, 1, 2, 3, 4, 5, 6, 7]);
});

test('version 2 has a longer header; whole numbers of 64 bits become such of 32', () => {
  assert.deepEqual(readNpy(numpy[2]), { shape: [1], values: Int32Array.of(9) });
});

for (const [descr, bytes, expected] of /** @type {[string, number[], any][]} */ ([
  ['|b1', [1], Uint8Array.of(1)],
  ['|i1', [254], Int8Array.of(-2)],
  ['<u2', [1, 2], Uint16Array.of(513)],
  ['>u2', [1, 2], Uint16Array.of(258)],
  ['<i4', [255, 255, 255, 255], Int32Array.of(-1)],
  ['>i8', [255, 255, 255, 255, 255, 255, 255, 255], Int32Array.of(-1)],
  ['<i8', [0, 0, 0, 0, 1, 0, 0, 0], Float64Array.of(2 ** 32)],
  ['>f8', [63, 240, 0, 0, 0, 0, 0, 0], Float64Array.of(1)],
])) {
  test(`type ${descr}`, () => {
    assert.deepEqual(readNpy(npyFile(npyHeader(descr, '1,'), bytes)).values, expected);
  });
}

test('a single number has no axes', () => {
  assert.deepEqual(readNpy(npyFile(npyHeader('|u1', ''), [5])), {
    shape: [],
    values: Uint8Array.of(5),
  });
});

for (const descr of ['<c8', '<f2', '|O', '<U4', '<M8']) {
  test(`type ${descr} is refused by name`, () => {
    assert.throws(() => readNpy(npyFile(npyHeader(descr, '1,'), [0, 0, 0, 0])), {
      code: 'unknown-format',
      message: new RegExp(`type ${descr.replace('|', '\\|')} given`),
    });
  });
}

test('fields, other versions and other formats are refused', () => {
  const fields = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }\n";
  assert.throws(() => readNpy(npyFile(fields, [0, 0, 0, 0])), { code: 'unknown-format' });
  assert.throws(() => readNpy(npyFile(npyHeader('|u1', '1,'), [0], 9)), { code: 'unknown-format' });
  assert.throws(() => readNpy(Uint8Array.of(1, 2, 3)), { code: 'unknown-format' });
});

test('a header that says another size, or nothing, is refused', () => {
  assert.throws(() => readNpy(npyFile(npyHeader('<f4', '3,'), [0, 0, 0, 0])), {
    code: 'damaged',
    message: /4 bytes of values given; shape \(3\) of type f4 has 12/,
  });
  assert.throws(() => readNpy(npyFile('{}\n', [])), { code: 'damaged' });
  const huge = npyHeader('|u1', '99999999999999999999, 2');
  assert.throws(() => readNpy(npyFile(huge, [])), { code: 'damaged' });
});

test('whole numbers that double precision does not hold are refused', () => {
  const file = npyFile(npyHeader('<i8', '1,'), [1, 0, 0, 0, 0, 0, 0, 64]);
  assert.throws(() => readNpy(file), { code: 'too-large', message: /4611686018427387905/ });
});
