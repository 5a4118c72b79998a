/**
 * Zip archives, as far as NPZ files use them: stored and deflated entries, read by the directory at the end.
 * Source: PKWARE's APPNOTE.TXT, 4.3.
 *
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} checksum CRC-32 of the content
 * @property {number} packed bytes in the archive
 * @property {number} size bytes of the content
 * @property {number} offset of the local header
 */

import { checkBytes, tooLarge, viewOf } from './bytes.js';
import { crc32 } from './crc32.js';
import { DataError } from './data-error.js';
import { inflate } from './inflate.js';
import { maxBytes, maxZipEntries } from './limits.js';

const localSignature = 0x04034b50;
const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;
const endSize = 22;
const entrySize = 46;
const localSize = 30;
const longestComment = 0xffff;

/** @param {Uint8Array} bytes */
export const isZip = (bytes) =>
  bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === localSignature;

/** @param {string} what */
const damaged = (what) => new DataError('damaged', `zip: ${what}`);

/**
 * What the directory lists. Sizes are as it says; together at most `maxBytes`.
 * @param {Uint8Array} bytes
 * @returns {ZipEntry[]}
 * @throws {DataError} `unknown-format`, `damaged`, `too-large`
 */
export function zipEntries(bytes) {
  checkBytes(bytes, 'zip');
  if (!isZip(bytes)) {
    throw new DataError('unknown-format', 'zip: no archive; one begins with the bytes 50 4b 03 04');
  }
  const view = viewOf(bytes);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxZipEntries) {
    throw new DataError(
      'too-large',
      `zip: ${count} files given; allowed: at most ${maxZipEntries}`,
    );
  }
  /** @type {ZipEntry[]} */
  const entries = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    const { entry, next } = readEntry(bytes, view, at, end);
    entries.push(entry);
    at = next;
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) throw tooLarge(`zip: says that it unpacks to ${total}`);
  return entries;
}

/** Where the record begins that ends an archive; a comment may follow it. @param {DataView} view */
function endOf(view) {
  const last = view.byteLength - endSize;
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw damaged('ends early');
}

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @param {number} at
 * @param {number} end of the directory
 */
function readEntry(bytes, view, at, end) {
  if (at + entrySize > end || view.getUint32(at, true) !== entrySignature) {
    throw damaged('a directory that is not where it should be');
  }
  const nameEnd = at + entrySize + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > end) throw damaged('a directory that is cut');
  const name = new TextDecoder().decode(bytes.subarray(at + entrySize, nameEnd));
  const encrypted = view.getUint16(at + 8, true) % 2 === 1;
  if (encrypted) throw new DataError('unknown-format', `zip: ${name} is encrypted`);
  const entry = {
    name,
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  return { entry, next };
}

/**
 * The content of an entry.
 * @param {Uint8Array} bytes of the archive
 * @param {ZipEntry} entry
 * @returns {Promise<Uint8Array>}
 * @throws {DataError} `damaged` also where the content has another size or checksum than the directory says
 */
export async function unzip(bytes, { name, method, checksum, packed, size, offset }) {
  const view = viewOf(bytes);
  if (offset + localSize > bytes.length || view.getUint32(offset, true) !== localSignature) {
    throw damaged(`${name} is not where the directory says`);
  }
  const start =
    offset + localSize + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged(`${name} is cut`);
  if (method !== 0 && method !== 8) {
    throw new DataError(
      'unknown-format',
      `zip: ${name} has method ${method}; allowed: 0 (stored), 8 (deflated)`,
    );
  }
  const content = bytes.subarray(start, start + packed);
  const unpacked = method === 0 ? content : await inflate(content, 'deflate-raw', size);
  if (unpacked.length !== size) throw damaged(`${name} has ${unpacked.length} bytes, not ${size}`);
  if (crc32(unpacked) !== checksum) throw damaged(`${name} has another checksum`);
  return unpacked;
}
