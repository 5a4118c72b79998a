/**
 * The drawing of an output map: a surface over the input plane, a curve over one input, or the plane as a layer
 * sees it; the data on it; and which of them are wrong.
 *
 * @import { Box } from '../common/axes.js'
 * @import { Palette } from '../common/palette.js'
 * @import { PointSet, TargetKind } from './decision.js'
 * @import { Grid } from './grid.js'
 * @import { Place } from './warp.js'
 * @import { WarpedMap } from './warped-map.js'
 *
 * @typedef {object} MapData
 * @property {Grid} drawn the output, or the unit that took its place
 * @property {TargetKind} drawnKind
 * @property {Grid | null} grid the output
 * @property {TargetKind} kind of the targets
 * @property {PointSet | null} train
 * @property {PointSet | null} test
 * @property {Record<'train' | 'test', {classes: Int32Array}> | null} predictions
 * @property {boolean} confidence
 * @property {Grid | null} warped the units of the layer that sees the plane; null: the plane itself
 * @property {readonly [number, number] | null} pair of units
 * @property {readonly [number, number] | null} pointed
 *
 * @typedef {{ width: number, height: number }} Size in CSS pixels
 */

import { KeptDrawing, PixelGrid } from '../common/canvas.js';
import { mapContours } from './contours.js';
import { drawPredictionCurve, drawTargets } from './curve.js';
import { misclassified, misjudged } from './decision.js';
import {
  drawClassPoints,
  drawContours,
  drawCrosshair,
  drawMapAxes,
  drawTargetPoints,
  mapBox,
  mapScales,
} from './draw.js';
import { MarkStamps } from './points.js';
import { paintSurface, surfaceBound } from './surface.js';
import { isCurve } from './words.js';

const splits = /** @type {const} */ (['test', 'train']);

export class MapScene {
  wrong = { train: new Uint8Array(0), test: new Uint8Array(0) };
  /** Draws the plane as a layer sees it, once it is loaded. @type {WarpedMap | null} */
  warpedMap = null;
  surface = new PixelGrid();
  stamps = new MarkStamps();
  marks = new KeptDrawing();

  /** Finds the rows that the network gets wrong; the same array as before where they are the same. @param {MapData} data */
  judge({ grid, kind, predictions, drawn, ...sets }) {
    const find = (/** @type {'train' | 'test'} */ split) => {
      const set = sets[split];
      if (!grid || !set || isCurve(drawn)) return new Uint8Array(0);
      const wrong = misjudged(set, predictions?.[split].classes) ?? misclassified(grid, kind, set);
      const before = this.wrong[split];
      const same = before.length === wrong.length && before.every((one, row) => one === wrong[row]);
      return same ? before : wrong;
    };
    this.wrong = { train: find('train'), test: find('test') };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Size} size
   * @param {MapData} data
   * @param {Palette} palette
   */
  paint(context, size, data, palette) {
    this.stamps.prepare(palette, globalThis.devicePixelRatio || 1);
    const box = mapBox(size.width, size.height);
    if (data.warped) this.paintWarped(context, box, data, data.warped, palette);
    else if (isCurve(data.drawn)) this.paintCurve(context, box, data, palette);
    else this.paintMap(context, size, data, palette);
  }

  /** @param {MapData} data @param {Palette} palette */
  paintCells({ drawn, drawnKind, confidence }, palette) {
    this.surface.resize(drawn.size, drawn.size);
    paintSurface(drawn, drawnKind, confidence, palette, this.surface.pixels);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Size} size
   * @param {MapData} data
   * @param {Palette} palette
   */
  paintMap(context, size, data, palette) {
    const { drawn, drawnKind, pointed } = data;
    const box = mapBox(size.width, size.height);
    const { x, y } = mapScales(drawn.domain, box);
    within(context, box, () => {
      if (drawn.size > 1) {
        this.paintCells(data, palette);
        this.surface.commit();
        context.drawImage(this.surface.canvas, box.left, box.top, box.width, box.height);
        drawContours(context, box, mapContours(drawn, drawnKind), drawn.size, palette);
      }
      this.paintMarks(context, size, data, palette);
      if (pointed) drawCrosshair(context, box, x(pointed[0]), y(pointed[1]), palette);
    });
    drawMapAxes(context, box, drawn.domain, ['x₁', 'x₂'], palette);
  }

