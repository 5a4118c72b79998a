/**
 * `<gp-transport>`: play, pause, step, epoch, reset, another seed; where the run is and how fast; and the
 * timeline to scrub back on.
 */

import { css, html } from 'lit';
import { formatCount, formatNumber, formatPercent, formatRate, missing } from '../format.js';
import { isCharacter, shortcuts } from '../keyboard.js';
import { narrowly } from '../styles/narrowly.js';
import { moveCursor } from '../views/common/time-cursor.js';
import { icon } from './icons.js';
import { SessionElement, define } from './session-element.js';

/** @import { Session } from '../session/session.js' */

/** What the buttons do, in full. */
const names = {
  step: 'One step',
  epoch: 'To the end of the epoch',
  walk: 'Walk through a step: next phase',
  reset: 'Reset: the same weights again',
  dice: 'New seed: other weights',
};

const narrow = css`
  kbd,
  small {
    display: none;
  }

  .bar {
    gap: 4px 10px;
  }

  .play {
    width: 88px;
  }

  .words {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .buttons button {
    min-width: 40px;
    min-height: 36px;
  }

  dl {
    gap: 0 8px;
  }

  dl div {
    width: 66px;
  }

  dl .step,
  dl .accuracy {
    width: 80px;
  }

  .minor {
    display: none;
  }

  dd {
    font-size: var(--gp-size-2);
  }

  .timeline {
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 8px;
    flex-basis: 100%;
  }
`;

const narrowest = css`
  .buttons {
    flex-wrap: wrap;
    gap: 4px;
  }

  .buttons button {
    min-width: 34px;
  }

  .play {
    width: 80px;
  }
`;

export class Transport extends SessionElement {
  static events = ['change', 'frame'];

  /** Step that the charts mark. @type {number | null} */
  marked = null;

  static styles = [
    ...SessionElement.styles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
      }

      .buttons {
        display: flex;
        gap: 6px;
      }

      .buttons button {
        min-height: 32px;
      }

      .play {
        width: 126px;
        text-align: left;
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        margin: 0;
      }

      /* wide enough for long runs, so that growing numbers push nothing aside */
      dl div {
        width: 74px;
        white-space: nowrap;
      }

      dl .step {
        width: 132px;
      }

      dl .accuracy {
        width: 82px;
      }

      small {
        font-size: inherit;
      }

      dt {
        color: var(--gp-ink-3);
        font-size: var(--gp-size-1);
        line-height: 1.2;
      }

      dd {
        margin: 0;
        font-size: var(--gp-size-3);
        font-variant-numeric: tabular-nums;
        line-height: 1.3;
        white-space: nowrap;
      }

      .test dt {
        color: var(--gp-test);
      }

      .timeline {
        display: grid;
        flex: 1 1 90px;
        min-width: 90px;
      }

      .name {
        color: var(--gp-ink-3);
        font-size: var(--gp-size-1);
        line-height: 1.2;
      }

      .timeline input {
        min-width: 0;
        width: 100%;
        height: 24px;
        margin: 0;
        accent-color: var(--gp-accent);
      }

      ${narrowly('700px', narrow)}

