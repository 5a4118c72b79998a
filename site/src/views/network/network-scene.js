/**
 * The drawing of a network: what is where, and how it is painted.
 *
 * @import { LayerStatistics } from '../../../../wasm/js/index.js'
 * @import { Grid } from '../map/grid.js'
 * @import { Palette } from '../common/palette.js'
 * @import { Edge } from './edges.js'
 * @import { Column, Point } from './network-layout.js'
 * @import { LayerParameters, LayerShape } from './parameters.js'
 * @import { Phase } from './phases.js'
 *
 * @typedef {{ column: number, unit: number }} Place column 0 holds the inputs
 *
 * @typedef {object} NetworkData
 * @property {readonly string[]} inputs
 * @property {Grid | null} inputGrid
 * @property {readonly (LayerShape & { activation: string })[]} layers
 * @property {readonly (Grid | null)[]} heatmaps
 * @property {readonly LayerStatistics[] | null} statistics
 * @property {Float32Array | null} parameters
 * @property {Float32Array | null} gradients
 * @property {'weight' | 'gradient'} edgeMode
 *
 * @typedef {object} NetworkLook
 * @property {Palette} palette
 * @property {Phase | null} phase
 * @property {Place | null} marked the unit that is looked at
 */

import { KeptDrawing } from '../common/canvas.js';
import { niceBound } from '../common/color.js';
import { drawEdges, drawMarkedEdges, drawMarkedUnit } from './draw-edges.js';
import { HeatmapAtlas, drawInputLabels, drawStrip, drawUnits } from './draw-units.js';
import { chooseEdges, edgeAt, weightBound } from './edges.js';
import { networkLayout, unitCentre } from './network-layout.js';
import { parameterOffsets } from './parameters.js';
import { phaseLight } from './phases.js';

/** Networks with more parameters choose their edges at most every {@link rechooseInterval} ms. */
const largeNetwork = 200_000;
const rechooseInterval = 500;

const noFlags = new Uint8Array(0);
const noActivity = new Float32Array(0);

export class NetworkScene {
  constructor() {
    /** @type {Column[]} */
    this.columns = [];
    /** @type {LayerParameters[]} */
    this.offsets = [];
    /** @type {Edge[]} */
    this.edges = [];
    this.edgesTime = -Infinity;
    this.edgesKey = '';
    /** Upper ends of the scales. */
    this.bounds = { weight: 1, activation: 1, input: 1, activity: 1 };
    /** @type {HeatmapAtlas[]} */
    this.atlases = [];
    this.size = { width: 0, height: 0 };
    this.strips = new KeptDrawing();
  }

