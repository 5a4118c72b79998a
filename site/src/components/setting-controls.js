/** Templates of labelled controls, made from the fields. */

import { html, nothing } from 'lit';
import { parameterField } from '../state/schema.js';
import './number-field.js';

/**
 * @import { TemplateResult } from 'lit'
 * @import { ChoiceField, ControlField, NumberField, SetField } from '../state/schema.js'
 * @import { Info } from '../../../wasm/js/index.js'
 */

/**
 * @typedef {object} Binding
 * @property {unknown} value undefined: several values, not alike
 * @property {boolean} disabled
 * @property {(value: any) => string | null} take gives the reason of a refusal
 * @property {boolean} [suggested] the next thing to try changes it
 */

const suggestedClass = 'suggested';

/**
 * @param {NumberField} field
 * @param {Binding} binding
 */
export function numberField(field, { value, disabled, take, suggested }) {
  return html`<gp-number-field
    class=${suggested ? suggestedClass : ''}
    data-field=${field.name}
    .field=${field}
    .value=${/** @type {number} */ (value ?? NaN)}
    .disabled=${disabled}
    @gp-value=${(/** @type {CustomEvent} */ { detail }) => {
      const refusal = take(detail.value);
      if (refusal) detail.refuse(refusal);
    }}
  ></gp-number-field>`;
}

/**
 * @param {ChoiceField} field
 * @param {Binding} binding
 */
export function choiceField(field, { value, disabled, take, suggested }) {
  const id = `choice-${field.name}`;
  const pick = (/** @type {Event} */ { currentTarget }) =>
    take(/** @type {HTMLSelectElement} */ (currentTarget).value);
  return html`<div class="choice ${suggested ? suggestedClass : ''}" data-field=${field.name}>
    <label for=${id} title=${field.help}>${field.label}</label>
    <select
      id=${id}
      title=${field.options.find((option) => option.value === value)?.hint ?? ''}
      ?disabled=${disabled}
      @change=${pick}
    >
      ${value === undefined ? html`<option value="" selected disabled>mixed</option>` : nothing}
      ${field.options.map(
        (option) =>
          html`<option value=${option.value} .selected=${option.value === value}>
            ${option.label}
          </option>`,
      )}
    </select>
  </div>`;
}

/**
 * @param {SetField} field
 * @param {Binding} binding
 */
export function setField(field, { value, disabled, take }) {
  const chosen = /** @type {readonly string[]} */ (value);
  const toggle = (/** @type {string} */ name) => {
    const next = field.options
      .map((option) => option.value)
      .filter((option) => (option === name) !== chosen.includes(option));
    take(next);
  };
  return html`<fieldset class="set" data-field=${field.name} ?disabled=${disabled}>
    <legend title=${field.help}>${field.label}</legend>
    ${field.options.map(
      (option) =>
        html`<button
          type="button"
          aria-pressed=${chosen.includes(option.value) ? 'true' : 'false'}
          ?disabled=${disabled || (chosen.length === 1 && chosen[0] === option.value)}
          @click=${() => toggle(option.value)}
        >
          ${option.label}
        </button>`,
    )}
  </fieldset>`;
}

/**
 * @param {ControlField} field
 * @param {Binding} binding
 * @returns {TemplateResult}
 */
export function anyField(field, binding) {
  if (field.type === 'number') return numberField(field, binding);
  return field.type === 'choice' ? choiceField(field, binding) : setField(field, binding);
}

/** Parameters that the page has fields of its own for. @param {{name: string}} parameter */
const isOwn = ({ name }) => !['samples', 'noise', 'seed', 'learningRate'].includes(name);

/**
 * The parameters of a table's entry.
 * @param {Info | undefined} info
 * @param {Record<string, number>} params those that are not as the entry has them
 * @param {{disabled: boolean, take: (params: Record<string, number>) => string | null}} binding
 */
export function parameterFields(info, params, { disabled, take }) {
  return (info?.parameters ?? []).filter(isOwn).map((parameter) =>
    numberField(parameterField(parameter), {
      value: params[parameter.name] ?? parameter.default,
      disabled,
      take: (value) => take({ ...params, [parameter.name]: value }),
    }),
  );
}
