import { LitElement, css, html, nothing } from 'lit';
import { formatNumber } from '../../format.js';
import { parseTyped } from '../../state/validate.js';
import '../activation-curve.js';
import { define } from '../common/define.js';
import { viewStyles } from '../common/view-styles.js';

/**
 * @import { Histogram } from '../../../../wasm/js/index.js'
 * @import { FunctionCurve } from '../signal-panel.js'
 *
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
 * @property {FunctionCurve & { histogram: Histogram | null, mark: number | null } | null} curve of its layer, with
 *   the layer's pre-activations and the unit's own one, where one sample is followed
 */

/**
 * `<gp-unit-inspector>`: what goes into one unit and what comes out, on a card that lies over what is below;
 * weights and bias can be edited.
 *
 * Properties: `unit` {@link InspectedUnit} | null; `pinned`: it stays until it is closed; `editing` index of
 * the parameter whose input is open, -1 for none.
 * Events: `gp-parameter-edit` {index, value}; `gp-edit-end`; `gp-close`.
 */
export class UnitInspector extends LitElement {
  static styles = [
    viewStyles,
    css`
      :host {
        position: absolute;
        top: 0;
        right: 0;
        left: 0;
        contain: none;
      }

      section {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding: 8px 12px;
        border: 1px solid var(--gp-control-line);
        border-radius: var(--gp-radius, 4px);
        background: var(--gp-surface);
        pointer-events: none;
      }

      section.pinned {
        border-color: var(--gp-accent);
        pointer-events: auto;
      }

      section > div {
        flex: 1 1 260px;
      }

      gp-activation-curve {
        width: 200px;
        --gp-curve-height: 96px;
      }

      .close {
        position: absolute;
        top: 4px;
        right: 4px;
        width: 24px;
        padding: 0;
        border-color: transparent;
        background: var(--gp-surface);
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
    pinned: { type: Boolean },
    editing: { type: Number },
  };

  constructor() {
    super();
    /** @type {InspectedUnit | null} */
    this.unit = null;
    this.pinned = false;
    this.editing = -1;
  }

  /** @override */
  render() {
    const { unit, pinned } = this;
    if (!unit) return nothing;
    return html`<section
      class=${pinned ? 'pinned' : ''}
      aria-label="The unit that is looked at"
      @keydown=${this.escape}
    >
      <div>
        <p class="title">${unit.title}</p>
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
        </ul>
        <p class="note">
          ${pinned ? 'Press a number to change it.' : 'Click or Enter keeps this here.'}
        </p>
      </div>
      ${this.curve(unit.curve)} ${pinned ? this.closeButton() : nothing}
    </section>`;
  }

  /** @param {InspectedUnit['curve']} curve */
  curve(curve) {
    if (!curve) return nothing;
    return html`<gp-activation-curve
      compact
      heading="f and f′ of its layer"
      .x=${curve.x}
      .f=${curve.f}
      .derivative=${curve.derivative}
      .histogram=${curve.histogram}
      .mark=${curve.mark}
    ></gp-activation-curve>`;
  }

  closeButton() {
    return html`<button type="button" class="close" aria-label="Close" @click=${this.leave}>
      ×
    </button>`;
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
        type="text"
        inputmode="decimal"
        autocomplete="off"
        value=${String(Number(value.toPrecision(6)))}
      />
      <button type="submit">Set</button>
      <span class="refusal" role="alert"></span>
    </form>`;
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (this.editing < 0 || !(changed.has('editing') || hasFirstUnit(changed))) return;
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
    return (
      this.editing < 0 || changed.has('editing') || changed.has('pinned') || hasFirstUnit(changed)
    );
  }

  /** Moves the focus to the first number that can be changed. */
  focusFirst() {
    this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    if (this.editing >= 0) event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (this.editing >= 0) this.close();
    else this.leave();
  }

  leave() {
    this.dispatchEvent(new CustomEvent('gp-close'));
  }

  /**
   * @param {Event} event
   * @param {number} index
   */
  commit(event, index) {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input'));
    const value = parseTyped(input.value);
    if (!Number.isFinite(Math.fround(value))) {
      const refusal = /** @type {HTMLElement} */ (this.renderRoot.querySelector('.refusal'));
      refusal.textContent = `It must be a number; given: ${input.value ? `“${input.value}”` : 'nothing'}.`;
      input.value = input.defaultValue;
      return;
    }
    const detail = { index, value };
    this.dispatchEvent(
      new CustomEvent('gp-parameter-edit', { detail, bubbles: true, composed: true }),
    );
    this.close();
  }

  close() {
    this.editing = -1;
    this.dispatchEvent(new CustomEvent('gp-edit-end'));
  }
}

/** Whether the card was empty before. @param {Map<PropertyKey, unknown>} changed */
const hasFirstUnit = (changed) => changed.has('unit') && !changed.get('unit');

define('gp-unit-inspector', UnitInspector);
