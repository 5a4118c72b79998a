/** Cells to choose from, and their curves on one chart each of loss and accuracy. */

import { html } from 'lit';
import { cellLabel } from './grid-view.js';
import './overlay-chart.js';
import { bestCells } from './summarize.js';

/** @import { Shown } from './whole-view.js' */

/** As many as there are colours that can be told apart. */
const mostCells = 8;

/** @param {Shown} data */
export function overlayView({ comparing, metric, shown, bests, selected, select }) {
  const comparison = /** @type {import('./comparison.js').Comparison} */ (comparing.comparison);
  const drawn = selected ?? bestCells(shown, metric);
  return html`<div class="axis" role="group" aria-label="Cells on the charts">
      ${comparison.cells.map((_, index) => {
        const on = drawn.includes(index);
        return html`<button
          aria-pressed=${on}
          @click=${() =>
            select(
              on ? drawn.filter((each) => each !== index) : [...drawn, index].slice(-mostCells),
            )}
        >
          ${cellLabel(comparison, index)}
        </button>`;
      })}
    </div>
    <gc-overlay
      .series=${drawn.map((index) => ({ label: cellLabel(comparison, index, bests[index]), trials: shown[index] }))}
    ></gc-overlay>`;
}
