/** What is said of a ready-made comparison, and what the reader's own trials say. */

import { html, nothing } from 'lit';
import { usualSeeds } from './ranking-view.js';
import { verdictOf } from './verdict.js';

/** Verdicts come once all seeds are in: whoever looks after each of them is misled by chance more often. */
const underWay = { outcome: 'missing', text: 'Being measured …' };

/**
 * @param {import('./whole-view.js').Shown} data
 * @param {readonly import('./ready-made.js').Claim[]} claims
 */
export function claimsView({ comparing, shown, change }, claims) {
  const width = comparing.comparison?.columns?.values.length ?? 1;
  const at = (/** @type {number} */ row, /** @type {number} */ column) =>
    shown[row * width + column] ?? [];
  const moreSeeds = html`<button @click=${() => change({ seeds: usualSeeds })}>
    Train ${usualSeeds} seeds
  </button>`;
  const isRunning = comparing.phase === 'running' || comparing.phase === 'paused';
  const canAsk = comparing.settings.seeds < usualSeeds;
  return html`<section>
    <h2>What is said, and what was measured here</h2>
    <dl>
      ${claims.map((claim) => {
        const { outcome, text } = isRunning ? underWay : verdictOf(claim, at);
        return html`<dt>${claim.text}</dt>
          <dd data-outcome=${outcome}>
            ${text} ${outcome === 'open' && canAsk ? moreSeeds : nothing}
          </dd>`;
      })}
    </dl>
  </section>`;
}
