import { css, html, nothing } from 'lit';
import { classCount } from '../common/palette.js';
import { formatShort } from '../common/text.js';

/** What the legend of the output map looks like. */
export const legendStyles = css`
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    list-style: none;
    margin: 0;
    padding: 0;
    color: var(--gp-ink-2);
    font-size: var(--gp-size-1, 0.75rem);
  }

  li {
    display: flex;
    align-items: center;
    gap: 6px;
  }

  /* wide enough for the ends of every scale, so that another one pushes nothing aside */
  .end {
    min-width: 5ch;
  }

  .end:first-child {
    text-align: right;
  }

  .bar {
    width: 40px;
    height: 10px;
    border: 1px solid var(--gp-rule);
    forced-color-adjust: none;
    background: linear-gradient(to right, var(--gp-negative), var(--gp-zero), var(--gp-positive));
  }

  svg {
    width: 12px;
    height: 12px;
    fill: var(--gp-ink-2);
    stroke: none;
  }

  svg.wrong {
    stroke: var(--gp-ink);
    stroke-width: 2;
  }
`;

const round = html`<svg viewBox="0 0 12 12" aria-hidden="true">
  <circle cx="6" cy="6" r="4" />
</svg>`;
const square = html`<svg viewBox="0 0 12 12" aria-hidden="true">
  <rect x="2" y="2" width="8" height="8" />
</svg>`;
const cross = html`<svg class="wrong" viewBox="0 0 12 12" aria-hidden="true">
  <path d="M2 2 10 10M2 10 10 2" />
</svg>`;

/** @param {string} name @param {number} label */
const classMark = (name, label) =>
  html`<svg viewBox="0 0 12 12" aria-hidden="true">
      <path d="M0 0h12v12H0z" fill="var(--gp-class-${label % classCount})" />
    </svg>
    ${name}`;

/** @param {number} classes */
const numbers = (classes) => Array.from({ length: classes }, (_, label) => String(label));

/**
 * @param {object} shown
 * @param {boolean} shown.train
 * @param {boolean} shown.test
 * @param {boolean} shown.wrong
 * @param {number} shown.classes that have a colour of their own; 0 where a scale tells what is what
 * @param {readonly string[]} shown.names of the classes; empty where they have none
 * @param {readonly [number, number] | null} shown.scale ends of the colour scale
 */
export function legendTemplate({ train, test, wrong, classes, names, scale }) {
  return html`<ul>
    ${train ? html`<li>${round}train</li>` : nothing}
    ${test ? html`<li>${square}test</li>` : nothing}
    ${wrong ? html`<li>${cross}misclassified</li>` : nothing}
    ${classes > 0 && names.length === 0 ? html`<li>class ${numbers(classes).map(classMark)}</li>` : nothing}
    ${classes > 0 ? names.map((name, label) => html`<li>${classMark(name, label)}</li>`) : nothing}
    ${
      scale
        ? html`<li>
            <span class="end">${formatShort(scale[0])}</span><span class="bar"></span
            ><span class="end">${formatShort(scale[1])}</span>
          </li>`
        : nothing
    }
  </ul>`;
}
