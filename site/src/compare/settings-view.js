/** The controls of a comparison: its axes, the metric, seeds, steps and workers. */

import { html } from 'lit';
import { siteAddress } from '../site-address.js';
import { encodeHash } from '../state/hash.js';
import './axis-editor.js';
import { baseLine } from './base-line.js';
import { numberOrText } from './link.js';
import { metrics } from './metrics.js';
import { mostWorkers } from './pool.js';

/** @typedef {import('./whole-view.js').Shown} Shown */

/** @param {Event} event */
const inputOf = ({ currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget);

const bestHelp =
  'Trains each of these values in every cell, and shows the one that is best on the validation rows.';
/** Where the page is narrower, the controls wait behind their summary. */
const narrow = 600;

/** @param {Shown} data */
export function settingsView(data) {
  const { comparing, metric, change } = data;
  const schema = /** @type {import('../state/schema.js').Schema} */ (comparing.schema);
  const comparison = /** @type {import('./comparison.js').Comparison} */ (comparing.comparison);
  const { settings } = comparing;
  return html`<details class="controls" ?open=${globalThis.innerWidth > narrow}>
      <summary>What is compared</summary>
      ${axisView(data, 'rows', 'Rows')} ${axisView(data, 'columns', 'Columns')}
      ${axisView(data, 'best', 'Best of', bestHelp)}
      <div class="settings">
        ${numberView(data, 'seeds', 'Seeds')} ${numberView(data, 'steps', 'Steps')}
        <label
          ><input
            type="checkbox"
            .checked=${settings.newData === true}
            @change=${(/** @type {Event} */ event) => change({ newData: inputOf(event).checked })}
          />
          new data for each seed</label
        >
        ${workersView(data)}
      </div>
      <p class="base">
        In every cell: ${baseLine(schema, comparison)}.
        <a href=${new URL(`./#${encodeHash(schema, comparison.base)}`, siteAddress).href}
          >Open it in the playground</a
        >
      </p>
    </details>
    <div class="settings">
      <label
        >Metric
        <select @change=${(/** @type {Event} */ event) => change({ metric: inputOf(event).value })}>
          ${metrics.map(
            ({ id, label }) =>
              html`<option value=${id} .selected=${id === settings.metric}>${label}</option>`,
          )}
        </select>
      </label>
      <small>${metric.help}</small>
    </div>`;
}

/**
 * @param {Shown} data
 * @param {'rows' | 'columns' | 'best'} key
 * @param {string} name
 * @param {string} [help]
 */
const axisView = ({ comparing, change }, key, name, help = '') =>
  html`<gc-axis
    .name=${name}
    .help=${help}
    .schema=${comparing.schema}
    .text=${comparing.settings[key]}
    @gc-axis=${(/** @type {CustomEvent} */ { detail }) => change({ [key]: detail })}
  ></gc-axis>`;

/**
 * @param {Shown} data
 * @param {'seeds' | 'steps'} key
 * @param {string} label
 */
const numberView = ({ comparing, change }, key, label) =>
  html`<label
    >${label}
    <input
      type="text"
      inputmode="numeric"
      .value=${String(comparing.settings[key])}
      @change=${(/** @type {Event} */ event) =>
        change({ [key]: numberOrText(inputOf(event).value) })}
    />
  </label>`;

/** @param {Shown} data */
const workersView = ({ comparing }) =>
  html`<label title="Training runs at the same time; the results are the same for any number"
    >Runs at a time
    <select
      @change=${(/** @type {Event} */ event) => {
        comparing.workers = Number(inputOf(event).value);
      }}
    >
      ${Array.from(
        { length: mostWorkers },
        (_, i) =>
          html`<option value=${i + 1} .selected=${i + 1 === comparing.workers}>${i + 1}</option>`,
      )}
    </select>
  </label>`;
