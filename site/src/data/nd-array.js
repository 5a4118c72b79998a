/**
 * @typedef {Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array
 *   | Float64Array} NumberArray
 *
 * @typedef {object} NdArray
 * @property {number[]} shape
 * @property {NumberArray} values row-major: the last axis is the fastest
 */

/** Whether this machine writes the least significant byte first. */
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Numbers from bytes, whatever the order of their bytes and wherever they begin. Copies.
 * @template {NumberArray | BigInt64Array | BigUint64Array} T
 * @param {new (buffer: ArrayBuffer) => T} Type
 * @param {Uint8Array} bytes whole numbers of elements
 * @param {number} size bytes of an element
 * @param {boolean} little whether the least significant byte comes first
 * @returns {T}
 */
export function numbersFrom(Type, bytes, size, little) {
  const copy = new Uint8Array(bytes);
  if (size > 1 && little !== littleEndian) {
    for (let start = 0; start < copy.length; start += size) {
      copy.subarray(start, start + size).reverse();
    }
  }
  return new Type(copy.buffer);
}

/**
 * Elements of an array of that shape; Infinity where that is no number to count with.
 * @param {number[]} shape
 */
export function sizeOf(shape) {
  const size = shape.reduce((product, length) => product * length, 1);
  return Number.isSafeInteger(size) ? size : Infinity;
}
