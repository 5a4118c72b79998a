/**
 * The controls of a comparison: its axes, the metric, seeds and steps.
 *
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./link.js').Settings} Settings
 *
 * @typedef {object} SettingsData
 * @property {Schema} schema
 * @property {Comparison} comparison
 * @property {Settings} settings
 * @property {(change: Partial<Settings>) => void} change
 */

import { html } from 'lit';
import { encodeHash } from '../state/hash.js';
import './axis-editor.js';
import { baseLine } from './base-line.js';
import { numberOrText } from './link.js';
import { metrics } from './metrics.js';

/** @param {Event} event */
const inputOf = ({ currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget);

/** @param {SettingsData} data */
export function settingsView(data) {
  const { schema, comparison, settings, change } = data;
  return html`${axisView(data, 'rows', 'Rows')} ${axisView(data, 'columns', 'Columns')}
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
      ${numberView(data, 'seeds', 'Seeds')} ${numberView(data, 'steps', 'Steps')}
      <label
        ><input
          type="checkbox"
          .checked=${settings.newData}
          @change=${(/** @type {Event} */ event) => change({ newData: inputOf(event).checked })}
        />
        new data for each seed</label
      >
    </div>
    <p>
      In every cell: ${baseLine(comparison)}.
      <a href=${`./#${encodeHash(schema, comparison.base)}`}>Open it in the playground</a>
    </p>`;
}

/**
 * @param {SettingsData} data
 * @param {'rows' | 'columns'} key
 * @param {string} name
 */
const axisView = ({ schema, settings, change }, key, name) =>
  html`<gc-axis
    .name=${name}
    .schema=${schema}
    .text=${settings[key]}
    @gc-axis=${(/** @type {CustomEvent} */ { detail }) => change({ [key]: detail })}
  ></gc-axis>`;

/**
 * @param {SettingsData} data
 * @param {'seeds' | 'steps'} key
 * @param {string} label
 */
const numberView = ({ settings, change }, key, label) =>
  html`<label
    >${label}
    <input
      type="text"
      inputmode="numeric"
      .value=${String(settings[key])}
      @change=${(/** @type {Event} */ event) =>
        change({ [key]: numberOrText(inputOf(event).value) })}
    />
  </label>`;
