/** `<gp-results>`: what the network answers, and how well: output map and losses. */

import { css, html, nothing } from 'lit';
import '../views/loss-chart.js';
import '../views/output-map.js';
import { SessionElement, define } from './session-element.js';
import { ghostLabel, pointSet } from './view-data.js';

/** @import { Session } from '../session/session.js' */

export class Results extends SessionElement {
  static events = ['change', 'frame'];

  static styles = [
    ...SessionElement.styles,
    css`
      :host {
        display: grid;
        gap: 16px 24px;
        grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
        align-content: start;
      }
    `,
  ];

  static properties = {
    ...SessionElement.properties,
    unit: { attribute: false },
  };

  constructor() {
    super();
    /** The unit that is looked at. @type {{layer: number, unit: number} | null} */
    this.unit = null;
    /** @type {unknown} */
    this.splitsOf = null;
    /** @type {ReturnType<typeof pointSet> | null} */
    this.train = null;
    /** @type {ReturnType<typeof pointSet> | null} */
    this.test = null;
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session?.configured) return nothing;
    return html`${this.map(session)} ${this.loss(session)}`;
  }

  /** @param {Session} session */
  map(session) {
    const { configured, frame } = session;
    if (!configured) return nothing;
    const { dataset } = configured;
    if (this.splitsOf !== dataset) {
      [this.splitsOf, this.train, this.test] = [
        dataset,
        pointSet(dataset.train),
        pointSet(dataset.test),
      ];
    }
    return html`<div>
      <gp-output-map
        .mode=${this.layerView(session) ? 'warped' : 'map'}
        .layer=${this.layerView(session)}
        .grid=${frame?.map ?? null}
        .kind=${dataset.targets}
        .train=${this.train}
        .test=${this.test}
        .unit=${this.unitMap(session)}
      ></gp-output-map>
      ${this.mapChoice(session)}
    </div>`;
  }

  /** @param {Session} session */
  mapChoice(session) {
    const { state } = session;
    if (state.layers.length === 0 || session.configured?.dataset.dimensions !== 2) return nothing;
    return html`<label>
      Show
      <select
        @change=${(/** @type {Event} */ { currentTarget }) =>
          session.change({
            ...session.state,
            map: Number(/** @type {HTMLSelectElement} */ (currentTarget).value),
          })}
      >
        <option value="0" .selected=${state.map === 0}>the answer</option>
        ${state.layers.map(
          (_, index) =>
            html`<option value=${index + 1} .selected=${state.map === index + 1}>
              the plane as layer ${index + 1} sees it
            </option>`,
        )}
      </select>
    </label>`;
  }

  /** @param {Session} session */
  layerView({ state, frame }) {
    if (state.map === 0 || !frame?.warp) return null;
    return { label: `Hidden layer ${state.map}`, grid: frame.warp };
  }

  /** @param {Session} session */
  unitMap({ frame }) {
    if (!this.unit || !frame?.unit) return null;
    const label = `Unit ${this.unit.unit + 1} of layer ${this.unit.layer + 1}`;
    return { label, grid: frame.unit };
  }

  /** @param {Session} session */
  loss(session) {
    const { curves } = session.series;
    return html`<gp-loss-chart
      group="time"
      .steps=${curves.step}
      .train=${curves.trainLoss}
      .test=${curves.testLoss}
      .scale=${session.state.lossScale}
      .ghosts=${this.ghosts(session)}
      @gp-loss-scale=${(/** @type {CustomEvent} */ { detail }) =>
        session.change({ ...session.state, lossScale: detail.scale })}
      @gp-run-restore=${(/** @type {CustomEvent} */ { detail }) => {
        const ghost = session.ghosts.find(({ id }) => String(id) === detail.id);
        if (ghost) session.change(ghost.state);
      }}
    ></gp-loss-chart>`;
  }

  /** @param {Session} session */
  ghosts({ ghosts, schema, state }) {
    if (!schema) return [];
    return ghosts.map((ghost) => ({
      id: String(ghost.id),
      label: ghostLabel(schema, ghost, state),
      steps: ghost.curves.step,
      trainLoss: ghost.curves.trainLoss,
      testLoss: ghost.curves.testLoss,
    }));
  }
}

define('gp-results', Results);
