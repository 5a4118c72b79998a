/** `<gp-dataset-pictures>`: the data sets to choose from, as pictures drawn from the engine's own points. */

import { css, html, nothing } from 'lit';
import { isGiven } from '../data/shipped-info.js';
import { choose } from '../state/operations.js';
import '../views/dataset-picture.js';
import { SessionElement, define } from './session-element.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { DataPreview } from '../views/dataset-picture.js'
 */

const points = 160;

/** The pictures are asked for once the page has something better to show. */
const delay = 600;

export class DatasetPictures extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    css`
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(30px, 1fr));
        gap: 4px;
        margin: 0;
        padding: 2px 0;
        border: 0;
      }

      label {
        position: relative;
        display: block;
        cursor: pointer;
      }

      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }

      gp-dataset-picture {
        border: 1px solid var(--gp-rule);
        border-radius: var(--gp-radius);
        background: var(--gp-surface);
      }

      label:hover gp-dataset-picture {
        border-color: var(--gp-ink-2);
      }

      input:checked + gp-dataset-picture {
        border-color: var(--gp-accent);
        box-shadow: 0 0 0 1px var(--gp-accent);
      }

      @media (forced-colors: active) {
        input:checked + gp-dataset-picture {
          border: 3px solid Highlight;
        }
      }

      input:focus-visible + gp-dataset-picture {
        outline: 2px solid var(--gp-focus);
        outline-offset: 2px;
      }
    `,
  ];

  static properties = {
    ...SessionElement.properties,
    previews: { state: true },
  };

  constructor() {
    super();
    /** @type {Map<string, DataPreview>} */
    this.previews = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** @override */
  updated() {
    const { session } = this;
    if (!session?.run.configured || this.timer !== undefined || this.previews.size > 0) return;
    this.timer = setTimeout(() => this.draw(session), delay);
  }

  /** @param {Session} session */
  async draw(session) {
    for (const { name } of session.schema?.tables.datasets.filter(isDrawn) ?? []) {
      const preview = await previewOf(session, name);
      if (!this.isConnected) return;
      if (preview) this.previews = new Map(this.previews).set(name, preview);
    }
  }

  /** @override */
  render() {
    const { session } = this;
    const schema = session?.schema;
    if (!session || !schema) return nothing;
    return html`<fieldset ?disabled=${this.locked} aria-label="Data set, by picture">
      ${schema.tables.datasets.filter(isDrawn).map(
        ({ name, label, description }) =>
          html`<label title=${`${label}. ${description}`}>
            <input
              type="radio"
              name="data"
              aria-label=${label}
              .checked=${session.state.data === name}
              @change=${() => session.change(choose(schema, session.state, 'data', name))}
            />
            <gp-dataset-picture .preview=${this.previews.get(name) ?? null}></gp-dataset-picture>
          </label>`,
      )}
    </fieldset>`;
  }
}

/** A picture of two coordinates says nothing about data of many columns. @param {{name: string}} info */
const isDrawn = ({ name }) => !isGiven(name);

/**
 * Null where the engine cannot draw it by itself.
 * @param {Session} session
 * @param {string} kind
 * @returns {Promise<DataPreview | null>}
 */
async function previewOf(session, kind) {
  try {
    return await session.engine.preview({ kind, samples: points, noise: 0.08, seed: 1 });
  } catch {
    return null;
  }
}

define('gp-dataset-pictures', DatasetPictures);
