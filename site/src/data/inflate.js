import { checkBytes, tooLarge, viewOf } from './bytes.js';
import { DataError } from './data-error.js';
import { maxBytes } from './limits.js';

/** Header and trailer of a gzip file with nothing in it. */
const smallestGzip = 18;

/** @param {Uint8Array} bytes */
export const isGzip = (bytes) => bytes.length > 1 && bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Unpacks with the platform's DecompressionStream, and stops as soon as there is more than allowed: what a small
 * file unpacks to is never held in memory.
 * @param {Uint8Array} bytes
 * @param {'gzip' | 'deflate-raw'} format
 * @param {number} limit bytes
 * @returns {Promise<Uint8Array>}
 * @throws {DataError} `damaged`, `too-large`
 */
export async function inflate(bytes, format, limit) {
  const packed = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]).stream();
  const reader = packed.pipeThrough(new DecompressionStream(format)).getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw new DataError('damaged', `${format}: cannot be unpacked (${error.message})`);
    });
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel().catch(() => undefined);
      throw new DataError('too-large', `${format}: unpacks to more than ${limit} bytes`);
    }
    chunks.push(value);
  }
  return joined(chunks, length);
}

/**
 * @param {Uint8Array[]} chunks
 * @param {number} length of all
 */
function joined(chunks, length) {
  const result = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    result.set(chunk, offset);
    offset += chunk.length;
  }
  return result;
}

/**
 * The content of a gzip file of one member.
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>} at most `maxBytes`
 * @throws {DataError} `unknown-format` where it is none; `damaged` where it ends early, has bytes after its end or
 *   another checksum; `too-large`
 */
export async function gunzip(bytes) {
  checkBytes(bytes, 'gunzip');
  if (!isGzip(bytes)) {
    throw new DataError('unknown-format', 'gunzip: no gzip file; one begins with the bytes 1f 8b');
  }
  if (bytes.length < smallestGzip) throw new DataError('damaged', 'gzip: ends early');
  // The last four bytes say how much there is: what says too much is refused before it is unpacked.
  const said = viewOf(bytes).getUint32(bytes.length - 4, true);
  if (said > maxBytes) throw tooLarge(`gzip: says that it unpacks to ${said}`);
  const content = await inflate(bytes, 'gzip', maxBytes);
  if (content.length !== said) {
    throw new DataError('damaged', `gzip: unpacks to ${content.length} bytes, but says ${said}`);
  }
  return content;
}