      ${narrowly('350px', narrowest)}
    `,
  ];

  /** The charts mark what is looked back at. @override */
  updated() {
    const { session } = this;
    if (!session || session.run.viewedStep === this.marked) return;
    this.marked = session.run.viewedStep;
    moveCursor(session.id, this.marked);
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session) return html``;
    return html`<div class="bar">
      ${this.buttons(session)} ${this.speed(session)} ${this.readings(session)}
      ${this.timeline(session)}
    </div>`;
  }

  /** @param {Session} session */
  buttons(session) {
    const { playing } = session;
    const idle = session.status !== 'ready';
    return html`<div class="buttons" role="group" aria-label="Training">
      <button
        type="button"
        class="play primary"
        ?disabled=${idle}
        @click=${() => (playing ? session.pause() : session.play())}
      >
        ${icon(playing ? 'pause' : 'play')} ${playing ? 'Pause' : 'Play'} <kbd>Space</kbd>
      </button>
      ${this.button('step', 'Step', '→', idle, () => session.advance('step'))}
      ${this.button('epoch', 'Epoch', 'E', idle, () => session.advance('epoch'))}
      ${this.button('walk', 'Phase', 'P', idle, () => session.walkOn())}
      ${this.button('reset', 'Reset', 'R', idle, () => session.reset())}
      ${this.button('dice', 'Seed', 'N', idle || this.locked, () => session.newSeed())}
    </div>`;
  }

  /**
   * @param {keyof typeof names} name
   * @param {string} label
   * @param {string} key
   * @param {boolean} disabled
   * @param {() => void} action
   */
  button(name, label, key, disabled, action) {
    return html`<button
      type="button"
      data-action=${name}
      ?disabled=${disabled}
      title=${names[name]}
      @click=${action}
    >
      ${icon(name)} <span class="words">${label}</span> ${this.hint(key)}
    </button>`;
  }

  /** The key on its button, while it is a shortcut. @param {string} key as shown */
  hint(key) {
    const shortcut = shortcuts.find(({ shown }) => shown === key);
    const off = !this.session?.characterKeys && shortcut && isCharacter(shortcut);
    return off ? '' : html`<kbd>${key}</kbd>`;
  }

  /** @param {Session} session */
  speed(session) {
    const { speed } = session.state;
    const options = [...new Set([0, 1, 10, 100, 1000, speed])].sort(
      (a, b) => (a || 1e9) - (b || 1e9),
    );
    return html`<select
      class="minor"
      aria-label="Speed"
      title="Steps a second"
      @change=${(/** @type {Event} */ { currentTarget }) =>
        session.change({
          ...session.state,
          speed: Number(/** @type {HTMLSelectElement} */ (currentTarget).value),
        })}
    >
      ${options.map(
        (value) =>
          html`<option value=${value} .selected=${value === speed}>
            ${value === 0 ? 'full speed' : `${formatCount(value)} step${value === 1 ? '' : 's'}/s`}
          </option>`,
      )}
    </select>`;
  }

  /** @param {Session} session */
  readings({ playing, run: { frame, viewedStep } }) {
    const now = frame?.now;
    const accuracy = `accuracy ${now?.train.accuracy === undefined ? 'minor' : ''}`;
    const rate = frame && playing ? formatRate(frame.stepsPerSecond) : '';
    const aside = viewedStep === null ? rate : 'looking back';
    return html`<dl>
      ${reading('step', 'Step', frame ? formatCount(frame.step) : missing, aside)}
      ${reading('epoch minor', 'Epoch', frame ? formatCount(frame.epoch) : missing)}
      ${reading('', 'Train loss', formatNumber(now?.train.loss))}
      ${reading('test', 'Test loss', formatNumber(now?.test.loss))}
      ${reading(accuracy, 'Test accuracy', formatPercent(now?.test.accuracy))}
    </dl>`;
  }

  /**
   * From one recorded measurement to the next: as many to each doubling of the steps, so that the beginning, where most
   * happens, is within reach of a pointer, and each of them within one press of a key.
   * @param {Session} session
   */
  timeline(session) {
    const { viewedStep, recording } = session.run;
    const { steps } = recording;
    const last = Math.max(1, steps.length - 1);
    const at = viewedStep === null ? last : steps.indexOf(viewedStep);
    const text = viewedStep === null ? 'now' : formatCount(viewedStep);
    return html`<label class="timeline">
      <span class="name">Timeline: ${text}</span>
      <input
        type="range"
        aria-label="Timeline: look back at an earlier step"
        aria-valuetext=${text}
        min="0"
        max=${last}
        step="1"
        .value=${String(at)}
        ?disabled=${steps.length < 2}
        @input=${(/** @type {Event} */ { currentTarget }) =>
          session.viewStep(steps[Number(/** @type {HTMLInputElement} */ (currentTarget).value)])}
      />
    </label>`;
  }
}

/**
 * @param {string} kind
 * @param {string} label
 * @param {string} value
 * @param {string} [aside]
 */
const reading = (kind, label, value, aside = '') =>
  html`<div class=${kind}>
    <dt>${label} ${aside ? html`<small>· ${aside}</small>` : ''}</dt>
    <dd>${value}</dd>
  </div>`;

define('gp-transport', Transport);
