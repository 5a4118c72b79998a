/** `<gc-overlay>`: several cells on one chart of the loss and one of the accuracy: mean, band, and a read-out at a step. */

import { LitElement, css, html, nothing, svg, unsafeCSS } from 'lit';
import { formatCount, formatNumber, formatPercent } from '../format.js';
import { controls } from '../styles/control-styles.js';
import { bandOf } from './summarize.js';

/**
 * @import { Measured } from './metrics.js'
 * @import { Band } from './summarize.js'
 *
 * @typedef {{label: string, trials: readonly Measured[]}} Series
 * @typedef {{label: string, color: number, band: Band}} Drawn
 * @typedef {object} Chart
 * @property {string} title
 * @property {'trainLoss' | 'testAccuracy'} name
 * @property {boolean} log
 * @property {(value: number) => string} format
 */

const seriesColors = unsafeCSS(
  Array.from(
    { length: 8 },
    (_, i) =>
      `.stroke-${i} { stroke: var(--gp-class-${i}); } .fill-${i} { fill: var(--gp-class-${i}); }`,
  ).join('\n'),
);

const size = { width: 560, height: 280, left: 56, right: 12, top: 12, bottom: 34 };

/** A power of ten in a few signs: `10`, `0.1`, `10⁻⁴`. @param {number} value */
const formatDecade = (value) =>
  value < 1e-3 || value > 1e4
    ? formatNumber(value, 1).replace('1×', '')
    : String(Number(value.toPrecision(1)));

/** @type {readonly Chart[]} */
const charts = [
  { title: 'Training loss', name: 'trainLoss', log: true, format: formatDecade },
  { title: 'Test accuracy', name: 'testAccuracy', log: false, format: formatPercent },
];

export class OverlayChart extends LitElement {
  static properties = { series: { attribute: false }, index: { state: true } };

  static styles = [
    controls,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
        gap: calc(2 * var(--gp-unit));
      }

      figure {
        margin: 0;
      }

      figcaption {
        font-weight: 600;
      }

      svg {
        display: block;
        width: 100%;
        height: auto;
        touch-action: pan-y;
      }

      svg:focus-visible {
        outline: 2px solid var(--gp-focus);
      }

      text {
        fill: var(--gp-ink-3);
        font-size: 12px;
      }

      /* the drawing is made smaller there, its texts shall not be */
      @container (max-width: 600px) {
        text {
          font-size: 18px;
        }
      }

      .grid {
        stroke: var(--gp-rule);
      }

      .cursor {
        stroke: var(--gp-ink-3);
        stroke-dasharray: 3 3;
      }

      .mean {
        fill: none;
        stroke-width: 2;
      }

      .band {
        opacity: 0.18;
        stroke: none;
      }

      ${seriesColors}

      table {
        border-collapse: collapse;
        margin-top: var(--gp-unit);
      }

      th,
      td {
        padding: 2px 14px 2px 0;
        text-align: left;
        font-weight: 400;
      }

      td {
        text-align: right;
      }

      .key {
        display: inline-block;
        width: 14px;
        height: 10px;
        margin-right: 6px;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {readonly Series[]} */
    this.series = [];
    /** Measurement of the read-out; -1 for the last. */
    this.index = -1;
  }

  /** @override */
  render() {
    const drawnOf = (/** @type {Chart} */ { name }) =>
      this.series.flatMap(({ label, trials }, color) => {
        const band = bandOf(trials, name);
        return band && band.mean.some(Number.isFinite) ? [{ label, color: color % 8, band }] : [];
      });
    const drawn = charts.map(drawnOf);
    const longest = drawn[0].reduce((most, { band }) => Math.max(most, band.step.length), 0);
    if (longest === 0) return html`<p>The curves appear as soon as a cell has been trained.</p>`;
    const index = this.index < 0 ? longest - 1 : Math.min(this.index, longest - 1);
    return html`<div class="charts">
        ${charts.map((chart, i) => (drawn[i].length > 0 ? this.#renderChart(chart, drawn[i], index, longest) : nothing))}
      </div>
      ${this.#renderReadout(drawn, index)}`;
  }

