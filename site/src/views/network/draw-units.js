/**
 * Drawing of the units: heatmaps, strips and names.
 *
 * @import { Palette } from '../common/palette.js'
 * @import { Grid } from '../map/grid.js'
 * @import { Column } from './network-layout.js'
 */

import { tickText } from '../common/axes.js';
import { PixelGrid } from '../common/canvas.js';
import { compressedShare, compressedTable, css, paintDiverging, pixel } from '../common/color.js';
import { unitCentre } from './network-layout.js';

/**
 * The heatmaps of one layer, painted into one bitmap: unit below unit.
 */
export class HeatmapAtlas {
  constructor() {
    this.grid = new PixelGrid();
    this.size = 0;
    this.scratch = new Float32Array(0);
  }

  /**
   * @param {Grid} grid
   * @param {number} bound
   * @param {Palette} palette
   */
  paint({ size, outputs, values }, bound, palette) {
    const cells = size * size;
    const known = values.length / outputs; // a single row of cells where the network has one input
    this.size = size;
    this.grid.resize(size, size * outputs);
    if (this.scratch.length !== cells * outputs) this.scratch = new Float32Array(cells * outputs);
    for (let unit = 0; unit < outputs; unit++) {
      for (let cell = 0; cell < cells; cell++) {
        this.scratch[unit * cells + cell] = values[(cell % known) * outputs + unit];
      }
    }
    const table = compressedTable(palette.diverging, bound);
    paintDiverging(this.scratch, bound, table, this.grid.pixels, pixel(palette.error));
    this.grid.commit();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} unit
   * @param {{ x: number, y: number, side: number }} place top left corner
   */
  draw(context, unit, { x, y, side }) {
    const { size } = this;
    context.drawImage(this.grid.canvas, 0, unit * size, size, size, x, y, side, side);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Column} column
 * @param {object} look
 * @param {HeatmapAtlas | null} look.atlas null: nothing is known of the units yet
 * @param {Uint8Array} look.flags
 * @param {Palette} look.palette
 */
export function drawUnits(context, column, { atlas, flags, palette }) {
  const { side } = column;
  for (let unit = 0; unit < column.units; unit++) {
    const centre = unitCentre(column, unit);
    const place = { x: Math.round(centre.x - side / 2), y: Math.round(centre.y - side / 2), side };
    if (atlas) atlas.draw(context, unit, place);
    else {
      context.fillStyle = css(palette.sunken);
      context.fillRect(place.x, place.y, side, side);
    }
    context.strokeStyle = css(palette.control);
    context.lineWidth = 1;
    context.strokeRect(place.x - 0.5, place.y - 0.5, side + 1, side + 1);
    if (flags[unit]) drawFlag(context, place, flags[unit], palette);
  }
}

/**
 * A dead unit is struck through, a saturated one has a bar at its right side.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number, side: number }} place
 * @param {number} flag
 * @param {Palette} palette
 */
function drawFlag(context, { x, y, side }, flag, palette) {
  context.strokeStyle = css(palette.ink);
  context.fillStyle = css(palette.ink);
  if (flag & 1) {
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x, y + side);
    context.lineTo(x + side, y);
    context.stroke();
  }
  if (flag & 2) context.fillRect(x + side - 3, y, 3, side);
}

/**
 * A wide layer: one cell a unit, darker with its mean |activation|; dead ones hollow, saturated ones with
 * a bar at their right. Thousands of cells: one pixel each of a picture that is scaled up, with the gaps drawn
 * over it, row by row, takes a fiftieth of the time of as many rectangles.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Column} column
 * @param {object} look
 * @param {PixelGrid} look.cells the picture of the cells
 * @param {Float32Array} look.activity mean |a| of each unit
 * @param {Uint8Array} look.flags
 * @param {number} look.bound
 * @param {Palette} look.palette
 */
export function drawStrip(context, column, { cells, activity, flags, bound, palette }) {
  const { left, top, width, height, side, cellHeight, rows, units } = column;
  const columns = Math.round(width / side);
  const table = palette.forwardRamp;
  const last = table.length - 1;
  const dead = pixel(palette.paper);
  cells.resize(columns, rows);
  cells.pixels.fill(pixel(palette.sunken));
  const bars = new Path2D();
  const gap = cellHeight >= 4 ? 1 : 0;
  for (let unit = 0; unit < units; unit++) {
    const [cellColumn, row] = [Math.floor(unit / rows), unit % rows];
    const share = Math.min(1, compressedShare(activity[unit] ?? 0, bound));
    cells.pixels[row * columns + cellColumn] =
      flags[unit] & 1 ? dead : table[Math.round(share * last) || 0];
    if (flags[unit] & 2)
      bars.rect(left + (cellColumn + 1) * side - gap - 2, top + row * cellHeight, 2, cellHeight);
  }
  cells.commit();
  context.imageSmoothingEnabled = false;
  context.drawImage(cells.canvas, left, top, width, height);
  context.fillStyle = css(palette.control);
  context.fill(bars);
  context.fillStyle = css(palette.sunken);
  for (let row = 1; gap && row <= rows; row++)
    context.fillRect(left, top + row * cellHeight - 1, width, 1);
  for (let edge = 1; gap && edge <= columns; edge++)
    context.fillRect(left + edge * side - 1, top, 1, height);
  context.strokeStyle = css(palette.control);
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
}

/**
 * Names at the left of the input units, as many as fit.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Column} column
 * @param {readonly string[]} labels
 * @param {Palette} palette
 */
export function drawInputLabels(context, column, labels, palette) {
  if (column.strip || column.left < 16) return;
  tickText(context, palette, { align: 'right', baseline: 'middle', size: 12 });
  labels.forEach((label, unit) => {
    context.fillText(label, column.left - 6, unitCentre(column, unit).y, column.left - 8);
  });
}
