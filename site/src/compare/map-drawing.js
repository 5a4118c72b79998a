/**
 * The final map of a trial, as a small picture.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('../views/map/decision.js').TargetKind} TargetKind
 * @typedef {import('../views/common/palette.js').Palette} Palette
 */

import { paintSurface } from '../views/map/surface.js';

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
