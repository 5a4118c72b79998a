import { css, html } from 'lit';
import { loadModule } from '../load-module.js';
import {
  depthButtons,
  layerControlStyles,
  layerHeaders,
  placeLayerHeaders,
  roomyPitch,
  selectedLayerControls,
  suggestionButton,
} from './network/layer-controls.js';
import { mostDrawnUnits, neighbour, unitAt } from './network/network-layout.js';
import { networkLegend, networkLegendStyles } from './network/network-legend.js';
import { phaseTexts } from './network/phases.js';
import { planeGrid } from './network/plane.js';
import { NetworkScene } from './network/network-scene.js';
import { networkSummary } from './network/network-description.js';
import { beginCanvas } from './common/canvas.js';
import { define } from './common/define.js';
import { pointOf } from './common/pointer.js';
import { ViewElement } from './common/view-element.js';

/**
 * @import { LayerStatistics } from '../../../wasm/js/index.js'
 * @import { Grid } from './map/grid.js'
 * @import { Probe } from '../worker/protocol.js'
 * @import { LayerShape } from './network/parameters.js'
 * @import { Phase } from './network/phases.js'
 * @import { NetworkData, Place } from './network/network-scene.js'
 * @import { LayerAction, Suggestion } from './network/layer-controls.js'
 * @import { FunctionCurve } from './signal-panel.js'
 * @import { Palette } from './common/palette.js'
 *
 * @typedef {LayerShape & { activation: string }} ViewedLayer
 */

const clickReach = 6;
const plane = planeGrid(24);

/**
 * `<gp-network-view>`: the network as columns of units, each with what it computes over the input plane, joined
 * by its weights.
 *
 * Properties (typed arrays are read, never kept or written):
 * - `inputs` string[]: names of the inputs; `inputGrid` Grid | null: their values over the plane
 * - `layers` {units, activation, pieces?, slopes?}[]: the output is the last
 * - `heatmaps` (Grid | null)[]: one per layer, `outputs` = units; needed for layers of up to 16 units
 * - `statistics` LayerStatistics[] | null: activity, dead and saturated units
 * - `parameters`, `gradients` Float32Array | null: layer by layer, weights [inputs][units], biases, slopes
 * - `probe` {row, layers: {preActivation, activation, derivative}[]} | null: one row's way through each layer
 * - `curves` {x, f, derivative}[]: the activation of each layer, for the inspector
 * - `activations` {value, label, hint}[]: what a layer's activation can be changed to
 * - `suggestion` {label, layers} | null: a change to try, marked at the layers that it changes
 * - `edgeMode` 'weight' | 'gradient'
 * - `phase` 'forward' | 'loss' | 'backward' | 'update' | null: lights that part of a training step
 * - `selected` layer whose controls are shown where there is no room for all; `locked` hides what changes the network
 *
 * Events: `gp-unit-hover` {layer, unit} or null, inputs being layer -1; `gp-unit-select` likewise;
 * `gp-parameter-edit` {index, value}; `gp-layers-change` {layers: units of the hidden layers, action, layer};
 * `gp-layer-activation` {layer, activation}; `gp-edge-mode` {edgeMode}; `gp-suggestion` when it is to be tried.
 */
export class NetworkView extends ViewElement {
  static styles = [
    ...ViewElement.styles,
    layerControlStyles,
    networkLegendStyles,
    css`
      figcaption {
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
      }

      .plot {
        height: var(--gp-network-height, 360px);
        touch-action: manipulation;
      }

      .below {
        position: relative;
        z-index: 1;
      }

      .foot {
        align-items: baseline;
        justify-content: space-between;
      }
    `,
  ];

  static properties = {
    inputs: { attribute: false },
    inputGrid: { attribute: false },
    layers: { attribute: false },
    heatmaps: { attribute: false },
    statistics: { attribute: false },
    parameters: { attribute: false },
    gradients: { attribute: false },
    probe: { attribute: false },
    curves: { attribute: false },
    activations: { attribute: false },
    suggestion: { attribute: false },
    edgeMode: { type: String, attribute: 'edge-mode' },
    phase: { type: String },
    selected: { type: Number },
    locked: { type: Boolean },
    hovered: { state: true },
    pinned: { state: true },
    editing: { state: true },
    roomy: { state: true },
    bounds: { state: true },
    inspection: { state: true },
  };

