/**
 * `<gp-network-panel>`: the network itself, its layers and weights to be changed in place.
 *
 * Event: `gp-unit` {layer, unit} | null: the unit that is looked at; inputs are layer -1.
 */

import { css, html, nothing } from 'lit';
import { addLayer, changeLayer, choose, removeLayer } from '../state/operations.js';
import '../views/network-view.js';
import { ActivationCurves } from './activation-curves.js';
import { SessionElement, define } from './session-element.js';
import { suggestionOf } from './suggestion.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { ChoiceField, Schema } from '../state/schema.js'
 * @import { Probe } from '../worker/protocol.js'
 */

export class NetworkPanel extends SessionElement {
  static events = ['change', 'frame'];

  static styles = [
    ...SessionElement.styles,
    css`
      :host {
        position: relative;
        z-index: 1;
      }
    `,
  ];

  constructor() {
    super();
    this.curves = new ActivationCurves();
    /** @type {{layer: number, unit: number} | null} */
    this.pinned = null;
  }

  /** @override */
  render() {
    const { session } = this;
    const { configured = null, frame = null } = session?.run ?? {};
    if (!session?.schema || !configured) return nothing;
    const { state } = session;
    return html`<gp-network-view
      data-shows="units"
      .inputs=${inputNames(session)}
      .inputGrid=${configured.inputGrid}
      .layers=${configured.layers}
      .heatmaps=${frame?.heatmaps ?? []}
      .statistics=${session.run.layers}
      .parameters=${frame?.parameters ?? null}
      .gradients=${frame?.gradients ?? null}
      .edgeMode=${state.edges}
      .phase=${session.walk.phase}
      .probe=${probeOf(session)}
      .curves=${this.curves.of(session, this.redraw)}
      .activations=${activationsOf(session.schema)}
      .suggestion=${suggestionOf(session)}
      .locked=${this.locked}
      @gp-unit-hover=${(/** @type {CustomEvent} */ { detail }) => this.look(detail ?? this.pinned)}
      @gp-unit-select=${(/** @type {CustomEvent} */ { detail }) => {
        this.pinned = detail;
        this.look(detail);
      }}
      @gp-edge-mode=${(/** @type {CustomEvent} */ { detail }) =>
        session.change({ ...session.state, edges: detail.edgeMode })}
      @gp-suggestion=${() => session.change({ ...session.state, ...suggestionOf(session)?.change }, true)}
      @gp-parameter-edit=${(/** @type {CustomEvent} */ { detail }) =>
        session.setParameters(Uint32Array.of(detail.index), Float32Array.of(detail.value))}
      @gp-layer-activation=${(/** @type {CustomEvent} */ { detail }) =>
        session.change(activated(session, detail))}
      @gp-layers-change=${(/** @type {CustomEvent} */ { detail }) => session.change(changed(session, detail))}
    ></gp-network-view>`;
  }

  /** @param {{layer: number, unit: number} | null} unit */
  look(unit) {
    this.dispatchEvent(new CustomEvent('gp-unit', { detail: unit }));
  }
}

/**
 * The row that is followed: that of a walk, or else the one that the frame has.
 * @param {Session} session
 * @returns {Probe | null}
 */
function probeOf({ walk, run }) {
  return walk.trace ? { row: walk.row, layers: walk.trace.layers } : (run.frame?.probe ?? null);
}

/** @param {Session} session */
function inputNames({ state, schema, run }) {
  const labels = new Map(schema?.tables.features.map(({ name, label }) => [name, label]));
  const { columns = [], dimensions = 2 } = run.configured?.dataset ?? {};
  if (columns.length > 0) return columns;
  if (dimensions === 1) return ['x'];
  return state.features.map((name) => labels.get(name) ?? name);
}

/** @param {Schema} schema */
const activationsOf = ({ layer }) => /** @type {ChoiceField} */ (layer.activation).options;

/**
 * @param {Session} session
 * @param {{layer: number, activation: string}} detail the layer behind the hidden ones is the output
 */
function activated({ state, schema }, { layer, activation }) {
  return layer < state.layers.length
    ? changeLayer(state, layer, { activation })
    : choose(/** @type {Schema} */ (schema), state, 'outputActivation', activation);
}

/**
 * @param {Session} session
 * @param {{layers: number[], action: 'add' | 'remove' | 'resize', layer: number}} detail
 */
function changed({ state }, { layers, action, layer }) {
  if (action === 'add') return addLayer(state, layer - 1);
  if (action === 'remove') return removeLayer(state, layer);
  return changeLayer(state, layer, { units: layers[layer] });
}

define('gp-network-panel', NetworkPanel);
