/** `<gp-dialogs>`: help and sharing, as native modal dialogs. */

import { css, html } from 'lit';
import { shortcuts } from '../keyboard.js';
import { formatCount } from '../format.js';
import { siteAddress } from '../site-address.js';
import { maximumSharedWeights } from '../state/schema.js';
import { shareSnippets } from '../state/share.js';
import { encodeWeights } from '../state/weights.js';
import { icon } from './icons.js';
import { SessionElement, define } from './session-element.js';

/** @import { Session } from '../session/session.js' */

export class Dialogs extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    css`
      dialog {
        width: min(560px, calc(100vw - 32px));
        max-height: calc(100vh - 48px);
        padding: 20px 24px 24px;
        border: 1px solid var(--gp-rule);
        border-radius: var(--gp-radius);
        background: var(--gp-surface);
        color: inherit;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 8px;
      }

      h2 {
        font: 600 var(--gp-size-4) / 1.3 var(--gp-font-serif);
      }

      h3 {
        margin-top: 14px;
      }

      .line h3 {
        margin: 0;
      }

      p {
        margin-top: 6px;
      }

      table {
        margin-top: 6px;
        border-collapse: collapse;
      }

      th {
        padding: 3px 16px 3px 0;
        font-weight: 400;
        text-align: left;
        white-space: nowrap;
      }

      textarea {
        width: 100%;
        margin-top: 4px;
        padding: 6px 8px;
        border: 1px solid var(--gp-control-line);
        border-radius: var(--gp-radius);
        background: var(--gp-paper);
        color: inherit;
        font: 400 var(--gp-size-1) / 1.5 var(--gp-font-mono);
        resize: vertical;
        field-sizing: content;
        max-height: 12em;
      }

      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        margin-top: 8px;
      }

      input {
        flex: none;
        width: 18px;
        height: 18px;
      }

      .line {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-top: 12px;
      }
    `,
  ];

  static properties = {
    ...SessionElement.properties,
    weights: { state: true },
  };

  constructor() {
    super();
    /** The weights that are shared, and when they were so; null: those that the run starts from. @type {{text: string, step: number} | null} */
    this.weights = null;
  }

  /** @param {'share' | 'help'} name */
  show(name) {
    this.weights = null;
    this.requestUpdate();
    this.updateComplete.then(() => {
      const dialog = this.renderRoot.querySelector(`#${name}`);
      if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    });
  }

  /** @override */
  render() {
    const { session } = this;
    return html`${this.dialog('help', 'Help', session ? this.help(session) : '')}
    ${this.dialog('share', 'Share this experiment', session ? this.share(session) : '')}`;
  }

  /**
   * @param {string} id
   * @param {string} title
   * @param {unknown} content
   */
  dialog(id, title, content) {
    const close = (/** @type {Event} */ { currentTarget }) =>
      /** @type {HTMLElement} */ (currentTarget).closest('dialog')?.close();
    return html`<dialog id=${id} aria-labelledby=${`${id}-title`}>
      <header>
        <h2 id=${`${id}-title`}>${title}</h2>
        <button type="button" class="quiet" aria-label="Close" @click=${close}>
          ${icon('close')}
        </button>
      </header>
      ${content}
    </dialog>`;
  }

  /** @param {Session} session */
  help(session) {
    return html`${help()}
      <label>
        <input
          type="checkbox"
          .checked=${session.characterKeys}
          @change=${(/** @type {Event} */ { currentTarget }) =>
            session.useCharacterKeys(/** @type {HTMLInputElement} */ (currentTarget).checked)}
        />
        <span>Single letters and signs are shortcuts</span>
      </label>`;
  }

  /** @param {Session} session */
  share(session) {
    const { schema, state } = session;
    const shared = this.weights ? { ...state, weights: this.weights.text } : state;
    const snippets = schema ? shareSnippets(schema, shared, siteAddress) : [];
    return html`<p>The same settings and the same seed give the same run on every machine.</p>
      ${this.weightsChoice(session)}
      ${snippets.map(({ label, text }) => this.copyable(label, text))}`;
  }

  /** @param {Session} session */
  weightsChoice(session) {
    const count = session.run.configured?.parameterCount ?? 0;
    const fits = count <= maximumSharedWeights;
    const { weights } = this;
    const about = fits
      ? `${formatCount(count)} weights and biases${weights ? `, as of step ${formatCount(weights.step)}` : ''}`
      : `a link holds at most ${formatCount(maximumSharedWeights)} weights and biases; this network has ${formatCount(count)}`;
    return html`<label>
      <input
        type="checkbox"
        .checked=${weights !== null}
        ?disabled=${!fits}
        @change=${(/** @type {Event} */ { currentTarget }) =>
          this.shareWeights(session, /** @type {HTMLInputElement} */ (currentTarget).checked)}
      />
      <span>Start from the weights as they are now (${about})</span>
    </label>`;
  }

  /**
   * @param {Session} session
   * @param {boolean} wanted
   */
  async shareWeights(session, wanted) {
    const now = wanted ? await session.engine.parameters() : null;
    this.weights = now && { text: encodeWeights(now.parameters), step: now.step };
  }

  /**
   * @param {string} label
   * @param {string} text
   */
  copyable(label, text) {
    return html`<div class="line">
        <h3>${label}</h3>
        <button type="button" @click=${(/** @type {Event} */ event) => copy(event, text)}>
          Copy
        </button>
      </div>
      <textarea readonly rows="2" aria-label=${label} .value=${text}></textarea>`;
  }
}

/**
 * @param {Event} event
 * @param {string} text
 */
async function copy({ currentTarget }, text) {
  const button = /** @type {HTMLButtonElement} */ (currentTarget);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Select and copy below';
  }
}

const help = () => html`
  <p>
    A real neural network is trained in this page, in WebAssembly. Forward values (activations) are
    drawn in teal, backward values (gradients) in vermilion; blue is positive, orange negative.
  </p>
  <h3>Try it</h3>
  <p>
    Choose an experiment, read what to watch, and press the button beside the question. Every change
    starts the run again from the same seed; the last runs stay as grey curves. Experiments train
    slowly enough to be watched; the menu of speeds makes them as fast as this machine goes.
  </p>
  <h3>Keys</h3>
  <table>
    <tbody>
      ${shortcuts.map(
        ({ shown, does }) =>
          html`<tr>
            <th scope="row"><kbd>${shown}</kbd></th>
            <td>${does}</td>
          </tr>`,
      )}
    </tbody>
  </table>
`;

define('gp-dialogs', Dialogs);
