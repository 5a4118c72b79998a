/** `<gp-notes>`: what could not be taken over (from the address, an attribute, the engine), to read and close. */

import { css, html, nothing } from 'lit';
import { icon } from './icons.js';
import { SessionElement, define } from './session-element.js';

export class Notes extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    css`
      div {
        display: flex;
        align-items: start;
        gap: 8px;
        padding: 6px 12px;
        border-left: 3px solid var(--gp-warn);
        background: var(--gp-warn-soft);
      }

      ul {
        flex: 1;
        margin: 0;
        padding: 0;
        list-style: none;
        overflow-wrap: anywhere;
      }

      li button {
        margin-left: 8px;
      }
    `,
  ];

  /** @override */
  render() {
    const { session } = this;
    const notes = session?.notes ?? [];
    if (!session || notes.length === 0) return nothing;
    return html`<div role="status">
      <ul>
        ${notes.map(
          ({ field, message, action }) =>
            html`<li data-field=${field}>
              ${message}
              ${
                action && !(this.locked && action.setting)
                  ? html`<button type="button" @click=${action.run}>${action.label}</button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
      <button type="button" class="quiet" aria-label="Close" @click=${() => session.setNotes([])}>
        ${icon('close')}
      </button>
    </div>`;
  }
}

define('gp-notes', Notes);
