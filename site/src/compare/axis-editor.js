/** `<gc-axis>`: an axis as chips that can be added, removed and moved. Fires `gc-axis` with the new text. */

import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../styles/control-styles.js';
import { axisFields, fieldOf, readAxis, writeAxis } from './axis.js';
import { styles } from './styles.js';

/** @import { Schema } from '../state/schema.js' */

/** What a new axis starts with. @type {Readonly<Record<string, string>>} */
const starts = {
  depth: '1|2|4|8',
  width: '2|4|8|16',
  activation: 'sigmoid|tanh|relu',
  initializer: 'zeros|normal|xavier-normal|he-normal',
  learningRate: '0.001|0.01|0.1|1',
  optimizer: 'sgd|momentum|adam',
  batchSize: '1|16|128',
  noise: '0|0.1|0.3',
  l2: '0|0.001|0.01',
  dropout: '0|0.2|0.5',
  layers: '4|8,8|8,8,8,8',
  variant: 'plain()|dropout(dropout:0.2)',
};

export class AxisEditor extends LitElement {
  static properties = {
    name: {},
    help: {},
    schema: { attribute: false },
    text: { attribute: false },
    refusal: { state: true },
  };

  static styles = [
    controls,
    styles,
    css`
      :host {
        background: none;
      }
    `,
  ];

  constructor() {
    super();
    this.name = '';
    this.help = '';
    /** @type {Schema | undefined} */
    this.schema = undefined;
    /** The axis, '' for none. */
    this.text = '';
    this.refusal = '';
  }

  /** @override */
  render() {
    const { schema, text } = this;
    if (!schema) return nothing;
    const axis = axisOf(schema, text);
    return html`<div class="axis" role="group" aria-label=${this.name}>
        <strong title=${this.help || nothing}>${this.name}</strong>
        ${this.#renderField(schema, axis?.field ?? '')}
        ${axis ? axis.values.map((value, index) => this.#renderChip(axis, value, index)) : nothing}
        ${axis ? this.#renderAdd(schema, axis) : nothing}
        ${axis && this.help ? html`<small>${this.help}</small>` : nothing}
      </div>
      ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}`;
  }

  /**
   * @param {Schema} schema
   * @param {string} field
   */
  #renderField(schema, field) {
    const fields = axisFields(schema);
    return html`<select
      aria-label="${this.name}: what changes"
      @change=${(/** @type {Event} */ { currentTarget }) => {
        const chosen = /** @type {HTMLSelectElement} */ (currentTarget).value;
        this.#send(chosen === '' ? '' : `${chosen}:${startOf(schema, chosen)}`);
      }}
    >
      <option value="" .selected=${field === ''}>nothing</option>
      ${fields.map(
        (each) =>
          html`<option value=${each} .selected=${each === field}>${nameOf(schema, each)}</option>`,
      )}
    </select>`;
  }

  /**
   * @param {import('./axis.js').Axis} axis
   * @param {import('./axis.js').AxisValue} value
   * @param {number} index
   */
  #renderChip({ values, ...axis }, { label }, index) {
    /** @param {readonly import('./axis.js').AxisValue[]} changed */
    const send = (changed) => this.#send(writeAxis({ ...axis, values: changed }));
    const swapped = values.map((each, i) =>
      i === index - 1 ? values[index] : i === index ? values[index - 1] : each,
    );
    return html`<span class="chip">
      ${
        index > 0
          ? html`<button
              aria-label="Move ${label} one place forward"
              title="Move one place forward"
              @click=${() => send(swapped)}
            >
              ‹
            </button>`
          : nothing
      }
      ${label}
      <button
        aria-label="Remove ${label}"
        title="Remove"
        ?disabled=${values.length < 2}
        @click=${() => send(values.filter((_, i) => i !== index))}
      >
        ×
      </button>
    </span>`;
  }

  /**
   * @param {Schema} schema
   * @param {import('./axis.js').Axis} axis
   */
  #renderAdd(schema, axis) {
    const options = optionsOf(schema, axis.field);
    return html`<form
      class="axis"
      @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        const input = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('form input'));
        const value = input.value.trim();
        if (value && this.#send(`${writeAxis(axis)}|${value}`)) input.value = '';
      }}
    >
      <input
        type="text"
        list="options"
        size="12"
        placeholder="add a value"
        aria-label="${this.name}: add a value"
      />
      <datalist id="options">
        ${options.map((value) => html`<option value=${value}></option>`)}
      </datalist>
      <button type="submit">Add</button>
    </form>`;
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it is an axis
   */
  #send(text) {
    try {
      if (text !== '' && this.schema) readAxis(this.schema, text);
      this.refusal = '';
    } catch (error) {
      this.refusal = /** @type {Error} */ (error).message;
      return false;
    }
    this.dispatchEvent(new CustomEvent('gc-axis', { detail: text }));
    return true;
  }
}

/**
 * @param {Schema} schema
 * @param {string} field
 */
function startOf(schema, field) {
  return starts[field] ?? (optionsOf(schema, field).slice(0, 4).join('|') || '0|1');
}

/**
 * @param {Schema} schema
 * @param {string} field
 * @returns {string[]}
 */
function optionsOf(schema, field) {
  const known = fieldOf(schema, field);
  return known && 'options' in known ? known.options.map(({ value }) => value) : [];
}

/**
 * What a text says; null where it is no axis, which the page tells.
 * @param {Schema} schema
 * @param {string} text
 */
function axisOf(schema, text) {
  try {
    return readAxis(schema, text);
  } catch {
    return null;
  }
}

/** Of fields that are no single setting. */
const names = new Map([
  ['depth', 'Depth (hidden layers)'],
  ['width', 'Width (units of each layer)'],
  ['layers', 'Units, layer by layer'],
  ['variant', 'Named variants'],
]);

/**
 * @param {Schema} schema
 * @param {string} field
 */
const nameOf = (schema, field) => names.get(field) ?? fieldOf(schema, field)?.label ?? field;

if (!customElements.get('gc-axis')) customElements.define('gc-axis', AxisEditor);
