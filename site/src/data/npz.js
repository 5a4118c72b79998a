/**
 * NPZ, NumPy's format for several arrays: a zip archive of NPY files.
 *
 * @typedef {import('./nd-array.js').NdArray} NdArray
 */

import { DataError } from './data-error.js';
import { readNpy } from './npy.js';
import { unzip, zipEntries } from './zip.js';

const ending = '.npy';

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Record<string, NdArray>>} by name, without `.npy`; in the order of the archive's directory
 * @throws {DataError} as `readNpy`, and for what is wrong with the archive
 */
export async function readNpz(bytes) {
  /** @type {[string, NdArray][]} */
  const arrays = [];
  for (const entry of zipEntries(bytes)) {
    if (!entry.name.endsWith(ending)) continue;
    const name = entry.name.slice(0, -ending.length);
    if (arrays.some(([other]) => other === name)) {
      throw new DataError('damaged', `NPZ: two arrays are called ${name}`);
    }
    arrays.push([name, readNpy(await unzip(bytes, entry))]);
  }
  if (arrays.length === 0)
    throw new DataError('unknown-format', 'NPZ: an archive without NPY files');
  return Object.fromEntries(arrays);
}
