/** Writes NPZ files: arrays of bytes in NPY's format, deflated, in a zip archive. */

import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../src/data/crc32.js';

/** Values begin at a multiple of it, as NumPy writes them. */
const alignment = 64;
/** 1980-01-01, the first that zip knows: the files do not depend on when they were made. */
const date = 0x21;

/**
 * @param {number[]} shape
 * @param {Uint8Array} values
 */
function npy(shape, values) {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${axes}), }`;
  const before = 10;
  const padded = Math.ceil((before + header.length + 1) / alignment) * alignment - before;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded % 256, padded >> 8]);
  return Buffer.concat([start, Buffer.from(`${header.padEnd(padded - 1)}\n`), values]);
}

/**
 * The fields that a local header and the directory have in common.
 * @param {Buffer} content
 * @param {Buffer} packed
 * @param {string} name
 */
function sharedFields(content, packed, name) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0); // version 2.0
  fields.writeUInt16LE(8, 4); // deflated
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

/**
 * @param {Record<string, {shape: number[], values: Uint8Array}>} arrays
 * @returns {Buffer}
 */
export function writeNpz(arrays) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [array, { shape, values }] of Object.entries(arrays)) {
    const name = `${array}.npy`;
    const content = npy(shape, values);
    const packed = deflateRawSync(content, { level: 9 });
    const fields = sharedFields(content, packed, name);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.from('PK\x01\x02'),
      Buffer.from([20, 0]),
      fields,
      rest,
      Buffer.from(name),
    );
    files.push(file);
    offset += file.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(arrays).length, 8);
  end.writeUInt16LE(Object.keys(arrays).length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listing, end]);
}
