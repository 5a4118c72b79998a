/** The head of a comparison: the names of the pages, the question, what to look at, and what to try next. */

import { html, nothing } from 'lit';
import { siteAddress } from '../site-address.js';
import { answerText } from './answer-text.js';
import { defaultSettings } from './link.js';
import { readyMade, readyMadeOf } from './ready-made.js';

/** @import { Shown } from './whole-view.js' */

/** @param {string} page */
const addressOf = (page) => new URL(page, siteAddress).href;

export const navigationView = () =>
  html`<nav aria-label="Pages">
    <strong>Gradient Playground</strong>
    <a href=${addressOf('./')}>Playground</a>
    <a href=${addressOf('compare.html')} aria-current="page">Compare</a>
    <a href=${addressOf('benchmark.html')}>Benchmark</a>
  </nav>`;

/** @param {Shown} data */
export function headView(data) {
  const { comparing, alone, change } = data;
  const ready = readyMadeOf(comparing.settings);
  const { seeds } = comparing.settings;
  const open = (/** @type {string} */ id) => {
    const chosen = readyMade.find((each) => each.id === id);
    if (chosen) change({ ...defaultSettings, ...chosen.description, metric: chosen.metric });
  };
  const question = ready?.question ?? 'Your own comparison';
  return html`<div class="question">
    <div>
      ${alone ? html`<h1>${question}</h1>` : html`<h2>${question}</h2>`}
      <p>
        ${ready?.watch ?? 'Each cell is one network, trained several times.'}
        ${seeds > 1 ? html`Each cell is trained from ${seeds} seeds: ${seeds} random starts.` : nothing}
      </p>
      ${answerView(data, ready)} ${nextView(ready, open)}
    </div>
    ${alone ? readyMadeView(ready?.id, open) : nothing}
  </div>`;
}

/**
 * @param {Shown} data
 * @param {import('./ready-made.js').ReadyMade | undefined} ready
 */
function answerView({ comparing, shown }, ready) {
  if (!ready || comparing.phase !== 'done') return nothing;
  const width = comparing.comparison?.columns?.values.length ?? 1;
  const text = answerText(ready.claims, (row, column) => shown[row * width + column] ?? []);
  return text === '' ? nothing : html`<p class="answer">${text}</p>`;
}

/**
 * @param {import('./ready-made.js').ReadyMade | undefined} ready
 * @param {(id: string) => void} open
 */
function nextView(ready, open) {
  if (!ready?.next) return nothing;
  return html`<p class="next">
    Try next:
    ${ready.next.map(({ id, label }) => html`<button @click=${() => open(id)}>${label}</button> `)}
  </p>`;
}

/**
 * @param {string | undefined} id
 * @param {(id: string) => void} open
 */
const readyMadeView = (id, open) =>
  html`<label
    >Ready-made
    <select
      @change=${(/** @type {Event} */ { currentTarget }) =>
        open(/** @type {HTMLSelectElement} */ (currentTarget).value)}
    >
      <option value="" .selected=${id === undefined} disabled>Your own</option>
      ${readyMade.map(
        (each) => html`<option value=${each.id} .selected=${each.id === id}>${each.title}</option>`,
      )}
    </select>
  </label>`;
