/** `<gp-results>`: what the network answers, and how well: output map, losses, accuracy, confusion. */

import { css, html, nothing } from 'lit';
import { loadModule } from '../load-module.js';
import { whenSeen } from '../views/common/when-seen.js';
import '../views/loss-chart.js';
import { plainNames } from '../views/map/map-description.js';
import '../views/output-map.js';
import { SessionElement, define } from './session-element.js';
import { viewSettingsOf } from '../state/state.js';
import { confusion, pastRunCurves, pointSet } from './view-data.js';

/** @import { Session } from '../session/session.js' */

/** Shares of the past in a smoothed curve. */
const smoothings = /** @type {const} */ ([
  [0, 'off'],
  [0.6, 'some'],
  [0.9, 'strong'],
]);

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

      label {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-top: 4px;
        color: var(--gp-ink-2);
      }

      select {
        min-width: 0;
      }

      /* room for what is drawn once it is in sight */
      gp-confusion-matrix {
        display: block;
        min-height: 100px;
      }

      gp-loss-chart[metric='accuracy'] {
        --gp-chart-height: 140px;
      }
    `,
  ];

  static properties = {
    ...SessionElement.properties,
    unit: { attribute: false },
    smoothing: { state: true },
  };

  constructor() {
    super();
    /** The unit that is looked at. @type {{layer: number, unit: number} | null} */
    this.unit = null;
    /** @type {number} */
    this.smoothing = 0;
    /** @type {unknown} */
    this.splitsOf = null;
    /** @type {ReturnType<typeof pointSet> | null} */
    this.train = null;
    /** @type {ReturnType<typeof pointSet> | null} */
    this.test = null;
    this.names = plainNames;
    this.confusion = confusion();
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session?.run.configured) return nothing;
    const classes = session.run.configured.dataset.targets !== 'real';
    return html`${this.map(session)}
      <div>${this.chart(session, 'loss')} ${this.smoothingChoice()}</div>
      ${classes ? this.chart(session, 'accuracy') : nothing} ${this.matrix(session)}`;
  }

  /** @override */
  updated() {
    whenSeen(this.renderRoot.querySelector('gp-confusion-matrix'), () =>
      loadModule(this, 'The confusion matrix', () => import('../views/confusion-matrix.js')),
    );
  }

  /** @param {Session} session */
  map(session) {
    const { configured, frame } = session.run;
    if (!configured) return nothing;
    const { dataset } = configured;
    if (this.splitsOf !== dataset) {
      this.splitsOf = dataset;
      [this.train, this.test] = [pointSet(dataset.train), pointSet(dataset.test)];
      this.names = { axes: dataset.plane?.labels ?? plainNames.axes, classes: dataset.classNames };
    }
    const warped = this.layerView(session);
    return html`<div>
      <gp-output-map
        .mode=${warped ? 'warped' : 'map'}
        .layer=${warped}
        .grid=${frame?.map ?? null}
        .kind=${dataset.targets}
        .train=${this.train}
        .test=${this.test}
        .predictions=${frame?.predictions ?? null}
        .unit=${this.unitMap(session)}
        .names=${this.names}
        note=${dataset.plane?.description ?? ''}
      ></gp-output-map>
      ${this.mapChoice(session)}
    </div>`;
  }

  /** @param {Session} session */
  mapChoice(session) {
    const { state } = session;
    if (state.layers.length === 0 || session.run.configured?.dataset.dimensions !== 2)
      return nothing;
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
  layerView({ state, run: { frame } }) {
    if (state.map === 0 || !frame?.warp) return null;
    return { label: `hidden layer ${state.map}`, grid: frame.warp };
  }

  /** @param {Session} session */
  unitMap({ run: { frame } }) {
    if (!this.unit || !frame?.unit) return null;
    const label = `unit ${this.unit.unit + 1} of layer ${this.unit.layer + 1}`;
    return { label, grid: frame.unit };
  }

  /**
   * @param {Session} session
   * @param {'loss' | 'accuracy'} metric
   */
  chart(session, metric) {
    const { step, trainLoss, testLoss, trainAccuracy, testAccuracy } = session.run.series.curves;
    const [train, test] = metric === 'loss' ? [trainLoss, testLoss] : [trainAccuracy, testAccuracy];
    return html`<gp-loss-chart
      data-shows=${metric}
      .group=${session.id}
      metric=${metric}
      .steps=${step}
      .train=${train}
      .test=${test}
      .smoothing=${this.smoothing}
      .scale=${session.state.lossScale}
      .pastRuns=${pastRunCurves(session)}
      .listed=${metric === 'loss'}
      @gp-loss-scale=${(/** @type {CustomEvent} */ { detail }) =>
        session.change({ ...session.state, lossScale: detail.scale })}
      @gp-run-restore=${(/** @type {CustomEvent} */ { detail }) => {
        const pastRun = session.pastRuns.find(({ id }) => String(id) === detail.id);
        if (pastRun && !this.locked)
          session.change({ ...pastRun.state, ...viewSettingsOf(session.state) }, true);
      }}
    ></gp-loss-chart>`;
  }

  smoothingChoice() {
    return html`<label>
      Smoothing
      <select
        @change=${(/** @type {Event} */ { currentTarget }) => {
          this.smoothing = Number(/** @type {HTMLSelectElement} */ (currentTarget).value);
        }}
      >
        ${smoothings.map(
          ([value, name]) =>
            html`<option value=${value} .selected=${value === this.smoothing}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  /** @param {Session} session */
  matrix({ run }) {
    const counted = this.confusion(run.configured, run.frame);
    if (!counted) return nothing;
    return html`<gp-confusion-matrix
      .counts=${counted.counts}
      .names=${run.configured?.dataset.classNames ?? []}
      heading=${`Confusion matrix (${counted.split} data)`}
    ></gp-confusion-matrix>`;
  }
}

define('gp-results', Results);
