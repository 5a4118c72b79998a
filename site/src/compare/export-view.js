/** Buttons that save the trials of a comparison as files. */

import { html } from 'lit';
import { gridSvg, svgToPng } from './grid-svg.js';
import { summaryToCSV, toCSV, toJSON } from './table-text.js';

/**
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * @typedef {{name: string, type: string, content: () => string | Promise<Blob>}} File
 *
 * @typedef {object} Exported
 * @property {string} title
 * @property {import('./comparison-run.js').ComparisonRun} comparing
 * @property {import('./comparison.js').Comparison} comparison
 * @property {import('./metrics.js').Metric} metric
 * @property {readonly (readonly Measured[])[]} shown trials by cell
 * @property {readonly string[]} bests
 * @property {() => (string | null)[]} pictures
 */

/**
 * @param {Exported} exported
 * @returns {File[]}
 */
export function filesOf({ title, comparing, comparison, metric, shown, bests, pictures }) {
  const { trials, settings } = comparing;
  const svg = () => gridSvg({ title, comparison, metric, trials: shown, bests, maps: pictures() });
  return [
    {
      name: 'comparison.csv',
      type: 'text/csv',
      content: () => toCSV(comparison, trials, comparing.chosen),
    },
    {
      name: 'comparison-summary.csv',
      type: 'text/csv',
      content: () => summaryToCSV(comparison, trials, comparing.chosen),
    },
    {
      name: 'comparison-results.json',
      type: 'application/json',
      content: () => toJSON(settings, comparison, trials, comparing.chosen),
    },
    { name: 'comparison.svg', type: 'image/svg+xml', content: svg },
    { name: 'comparison.png', type: 'image/png', content: () => svgToPng(svg()) },
  ];
}

/** @param {readonly File[]} files */
export const exportView = (files) =>
  html`<section class="export">
    <h2>Take it along</h2>
    <div class="actions">
      ${files.map((file) => html`<button @click=${() => save(file)}>Save ${file.name}</button>`)}
    </div>
    <p>The address of this page holds the whole comparison: copy it to share or to repeat it.</p>
  </section>`;

/** A download may begin after the click is over. */
const millisecondsKept = 10_000;

/** @param {File} file */
async function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([await content()], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), millisecondsKept);
}
