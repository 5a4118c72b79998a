import { LitElement, css, html, nothing } from 'lit';
import { formatCount, formatPercent } from '../format.js';
import { define } from './common/define.js';
import { viewStyles } from './common/view-styles.js';

/**
 * `<gp-confusion-matrix>`: which classes are taken for which.
 *
 * Properties:
 * - `counts` numbers [classes * classes]: rows are true classes, columns predicted ones
 * - `heading`
 */
export class ConfusionMatrix extends LitElement {
  static styles = [
    viewStyles,
    css`
      :host {
        overflow-x: auto;
      }

      th,
      td {
        min-width: 4ch;
        padding: 4px 8px;
      }

      th:first-child {
        padding-left: 0;
      }

      td {
        background: color-mix(
          in oklab,
          var(--gp-surface),
          var(--gp-error-soft) calc(var(--share, 0) * 100%)
        );
      }

      td.right {
        background: color-mix(
          in oklab,
          var(--gp-surface),
          var(--gp-forward-soft) calc(var(--share, 0) * 100%)
        );
        font-weight: 600;
      }

      td:first-child {
        text-align: right;
      }

      th {
        color: var(--gp-ink-2);
        font-weight: 400;
      }

      caption {
        text-align: left;
      }
    `,
  ];

  static properties = {
    counts: { attribute: false },
    heading: { type: String },
  };

  constructor() {
    super();
    /** @type {ArrayLike<number>} */
    this.counts = [];
    this.heading = '';
  }

  /** @override */
  render() {
    const classes = Math.round(Math.sqrt(this.counts.length));
    if (!classes) return nothing;
    const indices = Array.from({ length: classes }, (_, index) => index);
    return html`<table>
      <caption class="title">
        ${this.heading}
      </caption>
      <thead>
        <tr>
          <th scope="col">true \\ predicted</th>
          ${indices.map((column) => html`<th scope="col">${column}</th>`)}
          <th scope="col">right</th>
        </tr>
      </thead>
      <tbody>
        ${indices.map((row) => this.row(row, indices))}
      </tbody>
    </table>`;
  }

  /** Shades the cells; by script, since a style attribute would need an unsafe policy. */
  updated() {
    const classes = Math.round(Math.sqrt(this.counts.length));
    this.renderRoot.querySelectorAll('td.right, td.wrong').forEach((cell, index) => {
      const row = Math.floor(index / classes) * classes;
      const total = Array.from(this.counts)
        .slice(row, row + classes)
        .reduce((a, b) => a + b, 0);
      const share = total > 0 ? this.counts[index] / total : 0;
      /** @type {HTMLElement} */ (cell).style.setProperty('--share', String(share));
    });
    // what scrolls is scrolled by keys too
    if (this.scrollWidth > this.clientWidth) this.tabIndex = 0;
    else this.removeAttribute('tabindex');
  }

  /**
   * @param {number} row
   * @param {readonly number[]} indices
   */
  row(row, indices) {
    const counts = indices.map((column) => this.counts[row * indices.length + column]);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return html`<tr>
      <th scope="row">class ${row}</th>
      ${counts.map(
        (count, column) =>
          html`<td class=${column === row ? 'right' : 'wrong'}>${formatCount(count)}</td>`,
      )}
      <td>${formatPercent(total ? counts[row] / total : NaN)}</td>
    </tr>`;
  }
}

define('gp-confusion-matrix', ConfusionMatrix);
