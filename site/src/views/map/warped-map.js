/**
 * The input plane as a layer sees it. Loaded when it is first asked for.
 *
 * @import { Box } from '../common/axes.js'
 * @import { Palette } from '../common/palette.js'
 * @import { Grid } from './grid.js'
 * @import { Place, WarpedGrid } from './warp.js'
 *
 * @typedef {object} WarpedLook
 * @property {readonly [number, number] | null} pair of units
 * @property {readonly [number, number] | null} pointed
 * @property {(cell: number) => number} color of a cell of the layer's grid, as a pixel
 * @property {(place: Place) => void} paintPoints draws the data at their places
 */

import { css } from '../common/color.js';
import { spreadIndices } from '../common/series.js';
import { drawCrosshair, drawMapAxes, mapScales } from './draw.js';
import { nearestPlace, warpGrid, warpedPlace, warpedTitles } from './warp.js';

export class WarpedMap {
  /** Where the layer puts the input plane, as it is drawn. @type {WarpedGrid | null} */
  drawn = null;

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Box} box
   * @param {Grid} grid the units of the layer
   * @param {WarpedLook} look
   * @param {Palette} palette
   */
  paint(context, box, grid, { pair, pointed, color, paintPoints }, palette) {
    const warped = warpGrid(grid, pair);
    this.drawn = warped;
    const domain = { x: warped.xExtent, y: warped.yExtent };
    const { x, y } = mapScales(domain, box);
    const cellPlace = (/** @type {number} */ cell) =>
      /** @type {[number, number]} */ ([x(warped.x[cell]), y(warped.y[cell])]);
    drawWarpedGrid(context, cellPlace, grid.size, color, palette);
    const place = warpedPlace(warped, grid);
    paintPoints((px, py) => {
      const [a, b] = place(px, py);
      return [x(a), y(b)];
    });
    if (pointed) {
      const [a, b] = place(...pointed);
      drawCrosshair(context, box, x(a), y(b), palette);
    }
    drawMapAxes(context, box, domain, warpedTitles(warped, pair), palette);
  }

  /**
   * The place of the input plane that the layer puts nearest to a point of the drawing.
   *
   * @param {Box} box
   * @param {Grid} grid
   * @param {{ x: number, y: number }} point
   */
  placeAt(box, grid, point) {
    if (!this.drawn) return null;
    const scales = mapScales({ x: this.drawn.xExtent, y: this.drawn.yExtent }, box);
    return nearestPlace(this.drawn, grid, scales, point);
  }
}

/**
 * The cells of the input grid where the layer puts them, in the colours of the surface, and the grid's
 * lines over them: rows solid, columns finer.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {(cell: number) => [number, number]} place of a cell's centre
 * @param {number} size
 * @param {(cell: number) => number} color of a cell, as a pixel
 * @param {Palette} palette
 */
function drawWarpedGrid(context, place, size, color, palette) {
  const lines = spreadIndices(size, 21);
  for (let row = 1; row < lines.length; row++) {
    for (let column = 1; column < lines.length; column++) {
      const corners = [
        [row - 1, column - 1],
        [row - 1, column],
        [row, column],
        [row, column - 1],
      ].map(([r, c]) => lines[r] * size + lines[c]);
      const word = color(corners[0]);
      context.beginPath();
      corners.forEach((cell) => context.lineTo(...place(cell)));
      context.fillStyle = css([word & 255, (word >> 8) & 255, (word >> 16) & 255], 0.8);
      context.fill();
    }
  }
  for (const [along, alpha] of /** @type {const} */ ([
    ['row', 0.55],
    ['column', 0.28],
  ])) {
    context.beginPath();
    for (const fixed of lines) {
      lines.forEach((moving, index) => {
        const cell = along === 'row' ? fixed * size + moving : moving * size + fixed;
        const [x, y] = place(cell);
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
    }
    context.strokeStyle = css(palette.ink, alpha);
    context.lineWidth = 1;
    context.stroke();
  }
}