  /**
   * The data on the plane: hundreds of marks, which seldom change while the surface under them does.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Size} size
   * @param {MapData} data
   * @param {Palette} palette
   */
  paintMarks(context, size, data, palette) {
    const { train, test, kind } = data;
    const { domain } = data.drawn;
    const { wrong } = this;
    const shown = [train, test, kind, wrong.train, wrong.test, targetBound(data), palette];
    this.marks.put(context, size, [...shown, ...domain.x, ...domain.y], (marks) => {
      const { x, y } = mapScales(domain, mapBox(size.width, size.height));
      this.paintPoints(marks, data, palette, (px, py) => [x(px), y(py)]);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Box} box
   * @param {MapData} data
   * @param {Palette} palette
   */
  paintCurve(context, box, data, palette) {
    const { drawn } = data;
    const scales = mapScales(drawn.domain, box);
    within(context, box, () => {
      for (const split of splits) {
        const set = data[split];
        const look = { round: split === 'train', stamps: this.stamps };
        if (set) drawTargets(context, set, scales, look);
      }
      drawPredictionCurve(context, drawn, scales, palette);
    });
    drawMapAxes(context, box, drawn.domain, ['x', 'y'], palette);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Box} box
   * @param {MapData} data
   * @param {Grid} grid
   * @param {Palette} palette
   */
  paintWarped(context, box, data, grid, palette) {
    const { pair, pointed, drawn } = data;
    this.paintCells(data, palette);
    const color = this.cellColors(drawn.size, grid.size);
    const paintPoints = (/** @type {Place} */ place) =>
      this.paintPoints(context, data, palette, place);
    this.warpedMap?.paint(context, box, grid, { pair, pointed, color, paintPoints }, palette);
  }

  /**
   * The surface's colour at the place of a cell of another grid over the same plane.
   *
   * @param {number} own size of the surface
   * @param {number} size of the other grid
   */
  cellColors(own, size) {
    const { pixels } = this.surface;
    return (/** @type {number} */ cell) => {
      const row = Math.floor(((Math.floor(cell / size) + 0.5) * own) / size);
      const column = Math.floor((((cell % size) + 0.5) * own) / size);
      return pixels[row * own + column];
    };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {MapData} data
   * @param {Palette} palette
   * @param {Place} place
   */
  paintPoints(context, data, palette, place) {
    for (const split of splits) {
      const set = data[split];
      if (!set) continue;
      const drawn = { set, wrong: this.wrong[split], round: split === 'train' };
      if (data.kind === 'real') drawTargetPoints(context, place, drawn, targetBound(data), palette);
      else drawClassPoints(context, place, drawn, this.stamps);
    }
  }

  /**
   * The place of the input plane at a point of the drawing; null where nothing is drawn yet.
   *
   * @param {MapData} data
   * @param {Size} size
   * @param {{ x: number, y: number }} point
   * @returns {readonly [number, number] | null}
   */
  placeAt({ drawn, warped }, { width, height }, point) {
    const box = mapBox(width, height);
    if (warped) return this.warpedMap?.placeAt(box, warped, point) ?? null;
    const { x, y } = mapScales(drawn.domain, box);
    return [x.invert(point.x), y.invert(point.y)];
  }
}

/** @param {MapData} data */
const targetBound = ({ kind, grid }) =>
  kind === 'real' && grid ? surfaceBound(grid.values, 'real') : 1;

/**
 * Draws, and nothing outside the box.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {() => void} draw
 */
function within(context, { left, top, width, height }, draw) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  draw();
  context.restore();
}
