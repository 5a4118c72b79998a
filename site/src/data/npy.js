/**
 * NPY, NumPy's format for one array: a magic string, a version, a header that is a Python dictionary, the values.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @typedef {import('./nd-array.js').NdArray} NdArray
 * @typedef {import('./nd-array.js').NumberArray} NumberArray
 */

import { checkBytes, viewOf } from './bytes.js';
import { DataError } from './data-error.js';
import { maxAxes } from './limits.js';
import { numbersFrom, sizeOf } from './nd-array.js';

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** By NumPy's kind and size; booleans are 0 and 1. @type {Record<string, any>} */
const types = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  u8: BigUint64Array,
  i8: BigInt64Array,
  f4: Float32Array,
  f8: Float64Array,
};

/** @param {Uint8Array} bytes */
export const isNpy = (bytes) => magic.every((byte, index) => bytes[index] === byte);

/**
 * @param {Uint8Array} bytes
 * @returns {NdArray} row-major, also where the file is in Fortran's order. 64-bit whole numbers become Int32Array
 *   where all fit, else Float64Array.
 * @throws {DataError} `unknown-format` where it is none, or of a type that is not read (complex, text, objects, half
 *   precision); `damaged` where it contradicts itself; `too-large` for whole numbers beyond 2^53, and above the limits
 */
export function readNpy(bytes) {
  checkBytes(bytes, 'readNpy');
  if (!isNpy(bytes)) {
    throw new DataError(
      'unknown-format',
      'readNpy: no NPY file; one begins with the bytes 93 NUMPY',
    );
  }
  const { text, start } = headerOf(bytes);
  const { type, little, fortran, shape } = parseHeader(text);
  const size = Number(type[1]);
  const expected = sizeOf(shape) * size;
  if (bytes.length - start !== expected) {
    throw new DataError(
      'damaged',
      `NPY: ${bytes.length - start} bytes of values given; shape (${shape}) of type ${type} has ${expected}`,
    );
  }
  const values = plain(numbersFrom(types[type], bytes.subarray(start), size, little));
  return { shape, values: fortran && shape.length > 1 ? rowMajor(values, shape) : values };
}

/** @param {Uint8Array} bytes */
function headerOf(bytes) {
  const wide = bytes[6] >= 2;
  const lengthAt = 8;
  const headerAt = lengthAt + (wide ? 4 : 2);
  if (bytes.length < headerAt) throw new DataError('damaged', 'NPY: ends within its header');
  if (bytes[6] < 1 || bytes[6] > 3) {
    throw new DataError('unknown-format', `NPY: version ${bytes[6]} given; allowed: 1 to 3`);
  }
  const view = viewOf(bytes);
  const length = wide ? view.getUint32(lengthAt, true) : view.getUint16(lengthAt, true);
  const start = headerAt + length;
  if (bytes.length < start) throw new DataError('damaged', 'NPY: ends within its header');
  return { text: new TextDecoder().decode(bytes.subarray(headerAt, start)), start };
}

/** @param {string} text as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } */
function parseHeader(text) {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (!order || axes === undefined) {
    throw new DataError('damaged', 'NPY: a header without fortran_order or shape');
  }
  const [, mark, type] = /^([<>|=])(\w+)$/.exec(descr ?? '') ?? [];
  if (!mark || !Object.hasOwn(types, type)) {
    const given = descr ?? 'fields';
    throw new DataError(
      'unknown-format',
      `NPY: type ${given} given; allowed: ${Object.keys(types).join(', ')}`,
    );
  }
  const shape = axes.split(',').flatMap((axis) => (axis.trim() === '' ? [] : [Number(axis)]));
  if (!shape.every(Number.isSafeInteger)) throw new DataError('damaged', `NPY: shape (${axes})`);
  if (shape.length > maxAxes) {
    throw new DataError(
      'too-large',
      `NPY: ${shape.length} axes given; allowed: at most ${maxAxes}`,
    );
  }
  return { type, little: mark !== '>', fortran: order === 'True', shape };
}

/**
 * @param {NumberArray | BigInt64Array | BigUint64Array} values
 * @returns {NumberArray}
 */
function plain(values) {
  if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) return values;
  const numbers = Float64Array.from(values, Number);
  const unsafe = numbers.findIndex((value) => !Number.isSafeInteger(value));
  if (unsafe >= 0) {
    throw new DataError(
      'too-large',
      `NPY: ${values[unsafe]} given; allowed: whole numbers up to 2^53`,
    );
  }
  const fits = numbers.every((value) => value === (value | 0));
  return fits ? Int32Array.from(numbers) : numbers;
}

/**
 * From Fortran's order, in which the first axis is the fastest.
 * @param {NumberArray} values
 * @param {number[]} shape
 */
function rowMajor(values, shape) {
  const result = values.slice();
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  for (let to = 0; to < result.length; to += 1) {
    result[to] = values[index.reduce((from, at, axis) => from + at * strides[axis], 0)];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      index[axis] += 1;
      if (index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return result;
}
