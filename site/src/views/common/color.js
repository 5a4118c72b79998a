/**
 * Colours as arithmetic: mixing and ramps in OKLab, where equal steps look equal.
 *
 * @typedef {readonly [number, number, number]} Rgb Red, green and blue in 0..255.
 */

/** @param {number} byte */
function toLinear(byte) {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** @param {number} linear */
function toByte(linear) {
  const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/**
 * @param {Rgb} rgb
 * @returns {[number, number, number]} lightness, a, b
 */
export function toOklab([red, green, blue]) {
  const r = toLinear(red);
  const g = toLinear(green);
  const b = toLinear(blue);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/**
 * @param {readonly [number, number, number]} lab
 * @returns {Rgb}
 */
export function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/**
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} share of `to`, 0..1
 * @returns {Rgb}
 */
export function mix(from, to, share) {
  const start = toOklab(from);
  const end = toOklab(to);
  return fromOklab([
    start[0] + (end[0] - start[0]) * share,
    start[1] + (end[1] - start[1]) * share,
    start[2] + (end[2] - start[2]) * share,
  ]);
}

/**
 * @param {Rgb} rgb
 * @param {number} [alpha]
 */
export function css([red, green, blue], alpha = 1) {
  return alpha >= 1 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha})`;
}

/** One opaque pixel, as a word of an ImageData on a little-endian machine. @param {Rgb} rgb */
export function pixel([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * Colours evenly spaced along stops.
 *
 * @param {readonly Rgb[]} stops at least two
 * @param {number} size
 * @returns {Rgb[]}
 */
export function ramp(stops, size) {
  const last = stops.length - 1;
  return Array.from({ length: size }, (_, index) => {
    const position = size === 1 ? last : (index / (size - 1)) * last;
    const stop = Math.min(Math.floor(position), last - 1);
    return mix(stops[stop], stops[stop + 1], position - stop);
  });
}

/**
 * A ramp as pixels: the look-up table of a heatmap.
 *
 * @param {readonly Rgb[]} stops
 * @param {number} [size]
 */
export function pixelRamp(stops, size = 256) {
  return Uint32Array.from(ramp(stops, size), pixel);
}

/**
 * Paints values through a look-up table: `-bound` is its first colour, `bound` its last.
 * What is not a number gets `missing`.
 *
 * @param {Float32Array} values
 * @param {number} bound
 * @param {Uint32Array} table
 * @param {Uint32Array} pixels written, one per value
 * @param {number} [missing]
 */
export function paintDiverging(values, bound, table, pixels, missing = 0) {
  const last = table.length - 1;
  const middle = last / 2;
  const scale = bound > 0 ? middle / bound : 0;
  for (let index = 0; index < values.length; index++) {
    const position = middle + values[index] * scale + 0.5;
    pixels[index] =
      position >= last
        ? table[last]
        : position > 0
          ? table[position | 0]
          : Number.isNaN(position)
            ? missing
            : table[0];
  }
}

/** Values up to this size are told apart as on a linear scale, larger ones by their ratio. */
const linearReach = 0.25;

/** @type {WeakMap<Uint32Array, Map<number, Uint32Array>>} */
const compressed = new WeakMap();

/**
 * Where a magnitude lies on that scale, 0..1.
 *
 * @param {number} magnitude
 * @param {number} bound
 */
export const compressedShare = (magnitude, bound) =>
  Math.asinh(magnitude / linearReach) / Math.asinh(bound / linearReach);

/**
 * The table of a signed logarithmic scale: what {@link paintDiverging} looks up linearly, so that the small
 * values of one layer are seen beside the large ones of another.
 *
 * @param {Uint32Array} table
 * @param {number} bound
 */
export function compressedTable(table, bound) {
  const known = compressed.get(table) ?? new Map();
  compressed.set(table, known);
  let result = known.get(bound);
  if (!result) {
    const middle = 2048;
    result = Uint32Array.from({ length: 2 * middle + 1 }, (_, index) => {
      const value = ((index - middle) / middle) * bound;
      const share = (compressedShare(value, bound) + 1) / 2;
      return table[Math.round(share * (table.length - 1))];
    });
    known.set(bound, result);
  }
  return result;
}

/**
 * The smallest of 1, 2, 5 times a power of ten that is not below `value`: a bound that does not
 * flicker while values grow.
 *
 * @param {number} value
 */
export function niceBound(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  const step = [1, 2, 5].find((candidate) => lead <= candidate * (1 + 1e-9)) ?? 10;
  return step * power;
}
