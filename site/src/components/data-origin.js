/** `<gp-data-origin>`: what a shipped data set is and where it comes from. Property: `name` of the data set. */

import { LitElement, html, nothing } from 'lit';
import { catalogue } from '../data/catalogue.js';
import { formatCount } from '../format.js';
import { define } from '../views/common/define.js';
import { viewStyles } from '../views/common/view-styles.js';

export class DataOrigin extends LitElement {
  static styles = viewStyles;

  static properties = {
    name: { type: String },
  };

  constructor() {
    super();
    this.name = '';
  }

  /** @override */
  render() {
    const entry = catalogue.find(({ name }) => name === this.name);
    if (!entry) return nothing;
    const { description, rows, inputs, classes, source, creators, licence, terms } = entry;
    return html`<p class="note">${description}</p>
      <p class="note">${formatCount(rows)} rows, ${inputs} inputs, ${classes} classes.</p>
      <details>
        <summary class="note">Source and licence</summary>
        <p class="note">${creators}. ${source}.</p>
        <p class="note">Package: ${licence}. Original: ${terms}.</p>
      </details>`;
  }
}

define('gp-data-origin', DataOrigin);
