/**
 * The final map of a trial, as a small picture.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('../views/map/decision.js').TargetKind} TargetKind
 * @typedef {import('../views/common/palette.js').Palette} Palette
 */

import { readPalette } from '../views/common/palette.js';
import { paintSurface } from '../views/map/surface.js';

/** The colours of each theme: they are read from the styles once. @type {Map<string, Palette>} */
const palettes = new Map();

/**
 * @param {HTMLElement} element within the theme
 * @param {string} theme
 * @returns {Palette}
 */
export function paletteOf(element, theme) {
  const palette = palettes.get(theme) ?? readPalette(element);
  palettes.set(theme, palette);
  return palette;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Measured} trial
 * @param {TargetKind} kind
 * @param {Palette} palette
 */
export function drawMap(canvas, { map }, kind, palette) {
  const context = canvas.getContext('2d');
  if (!map || !context) return;
  const { size } = map;
  canvas.width = size;
  canvas.height = size;
  const image = context.createImageData(size, size);
  paintSurface(map, kind, true, palette, new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}
