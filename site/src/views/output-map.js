import { css, html } from 'lit';
import { formatNumber } from '../format.js';
import { loadModule } from '../load-module.js';
import { legendStyles, legendTemplate } from './map/legend.js';
import { MapScene } from './map/scene.js';
import { scaleEnds } from './map/surface.js';
import { describePlace, describeWrong, isCurve } from './map/words.js';
import { beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { pointOf } from './common/pointer.js';
import { ViewElement } from './common/view-element.js';

/**
 * @import { Domain, Grid } from './map/grid.js'
 * @import { PointSet, TargetKind } from './map/decision.js'
 * @import { MapData } from './map/scene.js'
 * @import { Palette } from './common/palette.js'
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
 * - `predictions` {train: {classes}, test: {classes}} | null: what those rows are taken for, so that the marks of
 *   wrong ones are exact also between the cells of the grid
 * - `unit` {label, grid} | null: one unit's activations, drawn instead of the output
 * - `confidence` false: flat classes instead of shades
 * - `mode` 'map' | 'warped'; `layer` {label, grid} with all units of a hidden layer, and `pair`
 *   [unit, unit] | null (null: the grid's principal components) belong to 'warped'
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
    /** @type {Record<'train' | 'test', {classes: Int32Array}> | null} */
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
    this.scene = new MapScene();
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

  /** @returns {MapData} */
  get data() {
    const { drawn, drawnKind, grid, kind, train, test, predictions } = this;
    const { confidence, pair, pointed } = this;
    const warped = this.warped ? (this.layer?.grid ?? null) : null;
    return {
      ...{ drawn, drawnKind, grid, kind, train, test, predictions },
      ...{ confidence, pair, pointed, warped },
    };
  }

  get size() {
    return { width: this.plotWidth, height: this.plotHeight };
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    super.updated(changed);
    if (this.warped && !this.scene.warpedMap) this.loadWarpedMap();
  }

  async loadWarpedMap() {
    const load = () => import('./map/warped-map.js');
    const module = await loadModule(this, 'The map through a hidden layer', load);
    if (!module) return;
    this.scene.warpedMap ??= new module.WarpedMap();
    this.requestPaint();
  }

  /** @override */
  readOutNow() {
    const { pointed, drawn, drawnKind } = this;
    this.scene.judge(this.data);
    this.readOut(pointed ? describePlace(drawn, drawnKind, pointed) : this.score());
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    this.scene.paint(context, this.size, this.data, palette);
  }

  /** @param {PointerEvent} event */
  pointerMoved(event) {
    const place = this.scene.placeAt(this.data, this.size, pointOf(event));
    if (place) this.point(...place);
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
    if (this.kind !== 'real' && !this.unit) return describeWrong(this.scene.wrong);
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
    return this.tables?.mapTable(this.drawn, this.drawnKind) ?? null;
  }
}

define('gp-output-map', OutputMap);
