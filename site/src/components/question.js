/** `<gp-question>`: the experiment's question, what to watch, and the next thing to try. */

import { css, html, nothing } from 'lit';
import { presetOf, presetState } from '../state/presets.js';
import { same } from '../state/state.js';
import { SessionElement, define } from './session-element.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { Preset } from '../state/presets.js'
 */

export class Question extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    css`
      h2 {
        font: 400 calc(1.375 * var(--gp-medium)) / 1.25 var(--gp-font-serif);
        text-wrap: balance;
      }

      p {
        max-width: 80ch;
        margin-top: 2px;
        color: var(--gp-ink-2);
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
    `,
  ];

  /** @override */
  render() {
    const { session } = this;
    const preset = presetOf(session?.state.preset ?? '');
    if (!session || !preset) {
      return html`<h2>Your own experiment</h2>
        <p>
          Change anything: the run starts again from the same seed, and the last ones stay as grey
          curves.
        </p>`;
    }
    return html`<div class="line">
        <h2>${preset.question}</h2>
        ${preset.next ? this.next(session, preset, preset.next) : nothing}
      </div>
      <p><strong>Watch:</strong> ${preset.watch}</p>`;
  }

  /**
   * @param {Session} session
   * @param {Preset} preset
   * @param {NonNullable<Preset['next']>} next
   */
  next(session, preset, next) {
    const { state } = session;
    const tried = same({ ...state, ...next.change }, state);
    const [label, change] = tried
      ? ['Back to the question', presetState(preset.id)]
      : [`Try: ${next.label}`, next.change];
    return html`<button
      type="button"
      class=${tried ? '' : 'primary'}
      ?disabled=${this.locked || session.status !== 'ready'}
      @click=${() => session.change({ ...state, ...change, theme: state.theme }, true)}
    >
      ${label}
    </button>`;
  }
}

define('gp-question', Question);
