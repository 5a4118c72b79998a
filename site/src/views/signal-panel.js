import { LitElement, css, html, nothing } from 'lit';
import { loadModule } from '../load-module.js';
import './signal-chart.js';
import { define } from './common/define.js';
import { viewStyles } from './common/view-styles.js';
import { whenSeen } from './common/when-seen.js';
import { causes, functions } from './signals/causes.js';
import { magnitudeTexts } from './signals/magnitude-texts.js';

/**
 * @import { LayerStatistics } from '../../../wasm/js/index.js'
 * @import { Measurement } from './signals/distribution.js'
 *
 * @typedef {(Float32Array | Float64Array)[]} LayerSeries one per layer, as long as the steps
 *
 * @typedef {object} LayerCurves
 * @property {LayerSeries} activation mean |a|
 * @property {LayerSeries} gradient mean |dL/dz|
 * @property {LayerSeries} dead share of dead units
 * @property {LayerSeries} saturated share of saturated units
 * @property {LayerSeries} update norm of the last update over the norm of the weights
 *
 * @typedef {{ x: Float32Array, f: Float32Array, derivative: Float32Array }} FunctionCurve
 * @typedef {'lines' | 'heatmap' | 'profile' | 'histograms'} SignalView
 */

/** @type {readonly (readonly [SignalView, string])[]} */
const views = [
  ['lines', 'Over time'],
  ['heatmap', 'Layer × time'],
  ['profile', 'By layer, now'],
  ['histograms', 'Histograms'],
];

/** @type {readonly (readonly [number, string])[]} */
const windows = [
  [Infinity, 'all steps'],
  [10_000, 'last 10,000'],
  [1000, 'last 1,000'],
  [100, 'last 100'],
];

/**
 * What a view is drawn by, loaded once it is chosen; the lines are there from the start.
 *
 * @type {Partial<Record<SignalView, () => Promise<unknown>>>}
 */
const loaders = {
  heatmap: () => import('./signal-heatmap.js'),
  profile: () => import('./signal-profile.js'),
  histograms: () => Promise.all([import('./signal-ridges.js'), import('./signal-bands.js')]),
};

/**
 * `<gp-signal-panel>`: how strong the signal is in each layer, forward (activations) and backward (gradients), and
 * why: saturation, dead units, updates. What is not shown is not drawn.
 *
 * Properties:
 * - `steps` typed array; `layerCurves` {@link LayerCurves} on them
 * - `measurements` {step, layers: LayerStatistics[] | null}[]: measurements with histograms
 * - `statistics` LayerStatistics[] | null: now
 * - `labels` names of the layers
 * - `curves` (FunctionCurve | null)[]: f and f′ of each layer's activation
 * - `view` 'lines' | 'heatmap' | 'profile' | 'histograms'; `layer` that the histograms show
 * - `window` how many of the last steps are shown; `group` of the shared cursor
 * - `details` false leaves out all but the two views of magnitudes
 *
 * Events: `gp-signal-view` {view}; `gp-layer-select` {layer}.
 */
export class SignalPanel extends LitElement {
  static styles = [
    viewStyles,
    css`
      .toolbar {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-bottom: 8px;
      }

      .choice {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }

      label {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--gp-ink-2);
      }

      .pair,
      .curves {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
        gap: 16px 24px;
      }

      .curves {
        column-gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 152px), 1fr));
      }

      /* room for what is drawn once it is in sight */
      gp-activation-curve {
        display: block;
        min-height: 200px;
      }

      .stack {
        display: grid;
        align-content: start;
        gap: 24px;
      }

      section {
        margin-top: 24px;
      }

      section.pair > :last-child {
        grid-column: 1 / -1;
      }

      section > .note {
        margin-bottom: 8px;
      }
    `,
  ];

  static properties = {
    steps: { attribute: false },
    layerCurves: { attribute: false },
    measurements: { attribute: false },
    statistics: { attribute: false },
    labels: { attribute: false },
    curves: { attribute: false },
    view: { type: String },
    layer: { type: Number },
    window: { type: Number },
    group: { type: String },
    details: { attribute: false },
  };

  constructor() {
    super();
    /** @type {ArrayLike<number>} */
    this.steps = [];
    /** @type {LayerCurves} */
    this.layerCurves = { activation: [], gradient: [], dead: [], saturated: [], update: [] };
    /** @type {readonly Measurement[]} */
    this.measurements = [];
    /** @type {readonly LayerStatistics[] | null} */
    this.statistics = null;
    /** @type {string[]} */
    this.labels = [];
    /** @type {(FunctionCurve | null)[]} */
    this.curves = [];
    /** @type {SignalView} */
    this.view = 'lines';
    this.layer = 0;
    this.window = Infinity;
    this.group = '';
    this.details = true;
  }

  /** @override */
  render() {
    return html`${this.toolbar()}
      <div class="pair">${this.pair()}</div>
      ${this.details ? html`${functions(this)}${causes(this)}` : nothing}`;
  }