  constructor() {
    super();
    /** @type {string[]} */
    this.inputs = [];
    /** @type {Grid | null} */
    this.inputGrid = null;
    /** @type {ViewedLayer[]} */
    this.layers = [];
    /** @type {(Grid | null)[]} */
    this.heatmaps = [];
    /** @type {LayerStatistics[] | null} */
    this.statistics = null;
    /** @type {Float32Array | null} */
    this.parameters = null;
    /** @type {Float32Array | null} */
    this.gradients = null;
    /** @type {Probe | null} */
    this.probe = null;
    /** @type {(FunctionCurve | null)[]} */
    this.curves = [];
    /** @type {readonly { value: string, label: string, hint?: string }[]} */
    this.activations = [];
    /** @type {Suggestion | null} */
    this.suggestion = null;
    /** @type {'weight' | 'gradient'} */
    this.edgeMode = 'weight';
    /** @type {Phase | null} */
    this.phase = null;
    this.selected = 0;
    this.locked = false;

    /** @type {Place | null} */
    this.hovered = null;
    /** @type {Place | null} */
    this.pinned = null;
    this.editing = -1;
    /** @type {typeof import('./network/inspect.js') | null} */
    this.inspection = null;
    this.roomy = true;
    this.scene = new NetworkScene();
    /** Ends of the scales, as printed. */
    this.bounds = { ...this.scene.bounds };
  }

  /** @returns {Place | null} */
  get marked() {
    const place = this.hovered ?? this.pinned;
    const units =
      place && (place.column === 0 ? this.inputs.length : this.layers[place.column - 1]?.units);
    return place && units && place.unit < units ? place : null;
  }

  /** @returns {NetworkData} */
  get data() {
    const inputGrid = this.inputGrid ?? (this.inputs.length === 2 ? plane : null);
    const { inputs, layers, heatmaps, statistics, parameters, gradients, edgeMode } = this;
    return { inputs, inputGrid, layers, heatmaps, statistics, parameters, gradients, edgeMode };
  }

  /** @override */
  render() {
    return html`<figure>
        <figcaption>
          <p class="title">${this.phase ? phaseTexts[this.phase] : 'What each unit computes'}</p>
          ${this.toolbar()}
        </figcaption>
        ${
          this.roomy && !this.locked
            ? layerHeaders(this.controlled, this.suggestionFits ? this.suggested() : '')
            : ''
        }
        <div class="plot">
          <canvas
            role="img"
            tabindex="0"
            @pointerenter=${this.loadInspector}
            @focus=${this.loadInspector}
            @pointermove=${this.pointerMoved}
            @pointerleave=${() => this.hover(null)}
            @click=${this.clicked}
            @keydown=${this.keyPressed}
            @blur=${() => this.hover(null)}
          ></canvas>
        </div>
        <div class="below">
          <gp-unit-inspector
            .unit=${this.inspected()}
            .pinned=${this.pinned !== null}
            .editing=${this.editing}
            @gp-edit-end=${() => (this.editing = -1)}
            @gp-close=${this.unpin}
          ></gp-unit-inspector>
        </div>
        <p class="announcement hidden-text" aria-live="polite"></p>
        <div class="foot">${this.legend()}${this.tableTemplate()}</div>
      </figure>
      ${this.themeProbe()}`;
  }

  legend() {
    const wide = (/** @type {ViewedLayer} */ { units }) => units > mostDrawnUnits;
    return networkLegend(this.bounds, {
      heatmaps: this.layers.some((layer) => !wide(layer)),
      strips: this.layers.some(wide),
      gradient: this.edgeMode === 'gradient',
    });
  }

  toolbar() {
    return html`<div class="toolbar">
      ${this.locked ? '' : depthButtons(this.controlled)}
      <button type="button" aria-pressed=${this.edgeMode === 'gradient'} @click=${this.switchEdges}>
        edges by gradient
      </button>
      ${this.roomy || this.locked ? '' : selectedLayerControls(this.selected, this.controlled)}
      ${this.suggestionFits ? '' : this.suggested()}
    </div>`;
  }

  /** Whether there is room at the picture itself for what to try. */
  get suggestionFits() {
    return this.roomy && !this.locked && this.inputs.length <= 4;
  }

  suggested() {
    if (!this.suggestion || this.locked) return '';
    return suggestionButton(this.suggestion, () => this.emit('gp-suggestion', null));
  }

  /** What the buttons of the layers work on. */
  get controlled() {
    return {
      layers: this.layers,
      locked: this.locked,
      activations: this.activations,
      suggested: this.suggestion?.layers ?? [],
      change: this.changeLayers,
      select: (/** @type {number} */ layer) => (this.selected = layer),
      activate: (/** @type {number} */ layer, /** @type {string} */ activation) =>
        this.emit('gp-layer-activation', { layer, activation }),
    };
  }

  switchEdges() {
    this.edgeMode = this.edgeMode === 'weight' ? 'gradient' : 'weight';
    this.emit('gp-edge-mode', { edgeMode: this.edgeMode });
  }

