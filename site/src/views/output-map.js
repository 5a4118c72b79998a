import { css, html } from 'lit';
import { formatNumber } from '../format.js';
import { mapContours } from './map/contours.js';
import { drawPredictionCurve, drawTargets } from './map/curve.js';
import { misclassified, misjudged } from './map/decision.js';
import {
  drawClassPoints,
  drawContours,
  drawCrosshair,
  drawMapAxes,
  drawTargetPoints,
  drawWarpedGrid,
  mapBox,
  mapScales,
} from './map/draw.js';
import { legendStyles, legendTemplate } from './map/legend.js';
import { MarkStamps } from './map/points.js';
import { paintSurface, scaleEnds, surfaceBound } from './map/surface.js';
import { nearestPlace, warpGrid, warpedPlace, warpedTitles } from './map/warp.js';
import { describePlace, describeWrong, isCurve, mapTable } from './map/words.js';
import { KeptDrawing, PixelGrid, beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { ViewElement } from './common/view-element.js';

/**
 * @import { Box } from './common/axes.js'
 * @import { Domain, Grid } from './map/grid.js'
 * @import { PointSet, TargetKind } from './map/decision.js'
 * @import { Palette } from './common/palette.js'
 * @import { Components } from './common/pca.js'
 * @import { Place, WarpedGrid } from './map/warp.js'
 *
 * @typedef {{ label: string, grid: Grid }} LabelledGrid
 */

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const moves = Object.freeze({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
});

/** @type {Domain} */
const unitSquare = { x: [-1, 1], y: [-1, 1] };

/** @type {Grid} */
const emptyGrid = { size: 0, outputs: 1, values: new Float32Array(0), domain: unitSquare };

/**
 * `<gp-output-map>`: what the network answers at each place of the input plane, with the data on it.
 * In the mode `warped`, the input plane as a hidden layer sees it.
 *
 * Properties (all optional; typed arrays are read, never kept or written):
 * - `grid` Grid | null: predictions over the input plane; a grid of `size` values over one input is drawn
 *   as a curve
 * - `kind` 'binary' | 'sign' | 'one-hot' | 'real': encoding of the targets
 * - `train`, `test` {points, labels?, targets?} | null: rows of the data set; null hides them
 * - `predictions` {train, test} | null: the outputs for those rows, so that the marks of wrong ones are exact
 *   also between the cells of the grid
 * - `unit` {label, grid} | null: one unit's activations, drawn instead of the output
 * - `confidence` false: flat classes instead of shades
 * - `mode` 'map' | 'warped'; `layer` {label, grid} with all units of a hidden layer, and `pair`
 *   [unit, unit] | null (null: the two principal components) belong to 'warped'
 * - `heading` the title
 */
export class OutputMap extends ViewElement {
  static styles = [
    ...ViewElement.styles,
    legendStyles,
    css`
      .plot {
        width: 100%;
        aspect-ratio: 1;
        max-height: var(--gp-map-height, 360px);
        min-height: 120px;
        cursor: crosshair;
      }

      .readout {
        min-height: 2.8em;
      }
    `,
  ];

  static properties = {
    grid: { attribute: false },
    kind: { type: String },
    train: { attribute: false },
    test: { attribute: false },
    predictions: { attribute: false },
    unit: { attribute: false },
    confidence: { attribute: false },
    mode: { type: String },
    layer: { attribute: false },
    pair: { attribute: false },
    heading: { type: String },
  };

  constructor() {
    super();
    /** @type {Grid | null} */
    this.grid = null;
    /** @type {TargetKind} */
    this.kind = 'binary';
    /** @type {PointSet | null} */
    this.train = null;
    /** @type {PointSet | null} */
    this.test = null;
    /** @type {{train: Float32Array, test: Float32Array} | null} */
    this.predictions = null;
    /** @type {LabelledGrid | null} */
    this.unit = null;
    this.confidence = true;
    /** @type {'map' | 'warped'} */
    this.mode = 'map';
    /** @type {LabelledGrid | null} */
    this.layer = null;
    /** @type {readonly [number, number] | null} */
    this.pair = null;
    this.heading = '';

    /** @type {readonly [number, number] | null} */
    this.pointed = null;
    this.wrong = { train: new Uint8Array(0), test: new Uint8Array(0) };
    /** @type {Components | null} */
    this.components = null;
    /** Where the layer puts the input plane, as it is drawn. @type {WarpedGrid | null} */
    this.warpedGrid = null;
    this.surface = new PixelGrid();
    this.stamps = new MarkStamps();
    this.marks = new KeptDrawing();
  }

  /** What is drawn: the output, or the unit that took its place. @returns {Grid} */
  get drawn() {
    return this.unit?.grid ?? this.grid ?? emptyGrid;
  }

  /** @returns {TargetKind} */
  get drawnKind() {
    return this.unit ? 'real' : this.kind;
  }

  /** True where the network has one input. */
  get flat() {
    return isCurve(this.drawn);
  }

  get warped() {
    return this.mode === 'warped' && this.layer !== null && !this.unit;
  }

  get title() {
    if (this.heading) return this.heading;
    if (this.unit) return `What ${this.unit.label} computes`;
    if (this.warped) return `The plane as ${this.layer?.label} sees it`;
    return this.kind === 'real' ? 'What the network predicts' : 'Where the network draws the line';
  }

  /** @override */
  render() {
    const sets = { train: this.train !== null, test: this.test !== null };
    return html`<figure>
        <figcaption><p class="title">${this.title}</p></figcaption>
        <div class="plot">
          <canvas
            role="img"
            tabindex="0"
            @pointermove=${this.pointerMoved}
            @pointerdown=${this.pointerMoved}
            @pointerleave=${this.pointerLeft}
            @keydown=${this.keyPressed}
          ></canvas>
        </div>
        ${this.footTemplate()}
        ${legendTemplate({
          ...sets,
          wrong: this.kind !== 'real' && (sets.train || sets.test),
          classes: this.drawnKind === 'one-hot' && !this.flat ? this.drawn.outputs : 0,
          scale: this.flat ? null : scaleEnds(this.drawn, this.drawnKind),
        })}
      </figure>
      ${this.themeProbe()}`;
  }

  /** @override */
  readOutNow() {
    const { pointed, drawn, drawnKind } = this;
    this.findWrong();
    this.readOut(pointed ? describePlace(drawn, drawnKind, pointed) : this.score());
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    this.stamps.prepare(palette, globalThis.devicePixelRatio || 1);
    if (this.warped) this.paintWarped(context, palette);
    else if (this.flat) this.paintCurve(context, palette);
    else this.paintMap(context, palette);
  }

  findWrong() {
    const { grid, kind, predictions } = this;
    const find = (/** @type {'train' | 'test'} */ split) => {
      const set = this[split];
      if (!grid || !set || this.flat) return new Uint8Array(0);
      const wrong = misjudged(kind, set, predictions?.[split]) ?? misclassified(grid, kind, set);
      const before = this.wrong[split];
      const same = before.length === wrong.length && before.every((one, row) => one === wrong[row]);
      return same ? before : wrong;
    };
    this.wrong = { train: find('train'), test: find('test') };
  }

  /** @param {Palette} palette */
  paintCells(palette) {
    const { drawn } = this;
    this.surface.resize(drawn.size, drawn.size);
    paintSurface(drawn, this.drawnKind, this.confidence, palette, this.surface.pixels);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Palette} palette
   */
  paintMap(context, palette) {
    const { drawn } = this;
    const box = mapBox(this.plotWidth, this.plotHeight);
    const { x, y } = mapScales(drawn.domain, box);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    if (drawn.size > 1) {
      this.paintCells(palette);
      this.surface.commit();
      context.drawImage(this.surface.canvas, box.left, box.top, box.width, box.height);
      drawContours(context, box, mapContours(drawn, this.drawnKind), drawn.size, palette);
    }
    this.paintMarks(context, palette, box);
    if (this.pointed) drawCrosshair(context, box, x(this.pointed[0]), y(this.pointed[1]), palette);
    context.restore();
    drawMapAxes(context, box, drawn.domain, ['x₁', 'x₂'], palette);
  }

  /**
   * The data on the plane: hundreds of marks, which seldom change while the surface under them does.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Palette} palette
   * @param {Box} box
   */
  paintMarks(context, palette, box) {
    const { domain } = this.drawn;
    const { train, test, kind, wrong } = this;
    const size = { width: this.plotWidth, height: this.plotHeight };
    const bound = this.targetBound();
    const shown = [train, test, kind, wrong.train, wrong.test, bound, palette];
    this.marks.put(context, size, [...shown, ...domain.x, ...domain.y], (marks) => {
      const { x, y } = mapScales(domain, box);
      this.paintPoints(marks, palette, (px, py) => [x(px), y(py)]);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Palette} palette
   */
  paintCurve(context, palette) {
    const { drawn } = this;
    const box = mapBox(this.plotWidth, this.plotHeight);
    const scales = mapScales(drawn.domain, box);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    for (const split of /** @type {const} */ (['test', 'train'])) {
      const set = this[split];
      const look = { round: split === 'train', stamps: this.stamps };
      if (set) drawTargets(context, set, scales, look);
    }
    drawPredictionCurve(context, drawn, scales, palette);
    context.restore();
    drawMapAxes(context, box, drawn.domain, ['x', 'y'], palette);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Palette} palette
   */
  paintWarped(context, palette) {
    const { grid } = /** @type {LabelledGrid} */ (this.layer);
    const warped = warpGrid(grid, this.pair, this.components);
    this.components = warped.components;
    this.warpedGrid = warped;
    const box = mapBox(this.plotWidth, this.plotHeight);
    const domain = { x: warped.xExtent, y: warped.yExtent };
    const { x, y } = mapScales(domain, box);
    this.paintCells(palette);
    const color = this.cellColors(grid.size);
    drawWarpedGrid(
      context,
      (cell) => [x(warped.x[cell]), y(warped.y[cell])],
      grid.size,
      color,
      palette,
    );
    const place = warpedPlace(warped, grid);
    this.paintPoints(context, palette, (px, py) => {
      const [a, b] = place(px, py);
      return [x(a), y(b)];
    });
    if (this.pointed) {
      const [a, b] = place(...this.pointed);
      drawCrosshair(context, box, x(a), y(b), palette);
    }
    drawMapAxes(context, box, domain, warpedTitles(warped, this.pair), palette);
  }

  /**
   * The surface's colour at the place of a cell of another grid over the same plane.
   *
   * @param {number} size of the other grid
   */
  cellColors(size) {
    const own = this.drawn.size;
    const { pixels } = this.surface;
    return (/** @type {number} */ cell) => {
      const row = Math.floor(((Math.floor(cell / size) + 0.5) * own) / size);
      const column = Math.floor((((cell % size) + 0.5) * own) / size);
      return pixels[row * own + column];
    };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Palette} palette
   * @param {Place} place
   */
  paintPoints(context, palette, place) {
    const bound = this.targetBound();
    for (const split of /** @type {const} */ (['test', 'train'])) {
      const set = this[split];
      if (!set) continue;
      const drawn = { set, wrong: this.wrong[split], round: split === 'train' };
      if (this.kind === 'real') drawTargetPoints(context, place, drawn, bound, palette);
      else drawClassPoints(context, place, drawn, this.stamps);
    }
  }

  targetBound() {
    return this.kind === 'real' && this.grid ? surfaceBound(this.grid.values, 'real') : 1;
  }

  /** @param {PointerEvent} event */
  pointerMoved(event) {
    const box = mapBox(this.plotWidth, this.plotHeight);
    if (this.warped) {
      const { warpedGrid, layer } = this;
      if (!warpedGrid || !layer) return;
      const scales = mapScales({ x: warpedGrid.xExtent, y: warpedGrid.yExtent }, box);
      const at = { x: event.offsetX, y: event.offsetY };
      this.point(...nearestPlace(warpedGrid, layer.grid, scales, at));
      return;
    }
    const { x, y } = mapScales(this.drawn.domain, box);
    this.point(x.invert(event.offsetX), y.invert(event.offsetY));
  }

  pointerLeft() {
    this.pointed = null;
    this.requestPaint();
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    if (event.key === 'Escape') this.pointerLeft();
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    const [dx, dy] = moves[event.key];
    const { x, y } = this.drawn.domain;
    const [px, py] = this.pointed ?? [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
    const share = event.shiftKey ? 0.2 : 0.04;
    this.point(px + dx * share * (x[1] - x[0]), py + dy * share * (y[1] - y[0]));
    if (this.pointed) this.announce(describePlace(this.drawn, this.drawnKind, this.pointed));
  }

  /**
   * @param {number} px
   * @param {number} py
   */
  point(px, py) {
    const { x, y } = this.drawn.domain;
    this.pointed = [Math.min(x[1], Math.max(x[0], px)), Math.min(y[1], Math.max(y[0], py))];
    this.requestPaint();
  }

  score() {
    if (!this.drawn.values.every(Number.isFinite)) return 'Red: no finite output';
    if (this.kind !== 'real' && !this.unit) return describeWrong(this.wrong);
    return 'Point at a place to read its value';
  }

  /** @override */
  summary() {
    const { x, y } = this.drawn.domain;
    const range = (/** @type {readonly [number, number]} */ [from, to]) =>
      `from ${formatNumber(from)} to ${formatNumber(to)}`;
    const plane = this.flat ? `x ${range(x)}` : `x₁ ${range(x)}, x₂ ${range(y)}`;
    return `${this.title}: ${plane}. ${this.score()}. Arrow keys read values.`;
  }

  /** @override */
  table() {
    return mapTable(this.drawn, this.drawnKind);
  }
}

define('gp-output-map', OutputMap);
