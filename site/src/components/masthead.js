/** `<gp-masthead>`: the page's name, the choice of an experiment, undo and redo, theme, sharing and help. */

import { css, html } from 'lit';
import { siteAddress } from '../site-address.js';
import { encodeHash } from '../state/hash.js';
import { presetState, presetsFor } from '../state/presets.js';
import { viewSettingsOf } from '../state/state.js';
import { narrowly } from '../styles/narrowly.js';
import { icon } from './icons.js';
import { SessionElement, define } from './session-element.js';

/** @import { Session } from '../session/session.js' */

const narrow = css`
  header {
    gap: 6px 4px;
  }

  h1 {
    margin: 0;
    font-size: var(--gp-size-3);
  }

  .tools {
    gap: 0;
  }

  .tools button {
    min-width: 26px;
    padding: 1px 4px;
  }

  .experiment {
    order: 3;
    flex: 1 1 200px;
  }

  a {
    order: 4;
  }

  .experiment select {
    flex: 1;
    max-width: none;
  }

  .words {
    display: none;
  }
`;

export class Masthead extends SessionElement {
  static properties = { ...SessionElement.properties, alone: { attribute: false } };

  static styles = [
    ...SessionElement.styles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
      }

      h1 {
        margin: 0 8px 0 0;
        font: 600 var(--gp-size-4) / 1.3 var(--gp-font-serif);
        white-space: nowrap;
      }

      .experiment {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }

      .experiment select {
        min-width: 0;
        max-width: 240px;
      }

      .tools {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-left: auto;
      }

      .tools button {
        min-width: 32px;
      }

      a {
        color: var(--gp-accent);
        white-space: nowrap;
      }

      ${narrowly('700px', narrow)}
    `,
  ];

  constructor() {
    super();
    /** Whether the page is the playground's own. */
    this.alone = false;
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session) return html``;
    return html`<header>
      <h1>Gradient Playground</h1>
      ${this.experiments(session)} ${this.compare(session)}
      <div class="tools">
        ${this.tool('undo', 'Undo', !session.canUndo || this.locked, () => session.undo())}
        ${this.tool('redo', 'Redo', !session.canRedo || this.locked, () => session.redo())}
        ${this.theme(session)} ${this.tool('share', 'Share', false, () => this.ask('share'))}
        ${this.tool('help', 'Help', false, () => this.ask('help'))}
      </div>
    </header>`;
  }

  /**
   * Another experiment, seen in the way that the person has chosen, with the map that belongs to it.
   * @param {Session} session
   * @param {string} id
   */
  chooseExperiment(session, id) {
    const chosen = presetState(id);
    session.change({ ...chosen, ...viewSettingsOf(session.state), map: chosen.map });
  }

  /** @param {Session} session */
  experiments(session) {
    const { state, schema } = session;
    const presets = schema ? presetsFor(schema) : [];
    const groups = [...new Set(presets.map(({ group }) => group))];
    return html`<label class="experiment">
      <span class="words">Experiment</span>
      <select
        aria-label="Experiment"
        ?disabled=${this.locked || session.status !== 'ready'}
        @change=${(/** @type {Event} */ { currentTarget }) =>
          this.chooseExperiment(session, /** @type {HTMLSelectElement} */ (currentTarget).value)}
      >
        <option value="" .selected=${state.preset === ''}>Your own</option>
        ${groups.map(
          (group) =>
            html`<optgroup label=${group}>
              ${presets
                .filter((preset) => preset.group === group)
                .map(
                  ({ id, title }) =>
                    html`<option value=${id} .selected=${state.preset === id}>${title}</option>`,
                )}
            </optgroup>`,
        )}
      </select>
    </label>`;
  }

  /**
   * The page of comparisons, with the present experiment as what its cells have in common.
   * @param {Session} session
   */
  compare({ schema, state }) {
    const axis =
      state.layers.length > 0 ? 'activation:sigmoid|tanh|relu' : 'learningRate:0.01|0.1|1';
    const base = schema && encodeURIComponent(encodeHash(schema, { ...state, weights: '' }));
    const hash = schema ? `#base=${base}&rows=${axis}` : '';
    const address = new URL(`compare.html${hash}`, siteAddress).href;
    return html`<a href=${address} target=${this.alone ? '_self' : '_blank'}>Compare…</a>`;
  }

  /** @param {Session} session */
  theme(session) {
    return html`<select
      aria-label="Theme"
      @change=${(/** @type {Event} */ { currentTarget }) =>
        session.change({
          ...session.state,
          theme: /** @type {HTMLSelectElement} */ (currentTarget).value,
        })}
    >
      ${['auto', 'light', 'dark'].map(
        (theme) =>
          html`<option value=${theme} .selected=${session.state.theme === theme}>
            ${theme[0].toUpperCase() + theme.slice(1)}
          </option>`,
      )}
    </select>`;
  }

  /**
   * @param {'undo' | 'redo' | 'share' | 'help'} name
   * @param {string} label
   * @param {boolean} disabled
   * @param {() => void} action
   */
  tool(name, label, disabled, action) {
    return html`<button
      type="button"
      class="quiet"
      data-action=${name}
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${action}
    >
      ${icon(name)}
    </button>`;
  }

  /** @param {'share' | 'help'} dialog */
  ask(dialog) {
    this.dispatchEvent(new CustomEvent('gp-open', { detail: dialog }));
  }
}

define('gp-masthead', Masthead);