  /**
   * @param {Chart} chart
   * @param {readonly Drawn[]} drawn
   * @param {number} index
   * @param {number} count of measurements
   */
  #renderChart(chart, drawn, index, count) {
    const { x, y, ticksX, ticksY, low } = scales(chart, drawn);
    const { step } = drawn[0].band;
    const move = (/** @type {number} */ to) => {
      this.index = Math.min(count - 1, Math.max(0, to));
    };
    const point = (/** @type {PointerEvent} */ event) => {
      const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
      const at = ((event.clientX - box.left) / box.width) * size.width;
      const distances = Array.from(step, (each) => Math.abs(x(each) - at));
      move(distances.indexOf(Math.min(...distances)));
    };
    const line = (/** @type {Band} */ band, /** @type {Float64Array} */ values) =>
      Array.from(
        values,
        (value, i) => `${x(band.step[i]).toFixed(1)},${y(Math.max(low, value)).toFixed(1)}`,
      );
    return html`<figure>
      <figcaption>${chart.title}</figcaption>
      <svg
        viewBox="0 0 ${size.width} ${size.height}"
        role="img"
        tabindex="0"
        aria-label="${chart.title} over the steps: mean and band of ${drawn.map(({ label }) => label).join('; ')}. Left and right arrows move the read-out."
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          move(index + by);
        }}
        @pointermove=${point}
        @pointerdown=${point}
      >
        ${ticksY.map(
          (tick) =>
            svg`<line class="grid" x1=${size.left} x2=${size.width - size.right} y1=${y(tick)} y2=${y(tick)} /><text x=${size.left - 6} y=${y(tick) + 4} text-anchor="end">${chart.format(tick)}</text>`,
        )}
        ${ticksX.map(
          (tick) =>
            svg`<text x=${x(tick)} y=${size.height - 16} text-anchor="middle">${formatCount(tick)}</text>`,
        )}
        ${svg`<text x=${(size.left + size.width) / 2} y=${size.height - 2} text-anchor="middle">step</text>`}
        ${drawn.map(
          ({ band, color }) =>
            svg`<path class="band fill-${color}" d=${`M${[...line(band, band.least), ...line(band, band.most).reverse()].join('L')}Z`} />`,
        )}
        ${drawn.map(
          ({ band, color }) =>
            svg`<path class="mean stroke-${color}" d=${`M${line(band, band.mean).join('L')}`} />`,
        )}
        ${svg`<line class="cursor" x1=${x(step[Math.min(index, step.length - 1)])} x2=${x(step[Math.min(index, step.length - 1)])} y1=${size.top} y2=${size.height - size.bottom} />`}
      </svg>
    </figure>`;
  }

  /**
   * @param {readonly (readonly Drawn[])[]} drawn by chart
   * @param {number} index
   */
  #renderReadout([losses, accuracies], index) {
    const step = losses[0]?.band.step[index] ?? 0;
    return html`<table>
      <caption class="visually-hidden">
        Means at step ${formatCount(step)}
      </caption>
      <thead>
        <tr>
          <th scope="col">At step ${formatCount(step)}</th>
          <th scope="col">Training loss</th>
          <th scope="col">Test accuracy</th>
        </tr>
      </thead>
      <tbody>
        ${losses.map(({ label, color, band }) => {
          const accuracy = accuracies.find((each) => each.label === label);
          return html`<tr>
            <th scope="row">
              <svg class="key" viewBox="0 0 14 10" aria-hidden="true">
                ${svg`<rect class="fill-${color}" width="14" height="10" rx="2" />`}</svg
              >${label}
            </th>
            <td>${formatNumber(band.mean[index])}</td>
            <td>${accuracy ? formatPercent(accuracy.band.mean[index]) : '–'}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}

/**
 * @param {Chart} chart
 * @param {readonly Drawn[]} drawn
 */
function scales({ log }, drawn) {
  const steps = Math.max(1, ...drawn.map(({ band }) => band.step.at(-1) ?? 1));
  const x = (/** @type {number} */ step) =>
    size.left + ((size.width - size.left - size.right) * Math.log1p(step)) / Math.log1p(steps);
  const ticksX = [0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6].filter((tick) => tick <= steps);
  const height = size.height - size.top - size.bottom;
  if (!log) {
    const y = (/** @type {number} */ value) => size.top + height * (1 - value);
    return { x, y, ticksX, ticksY: [0, 0.25, 0.5, 0.75, 1], low: 0 };
  }
  const values = drawn.flatMap(({ band }) => [...band.least, ...band.most]).filter((v) => v > 0);
  const low = 10 ** Math.floor(Math.log10(Math.max(1e-6, Math.min(...values))));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values, low * 10)));
  const y = (/** @type {number} */ value) =>
    size.top + height * (1 - Math.log(value / low) / Math.log(high / low));
  const decades = Math.round(Math.log10(high / low));
  const ticksY = Array.from({ length: decades + 1 }, (_, i) => low * 10 ** i);
  return { x, y, ticksX, ticksY, low };
}

if (!customElements.get('gc-overlay')) customElements.define('gc-overlay', OverlayChart);