  /**
   * Tells what the hidden layers should become; the network itself comes from outside.
   *
   * @param {LayerAction} action
   * @param {number} layer
   * @param {number} [units]
   */
  changeLayers = (action, layer, units = 0) => {
    const sizes = this.layers.slice(0, -1).map((each) => each.units);
    if (action === 'add') sizes.splice(layer, 0, sizes[layer - 1] ?? 8);
    else if (action === 'remove') sizes.splice(layer, 1);
    else sizes[layer] = units;
    this.emit('gp-layers-change', { layers: sizes, action, layer });
  };

  /** What is first laid out must not be moved by the observer's first answer. @override */
  willUpdate() {
    if (this.hasUpdated) return;
    this.plotWidth = this.clientWidth;
    this.roomy = this.plotWidth === 0 || this.plotWidth / (this.layers.length + 1) >= roomyPitch;
  }

  /** @override */
  resized() {
    this.arrange();
  }

  /** Puts the columns, and the buttons above them, where they belong. */
  arrange() {
    const { scene } = this;
    if (!this.layers.length || this.plotWidth <= 0) return;
    scene.arrange(this.data, this.plotWidth, this.plotHeight);
    this.roomy = this.plotWidth / scene.columns.length >= roomyPitch;
    placeLayerHeaders(this.renderRoot, scene.columns);
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    super.updated(changed);
    if (changed.has('layers') || changed.has('inputs') || changed.has('roomy')) this.arrange();
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas || !this.layers.length) return;
    const { data, scene } = this;
    scene.arrange(data, this.plotWidth, this.plotHeight);
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    scene.paint(context, data, { palette, phase: this.phase, marked: this.marked });
    if (JSON.stringify(scene.bounds) !== JSON.stringify(this.bounds)) {
      this.bounds = { ...scene.bounds };
    }
  }

  /** @param {PointerEvent} event */
  pointerMoved(event) {
    const { x, y } = pointOf(event);
    this.hover(unitAt(this.scene.columns, x, y));
  }

  /** @param {Place | null} place */
  hover(place) {
    const { hovered } = this;
    if (place?.column === hovered?.column && place?.unit === hovered?.unit) return;
    this.hovered = place;
    this.emit('gp-unit-hover', detailOf(place));
  }

  /** @param {Place | null} place */
  pin(place) {
    this.pinned = place;
    this.editing = -1;
    this.emit('gp-unit-select', detailOf(place));
  }

  /** Back from the inspector to the network. */
  unpin() {
    this.pin(null);
    this.renderRoot.querySelector('canvas')?.focus();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const point = pointOf(event);
    const place = unitAt(this.scene.columns, point.x, point.y);
    if (place) {
      const same = place.column === this.pinned?.column && place.unit === this.pinned.unit;
      this.pin(same ? null : place);
      return;
    }
    const edge = this.locked ? null : this.scene.edgeNear(point, clickReach);
    this.pin(edge ? { column: edge.layer + 1, unit: edge.unit } : null);
    if (edge) this.editing = edge.index;
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    const { columns } = this.scene;
    if (event.key === 'Escape') {
      this.hover(null);
      this.pin(null);
    }
    if (event.key === 'Enter' && this.hovered) {
      event.preventDefault();
      this.pin(this.hovered);
      this.inspector?.focusFirst?.();
    }
    if (!event.key.startsWith('Arrow') || !columns.length) return;
    event.preventDefault();
    event.stopPropagation();
    const from = this.marked;
    this.hover(from ? neighbour(columns, from, event.key) : { column: 1, unit: 0 });
    this.announceInspected();
  }

  /** What lists the numbers of a unit: needed once one is looked at. */
  async loadInspector() {
    const load = () => import('./network/inspect.js');
    this.inspection ??= await loadModule(this, 'The unit inspector', load);
  }

  async announceInspected() {
    await this.loadInspector();
    const unit = this.inspected();
    if (unit) this.announce(this.inspection?.unitText(unit) ?? '');
  }

  get inspector() {
    return /** @type {import('./network/unit-inspector.js').UnitInspector | null} */ (
      this.renderRoot.querySelector('gp-unit-inspector')
    );
  }

  inspected() {
    const { marked, data, probe, curves, scene, inspection } = this;
    const known = { shapes: scene.offsets, probe, curves };
    return (marked && inspection?.inspectPlace(marked, data, known)) ?? null;
  }

  /** @override */
  summary() {
    return networkSummary(this.data, this.scene.bounds);
  }

  /** @override */
  table() {
    return this.tables?.networkTable(this.statistics) ?? null;
  }
}

/** @param {Place | null} place */
function detailOf(place) {
  return place && { layer: place.column - 1, unit: place.unit };
}

define('gp-network-view', NetworkView);
