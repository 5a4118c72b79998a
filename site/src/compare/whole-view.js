/**
 * A comparison as it is shown: everything, or one part alone.
 *
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./comparison-run.js').ComparisonRun} ComparisonRun
 * @typedef {import('./link.js').Settings} Settings
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 *
 * @typedef {object} Shown
 * @property {ComparisonRun} comparing
 * @property {Metric} metric
 * @property {readonly (readonly Measured[])[]} shown trials by cell, of the candidate that is shown
 * @property {readonly number[]} chosen candidate of each cell
 * @property {readonly string[]} bests label of the value that was chosen for each cell; '' without `best`
 * @property {readonly number[] | null} selected cells of the overlay; null for those that are best
 * @property {number} stage how much of the first view is drawn, up to `lastStage`
 * @property {string} theme
 * @property {boolean} alone the element is the page
 * @property {(change: Partial<Settings>) => void} change takes over settings, and trains what is new
 * @property {(options?: {long?: boolean}) => void} run
 * @property {(cells: readonly number[]) => void} select
 * @property {() => (string | null)[]} pictures the map of each cell that is drawn
 */

import { html, nothing } from 'lit';
import { formatNumber } from '../format.js';
import { siteAddress } from '../site-address.js';
import { actionsView } from './actions-view.js';
import { claimsView } from './claims-view.js';
import './embed-texts.js';
import { exportView, filesOf } from './export-view.js';
import { cellLabel, gridView } from './grid-view.js';
import { headView, navigationView } from './head-view.js';
import { defaultSettings, writeLink } from './link.js';
import { overlayView } from './overlay-view.js';
import { rankingView, usualSeeds, usualValidation } from './ranking-view.js';
import { readyMade, readyMadeOf } from './ready-made.js';
import { settingsView } from './settings-view.js';

/** The controls come first, then the grid, then the rest. */
export const lastStage = 2;

/** @param {Shown} data */
export function wholeView(data) {
  const { comparing, alone } = data;
  const part = comparing.settings.view !== '';
  const content = html`${alone && !part ? navigationView() : nothing}
  ${part ? nothing : headView(data)} ${actionsView(data)} ${noticesView(data)}
  ${comparing.comparison ? (part ? partView(data) : allParts(data)) : waitingView(data)}`;
  return html`<div class="ground" lang="en">
    <div class="frame">
      ${alone ? html`<main>${content}</main>` : html`<div class="main">${content}</div>`}
    </div>
  </div>`;
}

/** @param {Shown} data */
function waitingView({ comparing, change }) {
  if (comparing.phase !== 'failed' && comparing.message !== '') {
    const [{ description, metric, title }] = readyMade;
    return html`<p>
      <button @click=${() => change({ ...defaultSettings, ...description, metric })}>
        Show “${title}” instead
      </button>
    </p>`;
  }
  return comparing.phase === 'failed' ? nothing : html`<p class="waiting">Loading the engine …</p>`;
}

/** What has to be said before anything is shown. @param {Shown} data */
function noticesView(data) {
  const { comparing, run } = data;
  const { phase, message, code, seconds } = comparing;
  return html`${
    phase === 'asking'
      ? html`<p role="alert">
          This comparison takes about ${formatNumber(seconds / 60, 2)} minutes here.
          <button @click=${() => run({ long: true })}>Run it all the same</button>
        </p>`
      : nothing
  }
  ${
    message === ''
      ? nothing
      : html`<p class="refusal" role="alert">
          ${message}
          ${code === 'no-validation' ? html`<button @click=${() => addValidation(data)}>Keep 20 % for validation</button>` : nothing}
          ${comparing.comparison && phase !== 'failed' ? 'What is shown below is the comparison before.' : nothing}
          ${phase === 'failed' ? html`<button @click=${() => run()}>Try again</button>` : nothing}
        </p>`
  }`;
}

/** @param {Shown} data */
function addValidation({ comparing, change }) {
  const { base } = comparing.settings;
  const share = `validationFraction=${usualValidation}`;
  change({ base: base === '' ? share : `${base}&${share}` });
}

/** @param {Shown} data */
function allParts(data) {
  return html`${settingsView(data)} ${data.stage > 0 ? gridView(data) : nothing}
  ${data.stage < lastStage ? nothing : findings(data)}`;
}

/** What stands below the grid. @param {Shown} data */
function findings(data) {
  const { comparing } = data;
  const comparison = /** @type {Comparison} */ (comparing.comparison);
  const ready = readyMadeOf(comparing.settings);
  const title = ready?.question ?? 'Comparison';
  return html`${ready ? claimsView(data, ready.claims) : nothing}
    <section>
      <h2>Side by side</h2>
      ${overlayView(data)}
    </section>
    <section>
      <h2>Ranking</h2>
      ${ranking(data)}
    </section>
    ${exportView(filesOf({ ...data, title, comparison }))}
    <section>
      <details>
        <summary>Embed it in a page of yours</summary>
        <gc-embed .settings=${comparing.settings}></gc-embed>
      </details>
    </section>`;
}

/** @param {Shown} data */
function partView(data) {
  const { settings } = data.comparing;
  const parts = { grid: gridView, overlay: overlayView, ranking };
  const part = parts[/** @type {keyof typeof parts} */ (settings.view)];
  const whole = new URL(`compare.html#${writeLink({ ...settings, view: '' })}`, siteAddress);
  return html`${part(data)}
    <p class="whole"><a href=${whole.href}>The whole comparison</a></p>`;
}

/** @param {Shown} data */
function ranking(data) {
  const { comparing, metric, shown, bests, change } = data;
  const comparison = /** @type {Comparison} */ (comparing.comparison);
  return rankingView({
    comparison,
    metric,
    trials: shown,
    labels: comparison.cells.map((_, index) => cellLabel(comparison, index, bests[index])),
    isRunning: comparing.phase === 'running' || comparing.phase === 'paused',
    addValidation: () => addValidation(data),
    addSeeds: () => change({ seeds: usualSeeds }),
  });
}
