/** Run, pause and stop; how far it is; more seeds. */

import { html, nothing } from 'lit';
import { usualSeeds } from './ranking-view.js';

/** @import { Shown } from './whole-view.js' */

/** @param {Shown} data */
export function actionsView({ comparing, change, run }) {
  const { phase, settings } = comparing;
  const { done, total } = comparing.progress;
  const isRunning = phase === 'running' || phase === 'paused';
  const isComplete = total > 0 && done >= total;
  return html`<div class="actions">
    ${isRunning ? runningView(comparing) : nothing}
    ${
      isRunning || isComplete || phase === 'loading' || comparing.message !== ''
        ? nothing
        : html`<button class="primary" @click=${() => run()}>Run</button>`
    }
    ${
      settings.seeds < usualSeeds && comparing.message === ''
        ? html`<button @click=${() => change({ seeds: usualSeeds })}>
            Train ${usualSeeds} seeds
          </button>`
        : nothing
    }
    <progress aria-label="Trials measured" max=${Math.max(1, total)} .value=${done}></progress>
    <span role="status"
      >${done} of ${total} training runs${phase === 'paused' ? ', paused' : ''}</span
    >
  </div>`;
}

/** @param {import('./comparison-run.js').ComparisonRun} comparing */
const runningView = (comparing) =>
  html`<button
      @click=${() => (comparing.phase === 'paused' ? comparing.resume() : comparing.pause())}
    >
      ${comparing.phase === 'paused' ? 'Resume' : 'Pause'}
    </button>
    <button @click=${() => comparing.stop()}>Stop</button>`;
