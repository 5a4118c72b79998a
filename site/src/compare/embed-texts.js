/** Texts that put a comparison into other pages, to be copied. */

import { LitElement, css, html } from 'lit';
import { siteAddress } from '../site-address.js';
import { controls } from '../styles/control-styles.js';
import { defaultSettings } from './link.js';
import { elementText, frameText } from './snippets.js';

const parts = [
  ['', 'everything'],
  ['grid', 'the grid alone'],
  ['overlay', 'the curves alone'],
  ['ranking', 'the ranking alone'],
];

/** `<gc-embed>`: the texts to copy, of the whole comparison or of a part alone. */
export class EmbedTexts extends LitElement {
  static properties = { settings: { attribute: false }, view: { state: true } };

  static styles = [
    controls,
    css`
      textarea {
        display: block;
        width: 100%;
        margin: 2px 0 var(--gp-unit);
        border: 1px solid var(--gp-control-line);
        border-radius: var(--gp-radius);
        background: var(--gp-surface);
        color: inherit;
        font: var(--gp-size-1) / 1.4 var(--gp-font-mono);
      }

      select {
        margin: var(--gp-unit) 0;
      }
    `,
  ];

  constructor() {
    super();
    this.settings = defaultSettings;
    this.view = '';
  }

  /** @override */
  render() {
    const settings = { ...this.settings, view: this.view };
    return html`<label
        >Show
        <select
          @change=${(/** @type {Event} */ { currentTarget }) => {
            this.view = /** @type {HTMLSelectElement} */ (currentTarget).value;
          }}
        >
          ${parts.map(([value, label]) => html`<option value=${value}>${label}</option>`)}
        </select>
      </label>
      ${textView('As an element', elementText(settings, siteAddress))}
      ${textView('As a frame', frameText(settings, siteAddress))}`;
  }
}

/**
 * @param {string} label
 * @param {string} text
 */
const textView = (label, text) =>
  html`<label
    >${label}
    <textarea
      readonly
      rows="4"
      .value=${text}
      @focus=${(/** @type {Event} */ { currentTarget }) =>
        /** @type {HTMLTextAreaElement} */ (currentTarget).select()}
    ></textarea>
  </label>`;

if (!customElements.get('gc-embed')) customElements.define('gc-embed', EmbedTexts);
