/**
 * `<gp-number-field>`: a labelled number with steps down and up. A value that is not allowed is refused
 * beside the control, which goes back to the last one. Undoing undoes what was typed and not entered yet, and
 * then is the page's: the field always shows the setting.
 *
 * - `field` {NumberField}, `value` number, `compact` boolean (no stepper buttons)
 * - event `gp-value`, `detail` {name, value}; `preventDefault()` on it after a refusal elsewhere
 */

import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../styles/control-styles.js';
import { parseTyped, refuse } from '../state/validate.js';
import { icon } from './icons.js';
import { shortcutOf } from '../keyboard.js';
import { define } from './session-element.js';
import { stepped } from './stepping.js';

/** @import { NumberField as Field } from '../state/schema.js' */

export class NumberField extends LitElement {
  static styles = [
    controls,
    css`
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 8px;
      }

      .entry {
        display: flex;
      }

      .entry input {
        width: 68px;
        border-radius: 0;
        text-align: right;
      }

      .entry button {
        display: grid;
        place-items: center;
        width: 26px;
        padding: 0;
        color: var(--gp-ink-2);
      }

      .entry button:first-child {
        border-right: 0;
        border-radius: var(--gp-radius) 0 0 var(--gp-radius);
      }

      .entry button:last-child {
        border-left: 0;
        border-radius: 0 var(--gp-radius) var(--gp-radius) 0;
      }

      .refusal:empty {
        display: none;
      }

      .refusal {
        margin-top: 2px;
        color: var(--gp-error);
        font-size: var(--gp-size-1);
      }
    `,
  ];

  static properties = {
    field: { attribute: false },
    value: { type: Number },
    disabled: { type: Boolean },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** @type {Field | undefined} */
    this.field = undefined;
    this.value = 0;
    this.disabled = false;
    this.refusal = '';
  }

  /** @override @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('value')) this.refusal = '';
  }

  /** @override @param {import('lit').PropertyValues} changed */
  updated(changed) {
    if (changed.has('value')) this.showValue();
  }

  /** @override */
  render() {
    const { field } = this;
    if (!field) return nothing;
    return html`
      <div class="row">
        <label for="input" title=${field.help}>${field.label}</label>
        <span class="entry">
          ${this.stepper(field, -1)}
          <input
            id="input"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            spellcheck="false"
            placeholder=${Number.isNaN(this.value) ? 'mixed' : ''}
            ?disabled=${this.disabled}
            aria-describedby="refusal"
            @change=${this.take}
            @input=${this.typed}
            @keydown=${this.onKey}
          />
          ${this.stepper(field, 1)}
        </span>
      </div>
      <p id="refusal" class="refusal" role="alert">${this.refusal}</p>
    `;
  }

  get text() {
    return Number.isNaN(this.value) ? '' : String(this.value);
  }

  /**
   * @param {Field} field
   * @param {1 | -1} direction
   */
  stepper(field, direction) {
    return html`<button
      type="button"
      tabindex="-1"
      ?disabled=${this.disabled}
      aria-label=${`${field.label}: ${direction > 0 ? 'more' : 'less'}`}
      @click=${() => this.move(direction)}
    >
      ${icon(direction > 0 ? 'plus' : 'minus')}
    </button>`;
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input'));
  }

  /** What was typed gives way to the setting. */
  showValue() {
    if (this.field) this.input.value = this.text;
  }

  typed() {
    this.refusal = '';
  }

  take() {
    this.offer(parseTyped(this.input.value, this.field), this.input.value);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (this.input.value !== this.text && shortcutOf(event)?.control) {
      event.preventDefault();
      this.showValue();
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.move(event.key === 'ArrowUp' ? 1 : -1);
  }

  /** @param {1 | -1} direction */
  move(direction) {
    if (!this.field || this.disabled) return;
    const from = Number.isNaN(this.value) ? this.field.minimum : this.value;
    const value = stepped(this.field, from, direction);
    this.offer(value, String(value));
  }

  /**
   * @param {number} value
   * @param {string} text as typed
   */
  offer(value, text) {
    const field = /** @type {Field} */ (this.field);
    const refusal = refuse(field, Number.isNaN(value) ? text : value);
    this.refusal = '';
    if (refusal) {
      this.refuse(refusal);
    } else if (value === this.value) {
      this.showValue();
    } else {
      const refuseIt = (/** @type {string} */ why) => this.refuse(why);
      const detail = { name: field.name, value, refuse: refuseIt };
      this.dispatchEvent(new CustomEvent('gp-value', { detail }));
    }
  }

  /** @param {string} why */
  refuse(why) {
    this.showValue();
    this.refusal = Number.isNaN(this.value) ? why : `${why} It stays ${this.text}.`;
  }
}

define('gp-number-field', NumberField);
