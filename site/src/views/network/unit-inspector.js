import { LitElement, css, html, nothing } from 'lit';
import { formatNumber } from '../../format.js';
import { define } from '../shared/define.js';
import { viewStyles } from '../shared/view-styles.js';

/**
 * @typedef {object} NamedParameter
 * @property {number} index in the flat array of parameters
 * @property {string} label
 * @property {number} value
 * @property {number} [gradient]
 *
 * @typedef {object} InspectedUnit
 * @property {string} title
 * @property {{ label: string, value: string }[]} facts
 * @property {NamedParameter[]} parameters bias first, then the incoming weights, strongest first
 * @property {number} hidden weights that are not listed
 */

/**
 * `<gp-unit-inspector>`: what goes into one unit and what comes out; weights and bias can be edited.
 *
 * Properties: `unit` {@link InspectedUnit} | null; `editing` index of the parameter whose input is open, -1
 * for none. Events: `gp-parameter-edit` {index, value}; `gp-edit-end`.
 */
export class UnitInspector extends LitElement {
  static styles = [
    viewStyles,
    css`
      :host {
        min-height: 84px;
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
        margin: 0;
      }

      dl div {
        display: flex;
        gap: 6px;
      }

      dt {
        color: var(--gp-ink-2);
      }

      dd {
        margin: 0;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        list-style: none;
        margin: 4px 0 0;
        padding: 0;
      }

      li button {
        border-color: var(--gp-rule);
        padding: 0 6px;
      }

      li button span {
        color: var(--gp-ink-2);
      }

      .negative {
        border-bottom: 2px dashed var(--gp-negative);
      }

      .positive {
        border-bottom: 2px solid var(--gp-positive);
      }

      form {
        display: flex;
        align-items: center;
        gap: 4px;
      }

      input {
        width: 10ch;
      }
    `,
  ];

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    unit: { attribute: false },
    editing: { type: Number },
  };

  constructor() {
    super();
    /** @type {InspectedUnit | null} */
    this.unit = null;
    this.editing = -1;
  }

  /** @override */
  render() {
    const { unit } = this;
    if (!unit) {
      return html`<p class="note">
        Point at a unit to see what goes in and what comes out. Click it to keep it here; click a
        number to change it. With the keyboard: arrow keys, then Enter.
      </p>`;
    }
    return html`<p class="title">${unit.title}</p>
      <dl>
        ${unit.facts.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <ul aria-label="Bias and incoming weights">
        ${unit.parameters.map((parameter) => html`<li>${this.parameter(parameter)}</li>`)}
        ${unit.hidden ? html`<li class="note">and ${unit.hidden} weaker ones</li>` : nothing}
      </ul>`;
  }

  /** @param {NamedParameter} parameter */
  parameter({ index, label, value, gradient }) {
    if (index === this.editing) return this.editor(index, label, value);
    const slope = gradient === undefined ? '' : `, gradient ${formatNumber(gradient)}`;
    return html`<button
      type="button"
      class=${value < 0 ? 'negative' : 'positive'}
      title=${`Change ${label} = ${value}${slope}`}
      @click=${() => (this.editing = index)}
    >
      <span>${label}</span> ${formatNumber(value)}
    </button>`;
  }

  /**
   * @param {number} index
   * @param {string} label
   * @param {number} value
   */
  editor(index, label, value) {
    return html`<form @submit=${(/** @type {Event} */ event) => this.commit(event, index)}>
      <label for="value">${label}</label>
      <input
        id="value"
        type="number"
        step="any"
        required
        .value=${String(Number(value.toPrecision(6)))}
        @keydown=${this.escape}
      />
      <button type="submit">Set</button>
    </form>`;
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (!changed.has('editing') || this.editing < 0) return;
    const input = /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('input'));
    input?.focus();
    input?.select();
  }

  /**
   * While a number is typed, new values of the running network must not replace it.
   *
   * @override
   * @param {Map<PropertyKey, unknown>} changed
   */
  shouldUpdate(changed) {
    return this.editing < 0 || changed.has('editing');
  }

  /** Moves the focus to the first number that can be changed. */
  focusFirst() {
    this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    event.stopPropagation();
    if (event.key === 'Escape') this.close();
  }

  /**
   * @param {Event} event
   * @param {number} index
   */
  commit(event, index) {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input'));
    const value = input.valueAsNumber;
    if (Number.isFinite(value)) {
      const detail = { index, value };
      this.dispatchEvent(
        new CustomEvent('gp-parameter-edit', { detail, bubbles: true, composed: true }),
      );
    }
    this.close();
  }

  close() {
    this.editing = -1;
    this.dispatchEvent(new CustomEvent('gp-edit-end'));
  }
}

define('gp-unit-inspector', UnitInspector);
