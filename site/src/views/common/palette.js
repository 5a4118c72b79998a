/**
 * The colours of a canvas, read from the CSS custom properties of its element.
 *
 * @import { Rgb } from './color.js'
 *
 * @typedef {object} Palette
 * @property {Rgb} paper
 * @property {Rgb} surface
 * @property {Rgb} sunken
 * @property {Rgb} ink
 * @property {Rgb} muted text that is not the first thing to read
 * @property {Rgb} rule lines of the grid
 * @property {Rgb} control outlines that must be seen
 * @property {Rgb} accent
 * @property {Rgb} focus
 * @property {Rgb} forward activations
 * @property {Rgb} backward gradients
 * @property {Rgb} negative
 * @property {Rgb} zero
 * @property {Rgb} positive
 * @property {Rgb} train
 * @property {Rgb} test
 * @property {Rgb} past
 * @property {Rgb} warn
 * @property {Rgb} error
 * @property {readonly Rgb[]} classes
 * @property {Uint32Array} diverging pixels from negative through zero to positive
 * @property {Uint32Array} forwardRamp pixels from nothing to the full hue
 * @property {Uint32Array} backwardRamp
 * @property {string} font family of the texts
 */

import { colors } from '../../styles/tokens.js';
import { mix, pixelRamp, ramp } from './color.js';

export const classCount = 10;

/** @type {CanvasRenderingContext2D | null} */
let scratch = null;

/**
 * Any CSS colour as bytes.
 *
 * @param {string} color
 * @returns {Rgb}
 */
function parseColor(color) {
  if (!scratch) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    scratch = canvas.getContext('2d', { willReadFrequently: true });
  }
  const context = /** @type {CanvasRenderingContext2D} */ (scratch);
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** @type {Map<string, Palette>} */
const cache = new Map();

/**
 * Reads the palette that holds for an element. Palettes are made once per set of colours and shared.
 *
 * @param {Element} element
 * @returns {Palette}
 */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const names = Object.keys(colors);
  const values = names.map(
    (name) => style.getPropertyValue(`--gp-${name}`).trim() || colors[name][0],
  );
  const font = style.fontFamily;
  const key = `${values.join()}|${font}`;
  let palette = cache.get(key);
  if (!palette) {
    palette = makePalette(new Map(names.map((name, index) => [name, values[index]])), font);
    cache.set(key, palette);
  }
  return palette;
}

/**
 * @param {Map<string, string>} named
 * @param {string} font
 * @returns {Palette}
 */
function makePalette(named, font) {
  const rgb = (/** @type {string} */ name) => parseColor(named.get(name) ?? 'black');
  const negative = rgb('negative');
  const zero = rgb('zero');
  const positive = rgb('positive');
  const sunken = rgb('sunken');
  const forward = rgb('forward');
  const backward = rgb('backward');
  return {
    paper: rgb('paper'),
    surface: rgb('surface'),
    sunken,
    ink: rgb('ink'),
    muted: rgb('ink-2'),
    rule: rgb('rule'),
    control: rgb('control-line'),
    accent: rgb('accent'),
    focus: rgb('focus'),
    forward,
    backward,
    negative,
    zero,
    positive,
    train: rgb('train'),
    test: rgb('test'),
    past: rgb('past'),
    warn: rgb('warn'),
    error: rgb('error'),
    classes: Array.from({ length: classCount }, (_, index) => rgb(`class-${index}`)),
    diverging: pixelRamp([negative, zero, positive]),
    forwardRamp: pixelRamp([sunken, forward]),
    backwardRamp: pixelRamp([sunken, backward]),
    font,
  };
}

/** @type {WeakMap<Palette, Map<string, Rgb[]>>} */
const depths = new WeakMap();

/**
 * One colour per layer within a hue: early layers towards the paper, late ones towards the ink.
 *
 * @param {Palette} palette
 * @param {'forward' | 'backward'} direction
 * @param {number} layers
 * @returns {readonly Rgb[]}
 */
export function depthColors(palette, direction, layers) {
  const known = depths.get(palette) ?? new Map();
  depths.set(palette, known);
  const key = `${direction}${layers}`;
  let colors = known.get(key);
  if (!colors) {
    const hue = palette[direction];
    const stops = [mix(hue, palette.surface, 0.62), hue, mix(hue, palette.ink, 0.62)];
    colors = layers === 1 ? [hue] : ramp(stops, layers);
    known.set(key, colors);
  }
  return colors;
}
