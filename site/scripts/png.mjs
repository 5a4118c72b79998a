/** Makes a screenshot smaller: a true-colour PNG becomes one with a palette of 256 colours, by median cut. */

import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColors = 256;

/** @param {Buffer} png 8 bits a channel, RGB or RGBA, not interlaced */
export function quantise(png) {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  const boxes = cut([...counts.keys()], counts);
  const indices = new Map(boxes.flatMap((box, index) => box.map((color) => [color, index])));
  const palette = boxes.map((box) => average(box, counts));
  return encode(
    width,
    height,
    pixels.map((color) => indices.get(color)),
    palette,
  );
}

const channel = (color, index) => (color >> (16 - 8 * index)) & 255;

/** Halves the box whose colours are furthest apart, weighted by their pixels, until there are enough. */
function cut(colors, counts) {
  const boxes = [describe(colors, counts)];
  while (boxes.length < mostColors) {
    const index = boxes.reduce((best, box, at) => (box.worth > boxes[best].worth ? at : best), 0);
    const { colors: widest, axis, worth } = boxes[index];
    if (worth === 0) break;
    widest.sort((a, b) => channel(a, axis) - channel(b, axis));
    const middle = (channel(widest[0], axis) + channel(widest[widest.length - 1], axis)) / 2;
    const half = widest.findIndex((color) => channel(color, axis) > middle);
    const parts = [widest.slice(0, half), widest.slice(half)];
    boxes.splice(index, 1, ...parts.map((part) => describe(part, counts)));
  }
  return boxes.map(({ colors: box }) => box);
}

function describe(colors, counts) {
  const spans = [0, 1, 2].map((axis) => {
    let [least, greatest] = [255, 0];
    for (const color of colors) {
      least = Math.min(least, channel(color, axis));
      greatest = Math.max(greatest, channel(color, axis));
    }
    return greatest - least;
  });
  const span = Math.max(...spans);
  const pixels = colors.reduce((sum, color) => sum + counts.get(color), 0);
  return { colors, axis: spans.indexOf(span), worth: span * Math.sqrt(pixels) };
}

function average(box, counts) {
  const pixels = box.reduce((sum, color) => sum + counts.get(color), 0);
  return [0, 1, 2].map((axis) =>
    Math.round(
      box.reduce((sum, color) => sum + channel(color, axis) * counts.get(color), 0) / pixels,
    ),
  );
}

function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, type, , , interlaced] = png.subarray(24);
  if (depth !== 8 || interlaced || (type !== 2 && type !== 6)) throw new Error('not such a PNG');
  const parts = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  const bytes = type === 6 ? 4 : 3;
  const data = unfilter(inflateSync(Buffer.concat(parts)), width * bytes, height, bytes);
  const pixels = new Uint32Array(width * height);
  for (let pixel = 0, at = 0; pixel < pixels.length; pixel += 1, at += bytes) {
    pixels[pixel] = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  }
  return { width, height, pixels };
}

/** Takes back the filters of the PNG specification, section 9. */
function unfilter(raw, stride, height, bytes) {
  const data = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column;
      const left = column >= bytes ? data[at - bytes] : 0;
      const up = row > 0 ? data[at - stride] : 0;
      const corner = row > 0 && column >= bytes ? data[at - stride - bytes] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      data[at] = raw[row * (stride + 1) + 1 + column] + guess;
    }
  }
  return data;
}

function paeth(left, up, corner) {
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function encode(width, height, pixels, palette) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
