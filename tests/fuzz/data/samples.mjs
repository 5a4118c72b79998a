/** Small files of every format, which fuzzing starts from and which tests cut. */

import { gzipSync } from 'node:zlib';
import { writeNpz } from '../../../site/scripts/zip-writer.mjs';

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {string} header @param {number[]} values @param {number} [version] */
export function npyFile(header, values, version = 1) {
  const length =
    version === 1 ? [header.length & 0xff, header.length >> 8] : [header.length, 0, 0, 0];
  return Uint8Array.of(0x93, ...utf8('NUMPY'), version, 0, ...length, ...utf8(header), ...values);
}

/** @param {string} descr @param {string} shape @param {string} [order] */
export const npyHeader = (descr, shape, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`;

/** Two images of 2 x 3 and their labels. */
export const images = Uint8Array.of(
  ...[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255],
);
export const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 3);

export const npz = new Uint8Array(
  writeNpz({
    x: { shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    y: { shape: [2], values: Uint8Array.of(0, 1) },
  }),
);

export const gzipped = new Uint8Array(gzipSync(images));

export const tables = [
  'a,b\n1.5,x\n2.5,y\n3.5,"x ""y"""\n',
  '120,5;50,3;2,35\n1,5;2;3\n',
  'sep=;\r\nwhen;size;kind\r\n2024-05-01;1.234,5;a\r\n2024-05-02;?;b\r\n',
  'x y z\n1 2 3\n4 5 6\n',
  '"multi\nline",b\n1,2\n,NA\n',
].map(utf8);

export const numpy = [
  npyFile(npyHeader('<f4', '2, 1'), [0, 0, 128, 63, 0, 0, 0, 192]),
  npyFile(npyHeader('|u1', '2, 3', 'True'), [1, 2, 3, 4, 5, 6]),
  npyFile(npyHeader('<i8', '1,'), [9, 0, 0, 0, 0, 0, 0, 0], 2),
];
