/**
 * IDX, the format of MNIST and its kin: two zero bytes, a type, the number of axes, the length of each axis as a
 * big-endian 32-bit number, then the values, big-endian and row-major.
 * Source: http://yann.lecun.com/exdb/mnist, "FILE FORMATS FOR THE MNIST DATABASE".
 *
 * @typedef {import('./nd-array.js').NdArray} NdArray
 */

import { checkBytes, viewOf } from './bytes.js';
import { DataError } from './data-error.js';
import { isGzip } from './inflate.js';
import { maxAxes } from './limits.js';
import { numbersFrom, sizeOf } from './nd-array.js';

/** @type {Map<number, {Type: any, size: number}>} */
const types = new Map([
  [0x08, { Type: Uint8Array, size: 1 }],
  [0x09, { Type: Int8Array, size: 1 }],
  [0x0b, { Type: Int16Array, size: 2 }],
  [0x0c, { Type: Int32Array, size: 4 }],
  [0x0d, { Type: Float32Array, size: 4 }],
  [0x0e, { Type: Float64Array, size: 8 }],
]);

/** @param {Uint8Array} bytes */
export const isIdx = (bytes) =>
  bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && types.has(bytes[2]) && bytes[3] > 0;

/**
 * @param {Uint8Array} bytes
 * @returns {NdArray}
 * @throws {DataError} `unknown-format` where it is none; `damaged` where there are more or fewer values than its
 *   shape says; `too-large`
 */
export function readIdx(bytes) {
  checkBytes(bytes, 'readIdx');
  if (!isIdx(bytes)) {
    const hint = isGzip(bytes) ? ' (it is a gzip file: unpack it with gunzip first)' : '';
    throw new DataError('unknown-format', `readIdx: no IDX file${hint}`);
  }
  const type = /** @type {{Type: any, size: number}} */ (types.get(bytes[2]));
  const axes = bytes[3];
  if (axes > maxAxes) {
    throw new DataError('too-large', `IDX: ${axes} axes given; allowed: at most ${maxAxes}`);
  }
  const start = 4 + 4 * axes;
  if (bytes.length < start) throw new DataError('damaged', 'IDX: ends within its header');
  const view = viewOf(bytes);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = sizeOf(shape) * type.size;
  if (bytes.length - start !== expected) {
    throw new DataError(
      'damaged',
      `IDX: ${bytes.length - start} bytes of values given; ${shape.join(' x ')} values have ${expected}`,
    );
  }
  return { shape, values: numbersFrom(type.Type, bytes.subarray(start), type.size, false) };
}