  toolbar() {
    return html`<div class="toolbar">
      <div class="choice" role="group" aria-label="View of the signals">
        ${views.map(
          ([view, name]) =>
            html`<button
              type="button"
              aria-pressed=${this.view === view}
              @click=${() => this.choose(view)}
            >
              ${name}
            </button>`,
        )}
      </div>
      ${this.view === 'histograms' ? this.layerChoice() : nothing}
      ${this.view === 'profile' ? nothing : this.windowChoice()}
    </div>`;
  }

  layerChoice() {
    const layers = this.layerCurves.activation.length;
    return html`<label
      >layer
      <select @change=${this.layerChosen}>
        ${Array.from(
          { length: layers },
          (_, layer) =>
            html`<option value=${layer} ?selected=${layer === this.layer}>
              ${this.labels[layer] ?? layer + 1}
            </option>`,
        )}
      </select>
    </label>`;
  }

  windowChoice() {
    return html`<label
      >show
      <select @change=${this.windowChosen}>
        ${windows.map(
          ([window, name]) =>
            html`<option value=${window} ?selected=${window === this.window}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  /** Forward and backward, side by side. */
  pair() {
    if (this.view === 'histograms') return this.histograms();
    return /** @type {const} */ (['forward', 'backward']).map((direction) =>
      this.magnitudes(direction),
    );
  }

  /** @param {'forward' | 'backward'} direction */
  magnitudes(direction) {
    const { heading, note, quantity } = magnitudeTexts[direction];
    const series =
      direction === 'forward' ? this.layerCurves.activation : this.layerCurves.gradient;
    if (this.view === 'profile') return this.profile(direction);
    if (this.view === 'heatmap') {
      return html`<gp-signal-heatmap
        data-shows=${direction === 'forward' ? 'activations' : 'gradients'}
        .steps=${this.steps}
        .series=${series}
        .labels=${this.labels}
        .direction=${direction}
        .heading=${heading}
        .quantity=${quantity}
        .window=${this.window}
        .group=${this.group}
        note="First layer on top; the stronger the colour, the larger."
      ></gp-signal-heatmap>`;
    }
    return html`<gp-signal-chart
      data-shows=${direction === 'forward' ? 'activations' : 'gradients'}
      .steps=${this.steps}
      .series=${series}
      .labels=${this.labels}
      .direction=${direction}
      .heading=${heading}
      .quantity=${quantity}
      .note=${note}
      .window=${this.window}
      .group=${this.group}
    ></gp-signal-chart>`;
  }

  /** @param {'forward' | 'backward'} direction */
  profile(direction) {
    const layers = this.statistics ?? [];
    const values = layers.map((layer) =>
      direction === 'forward' ? layer.activationValues.meanAbsolute : layer.meanAbsoluteGradient,
    );
    const spreads = layers.map(({ preActivationGradient: gradient }) =>
      direction === 'backward' && gradient?.quantiles && gradient.count > 0
        ? /** @type {[number, number]} */ ([
            10 ** gradient.quantiles[0],
            10 ** gradient.quantiles[4],
          ])
        : null,
    );
    const { heading, quantity } = magnitudeTexts[direction];
    return html`<gp-signal-profile
      data-shows=${direction === 'forward' ? 'activations' : 'gradients'}
      @gp-layer-select=${(/** @type {CustomEvent} */ { detail }) => (this.layer = detail.layer)}
      .values=${values}
      .spreads=${spreads}
      .labels=${this.labels}
      .direction=${direction}
      .heading=${heading}
      .quantity=${quantity}
      note="A level profile passes the signal on; a slope loses it or blows it up."
    ></gp-signal-profile>`;
  }

  histograms() {
    const { measurements, layer, labels, group, window } = this;
    const layerLabel =
      layer === labels.length - 1 ? labels[layer] : `layer ${labels[layer] ?? layer + 1}`;
    return /** @type {const} */ (['preActivation', 'preActivationGradient']).map(
      (quantity) =>
        html`<div
          class="stack"
          data-shows=${quantity === 'preActivation' ? 'activations' : 'gradients'}
        >
          <gp-signal-ridges
            .measurements=${measurements}
            .layer=${layer}
            .layerLabel=${layerLabel}
            .quantity=${quantity}
          ></gp-signal-ridges>
          <gp-signal-bands
            .measurements=${measurements}
            .layer=${layer}
            .layerLabel=${layerLabel}
            .quantity=${quantity}
            .window=${window}
            .group=${group}
          ></gp-signal-bands>
        </div>`,
    );
  }

  /** @override @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    const load = loaders[this.view];
    if (changed.has('view') && load) loadModule(this, 'This view of the signals', load);
  }

  /** @override */
  updated() {
    whenSeen(this.renderRoot.querySelector('.curves'), () =>
      loadModule(this, 'The curves of f and f′', () => import('./activation-curve.js')),
    );
  }

  /** @param {SignalView} view */
  choose(view) {
    this.view = view;
    this.tell('gp-signal-view', { view });
  }

  /** @param {Event} event */
  layerChosen(event) {
    this.layer = Number(/** @type {HTMLSelectElement} */ (event.target).value);
    this.tell('gp-layer-select', { layer: this.layer });
  }

  /** @param {Event} event */
  windowChosen(event) {
    this.window = Number(/** @type {HTMLSelectElement} */ (event.target).value);
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

define('gp-signal-panel', SignalPanel);
