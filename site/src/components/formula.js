/**
 * `<gp-formula>`: the formula of a table's entry and where it comes from, loaded once it is opened. And the formulas of
 * an activation, which are always shown.
 */

import { LitElement, html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import activations from 'virtual:formulas/activations';
import { loadModule } from '../load-module.js';
import { controls } from '../styles/control-styles.js';
import { fields } from '../styles/field-styles.js';
import { formulas } from '../styles/formulas.js';
import { formatShort } from '../views/common/text.js';
import { define } from './session-element.js';

/**
 * @import { ActivationInfo, Info, Range } from '../../../wasm/js/index.js'
 * @import { Formulas } from 'virtual:formulas/activations'
 * @typedef {'losses' | 'optimizers' | 'initializers' | 'schedules'} Table
 */

/** @type {Record<Table, () => Promise<{default: Record<string, Formulas>}>>} */
const loaders = {
  losses: () => import('virtual:formulas/losses'),
  optimizers: () => import('virtual:formulas/optimizers'),
  initializers: () => import('virtual:formulas/initializers'),
  schedules: () => import('virtual:formulas/schedules'),
};

/**
 * A formula as it is printed; in plain text where it takes words, or has not been loaded.
 * @param {string | undefined} mathml
 * @param {string} text
 */
const typeset = (mathml, text) => html`<div>${mathml ? unsafeHTML(mathml) : text}</div>`;

export class Formula extends LitElement {
  static styles = [controls, fields, formulas];

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    table: { type: String },
    info: { attribute: false },
    formulas: { state: true },
  };

  constructor() {
    super();
    /** @type {Table} */
    this.table = 'losses';
    /** @type {Info | undefined} */
    this.info = undefined;
    /** Those of the whole table, by name. @type {Record<string, Formulas> | null} */
    this.formulas = null;
  }

  /** @override */
  render() {
    const { info } = this;
    if (!info) return nothing;
    return html`<details class="formula more" @toggle=${this.load}>
      <summary>Formula and source</summary>
      ${typeset(this.formulas?.[info.name]?.formula, info.formula)}
      <p>${info.description}</p>
      <p>${info.source}</p>
    </details>`;
  }

  async load() {
    if (this.formulas) return;
    const module = await loadModule(this, 'The formula', loaders[this.table]);
    this.formulas = module?.default ?? null;
  }
}

define('gp-formula', Formula);

/**
 * An activation's f and f′; its range and where it comes from on demand.
 * @param {ActivationInfo | undefined} info
 */
export function activationFormula(info) {
  if (!info) return nothing;
  const { range, derivativeRange } = info;
  const { formula, derivative } = activations[info.name] ?? {};
  return html`<div class="formula">
    ${typeset(formula, info.formula)} ${typeset(derivative, info.derivativeFormula)}
    <details class="more">
      <summary>Range and source</summary>
      <p>${info.description}</p>
      <p>f in ${interval(range)}; f′ in ${interval(derivativeRange)}</p>
      <p>${info.source}</p>
    </details>
  </div>`;
}

/** @param {Range} range */
function interval({ lower, upper, lowerInclusive, upperInclusive }) {
  const ends = `${formatShort(lower)}, ${formatShort(upper)}`;
  return `${lowerInclusive ? '[' : '('}${ends}${upperInclusive ? ']' : ')'}`;
}
