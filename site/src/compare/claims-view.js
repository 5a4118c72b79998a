/** What is said of a ready-made comparison, and what the reader's own trials say. */

import { html } from 'lit';
import { verdictOf } from './verdict.js';

/**
 * @param {import('./comparison.js').Comparison} comparison
 * @param {readonly import('./ready-made.js').Claim[]} claims
 * @param {readonly (readonly import('./metrics.js').Measured[])[]} trials by cell
 */
export function claimsView({ columns }, claims, trials) {
  const width = columns?.values.length ?? 1;
  const at = (/** @type {number} */ row, /** @type {number} */ column) =>
    trials[row * width + column] ?? [];
  return html`<section>
    <h2>What is said, and what was measured here</h2>
    <dl>
      ${claims.map((claim) => {
        const { outcome, text } = verdictOf(claim, at);
        return html`<dt>${claim.text}</dt>
          <dd data-outcome=${outcome}>${text}</dd>`;
      })}
    </dl>
  </section>`;
}