  /**
   * @param {NetworkData} data
   * @param {number} width
   * @param {number} height
   */
  arrange({ inputs, layers }, width, height) {
    const sizes = [inputs.length, ...layers.map(({ units }) => units)];
    this.size = { width, height };
    this.columns = networkLayout(sizes, width, height);
    this.offsets = parameterOffsets(inputs.length, layers);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {NetworkData} data
   * @param {NetworkLook} look
   */
  paint(context, data, look) {
    const light = phaseLight(look.phase);
    this.measure(data);
    this.paintEdges(context, data, look);
    context.globalAlpha = light.units;
    this.paintStrips(context, data, look.palette);
    this.columns.forEach((column, index) => {
      context.globalAlpha = index === this.columns.length - 1 ? light.output : light.units;
      if (!column.strip) this.paintUnits(context, data, look.palette, index);
    });
    context.globalAlpha = 1;
    drawInputLabels(context, this.columns[0], data.inputs, look.palette);
    const { marked } = look;
    if (marked && this.columns[marked.column]) {
      drawMarkedUnit(context, this.columns[marked.column], marked.unit, look.palette.focus);
    }
  }

  /** Fits the scales to what is drawn. @param {NetworkData} data */
  measure({ inputGrid, heatmaps, statistics }) {
    this.bounds.input = inputGrid ? niceBound(greatest(inputGrid.values)) : 1;
    const drawn = heatmaps.map((grid) => (grid ? greatest(grid.values) : 0));
    this.bounds.activation = niceBound(Math.max(0, ...drawn));
    const active = (statistics ?? []).map((layer) => greatest(layer.unitMeanAbsolute));
    this.bounds.activity = niceBound(Math.max(0, ...active));
  }

  /** @param {NetworkData} data */
  rechoose({ parameters, gradients, edgeMode, layers, inputs }) {
    const strength = edgeMode === 'gradient' && gradients ? gradients : parameters;
    const count = this.offsets.at(-1)?.end ?? 0;
    if (!parameters || !strength || parameters.length < count) {
      this.edges = [];
      return;
    }
    const key = `${edgeMode}:${inputs.length},${layers.map(({ units }) => units).join()}`;
    const now = performance.now();
    const fresh = now - this.edgesTime < rechooseInterval && key === this.edgesKey;
    if (count > largeNetwork && fresh) return;
    this.edges = chooseEdges(strength, this.offsets);
    this.edgesTime = now;
    this.edgesKey = key;
    this.bounds.weight = weightBound(parameters, this.edges);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {NetworkData} data
   * @param {NetworkLook} look
   */
  paintEdges(context, data, { palette, phase, marked }) {
    this.rechoose(data);
    const { parameters } = data;
    if (!parameters || !this.edges.length) return;
    const light = phaseLight(phase);
    const byGradient = data.edgeMode === 'gradient' || light.gradients;
    const bound = this.bounds.weight;
    context.globalAlpha = light.edges * (marked ? 0.4 : 1);
    drawEdges(context, this.columns, this.edges, {
      parameters,
      gradients: byGradient ? data.gradients : null,
      bound,
      palette,
    });
    context.globalAlpha = 1;
    if (!marked) return;
    const touching = this.edgesOf(marked);
    drawMarkedEdges(context, this.columns, touching, parameters, { bound, palette });
  }

  /** Edges into a unit; of an input, out of it. @param {Place} place */
  edgesOf({ column, unit }) {
    return this.edges.filter((edge) =>
      column === 0
        ? edge.layer === 0 && edge.input === unit
        : edge.layer === column - 1 && edge.unit === unit,
    );
  }

  /**
   * The wide layers: thousands of cells, which change only with the statistics.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {NetworkData} data
   * @param {Palette} palette
   */
  paintStrips(context, { statistics }, palette) {
    const bound = this.bounds.activity;
    if (!this.columns.some(({ strip }) => strip)) return;
    this.strips.put(context, this.size, [statistics, this.columns, bound, palette], (kept) => {
      this.columns.forEach((column, index) => {
        if (!column.strip) return;
        const { unitMeanAbsolute: activity = noActivity, unitFlags: flags = noFlags } =
          statistics?.[index - 1] ?? {};
        const cells = this.atlas(index).grid;
        drawStrip(kept, column, { cells, activity, flags, bound, palette });
      });
    });
  }

  /** The bitmap of a column. @param {number} index */
  atlas(index) {
    return (this.atlases[index] ??= new HeatmapAtlas());
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {NetworkData} data
   * @param {Palette} palette
   * @param {number} index of the column
   */
  paintUnits(context, { inputGrid, heatmaps, statistics }, palette, index) {
    const column = this.columns[index];
    const flags = statistics?.[index - 1]?.unitFlags ?? noFlags;
    const grid = index === 0 ? inputGrid : (heatmaps[index - 1] ?? null);
    const bound = index === 0 ? this.bounds.input : this.bounds.activation;
    const known = grid !== null && grid.outputs === column.units;
    const atlas = this.atlas(index);
    if (known) atlas.paint(grid, bound, palette);
    drawUnits(context, column, { atlas: known ? atlas : null, flags, palette });
  }

  /**
   * The edge near a point.
   *
   * @param {Point} point
   * @param {number} reach
   */
  edgeNear(point, reach) {
    return edgeAt(this.columns, this.edges, point, { centre: unitCentre, reach });
  }
}

/** @param {Float32Array} values */
function greatest(values) {
  let result = 0;
  for (let index = 0; index < values.length; index++) {
    const magnitude = Math.abs(values[index]);
    if (magnitude > result && magnitude < Infinity) result = magnitude;
  }
  return result;
}
