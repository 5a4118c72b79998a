/** `<gp-walkthrough>`: the phase of the training step that is walked through, in words and numbers. */

import { css, html, nothing } from 'lit';
import { formatNumber } from '../format.js';
import { entryOf } from '../state/schema.js';
import { icon } from './icons.js';
import { SessionElement, define } from './session-element.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { Phase } from '../session/walk.js'
 * @import { Trace } from '../worker/protocol.js'
 */

/** @type {Record<Phase, string>} */
const titles = {
  forward: '1 · Forward: from the inputs to a prediction',
  loss: '2 · Loss: how wrong the prediction is',
  backward: '3 · Backward: whose fault it is, by the chain rule',
  update: '4 · Update: a small step against the gradient',
};

export class Walkthrough extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        padding: 8px 12px;
        border-left: 3px solid var(--gp-forward);
        background: var(--gp-forward-soft);
      }

      section[data-phase='backward'],
      section[data-phase='update'] {
        border-left-color: var(--gp-backward);
        background: var(--gp-backward-soft);
      }

      div {
        flex: 1 1 320px;
      }
    `,
  ];

  /** @override */
  render() {
    const { session } = this;
    const phase = session?.walk.phase;
    const trace = session?.walk.trace;
    if (!session || !phase || !trace) return nothing;
    return html`<section data-phase=${phase}>
      <div aria-live="polite">
        <h2>${titles[phase]}</h2>
        <p>${describe(phase, trace, session)}</p>
      </div>
      <button type="button" class="primary" @click=${() => session.walkOn()}>
        ${phase === 'update' ? 'Next row' : 'Next phase'} <kbd>P</kbd>
      </button>
      <button
        type="button"
        class="quiet"
        aria-label="End the walk"
        @click=${() => session.endWalk()}
      >
        ${icon('close')}
      </button>
    </section>`;
  }
}

/** @param {ArrayLike<number>} values */
const list = (values) => Array.from(values, (value) => formatNumber(value)).join(', ');

/** @param {Float32Array} values */
const meanSize = (values) =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, values.length);

/**
 * @param {Phase} phase
 * @param {Trace} trace
 * @param {Session} session
 */
function describe(
  phase,
  { layers, prediction, loss },
  { walk, state, schema, run: { configured } },
) {
  const first = layers[0];
  const last = layers[layers.length - 1];
  const outputs = configured?.dataset.outputs ?? 1;
  const target = configured?.dataset.train.y.subarray(walk.row * outputs, (walk.row + 1) * outputs);
  const lossName = schema && entryOf(schema.tables.losses, configured?.loss ?? '')?.label;
  switch (phase) {
    case 'forward':
      return `Row ${walk.row + 1} goes in as (${list(first.input)}); each layer computes z = W·a + b and a = f(z); out comes ${list(prediction)}.`;
    case 'loss':
      return `The target is ${list(target ?? [])}, the prediction ${list(prediction)}: a loss of ${formatNumber(loss)} (${lossName}).`;
    case 'backward':
      return `∂L/∂z is ${list(last.preActivationGradient)} at the output; times Wᵀ and f′(z) at each layer on the way back, its mean size in the first layer is ${formatNumber(meanSize(first.preActivationGradient))}.`;
    case 'update':
      return `Every weight moved against its gradient, averaged over a batch of ${state.batchSize}, at a learning rate of ${formatNumber(state.learningRate)}.`;
  }
}

define('gp-walkthrough', Walkthrough);
