/**
 * The rows of a data set on a map. Training points are round, test points square; odd classes have a
 * hole; a wrong one lies on a cross.
 *
 * @import { Rgb } from '../common/color.js'
 * @import { Palette } from '../common/palette.js'
 */

import { css, mix } from '../common/color.js';

const reach = 8;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {boolean} round
 * @param {number} radius
 */
function shape(context, round, radius) {
  context.beginPath();
  if (round) context.arc(0, 0, radius, 0, 2 * Math.PI);
  else context.rect(-radius, -radius, 2 * radius, 2 * radius);
}

/**
 * Draws one mark around the origin.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {{ color: Rgb, round: boolean, hollow: boolean, wrong: boolean }} mark
 * @param {Palette} palette
 */
export function drawMark(context, { color, round, hollow, wrong }, palette) {
  const radius = round ? 3.4 : 3;
  if (wrong) drawCross(context, palette);
  shape(context, round, radius + 1.2);
  context.fillStyle = css(palette.surface);
  context.fill();
  shape(context, round, radius);
  context.fillStyle = css(mix(color, palette.ink, 0.12));
  context.fill();
  if (hollow) {
    shape(context, round, radius * 0.45);
    context.fillStyle = css(palette.surface);
    context.fill();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Palette} palette
 */
function drawCross(context, palette) {
  const arm = 4.6;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(-arm, -arm);
  context.lineTo(arm, arm);
  context.moveTo(-arm, arm);
  context.lineTo(arm, -arm);
  context.strokeStyle = css(palette.surface);
  context.lineWidth = 3;
  context.stroke();
  context.strokeStyle = css(palette.ink);
  context.lineWidth = 1.4;
  context.stroke();
}

/**
 * Marks drawn once and stamped many times.
 */
export class MarkStamps {
  constructor() {
    /** @type {Map<string, HTMLCanvasElement>} */
    this.stamps = new Map();
    /** @type {Palette | null} */
    this.palette = null;
    this.ratio = 1;
  }

  /**
   * @param {Palette} palette
   * @param {number} ratio device pixels per CSS pixel
   */
  prepare(palette, ratio) {
    if (palette === this.palette && ratio === this.ratio) return;
    this.stamps.clear();
    this.palette = palette;
    this.ratio = ratio;
  }

  /**
   * @param {number} label
   * @param {boolean} round
   * @param {boolean} wrong
   */
  stamp(label, round, wrong) {
    const key = `${label}${round}${wrong}`;
    let canvas = this.stamps.get(key);
    if (!canvas) {
      const palette = /** @type {Palette} */ (this.palette);
      canvas = document.createElement('canvas');
      canvas.width = canvas.height = Math.ceil(2 * reach * this.ratio);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.scale(this.ratio, this.ratio);
      context.translate(reach, reach);
      const color = palette.classes[label % palette.classes.length];
      drawMark(context, { color, round, hollow: label % 2 === 1, wrong }, palette);
      this.stamps.set(key, canvas);
    }
    return canvas;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {{ label: number, round: boolean, wrong: boolean }} mark
   */
  draw(context, x, y, { label, round, wrong }) {
    const size = 2 * reach;
    context.drawImage(this.stamp(label, round, wrong), x - reach, y - reach, size, size);
  }
}
