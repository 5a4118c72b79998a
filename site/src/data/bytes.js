import { DataError } from './data-error.js';
import { maxBytes } from './limits.js';

/**
 * Checks what a reader was given.
 * @param {unknown} bytes
 * @param {string} reader for the message
 * @returns {Uint8Array} the same
 */
export function checkBytes(bytes, reader) {
  if (!(bytes instanceof Uint8Array)) {
    throw new DataError('bad-argument', `${reader}: ${typeof bytes} given; allowed: a Uint8Array`);
  }
  if (bytes.length > maxBytes) throw tooLarge(`${reader}: ${bytes.length}`);
  return bytes;
}

/**
 * @param {string} what begins with the reader and ends with the number of bytes
 */
export function tooLarge(what) {
  return new DataError('too-large', `${what} bytes given; allowed: at most ${maxBytes}`);
}

/** @param {Uint8Array} bytes */
export const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
