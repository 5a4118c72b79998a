/**
 * `<gradient-benchmark>`: measures the engine's builds on this device, and shows what came out as bars that are a table
 * at the same time.
 *
 * @typedef {import('./benchmark-worker.js').Variant} Variant
 * @typedef {import('./report.js').Report} Report
 * @typedef {import('./benchmark-worker.js').Progress | import('./benchmark-worker.js').Result | import('./benchmark-worker.js').Failed} FromWorker
 * @typedef {import('./measurements.js').Measurement} Measurement
 */

import { LitElement, html, nothing, svg } from 'lit';

import { formatNumber } from '../format.js';
import { ownScript } from '../own-script.js';
import { controls } from '../styles/control-styles.js';
import { pageNavigation } from '../styles/page-navigation.js';
import { tokens } from '../styles/tokens.js';
import { groups, measurements } from './measurements.js';
import { reportOf } from './report.js';
import { styles } from './benchmark-styles.js';

/** @type {readonly { id: Variant, label: string, explanation: string }[]} */
const builds = [
  { id: 'scalar', label: 'scalar', explanation: 'One number at a time.' },
  {
    id: 'simd',
    label: 'SIMD',
    explanation: 'Four numbers at a time, and the same bits on every device.',
  },
  {
    id: 'relaxed',
    label: 'relaxed',
    explanation:
      'SIMD that may multiply and add in one instruction: faster where the processor has it; bits differ.',
  },
];

const here = import.meta.url;

export class GradientBenchmark extends LitElement {
  static properties = {
    phase: { state: true },
    progress: { state: true },
    report: { state: true },
    message: { state: true },
    copied: { state: true },
  };

  static styles = [tokens, controls, pageNavigation, styles];

  constructor() {
    super();
    /** @type {'idle' | 'running' | 'done' | 'failed'} */
    this.phase = 'idle';
    this.progress = { done: 0, total: 1 };
    /** @type {Report | null} */
    this.report = null;
    this.message = '';
    this.copied = '';
    /** @type {Worker | null} */
    this.worker = null;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  start() {
    this.stop();
    this.phase = 'running';
    this.progress = { done: 0, total: 1 };
    this.copied = '';
    const worker = new Worker(ownScript(new URL('benchmark-worker.js', here)), { type: 'module' });
    this.worker = worker;
    worker.addEventListener('message', (/** @type {MessageEvent<FromWorker>} */ { data }) =>
      this.receive(data),
    );
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.fail(event.message || 'its worker could not be started');
    });
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
    if (this.phase === 'running') this.phase = this.report ? 'done' : 'idle';
  }

  /** @param {string} message */
  fail(message) {
    this.stop();
    this.message = message;
    this.phase = 'failed';
  }

  /** @param {FromWorker} message */
  receive(message) {
    if (message.type === 'progress') {
      this.progress = message;
    } else if (message.type === 'failed') {
      this.fail(message.message);
    } else {
      this.report = reportOf(message.version, message.rates);
      this.stop();
      this.phase = 'done';
    }
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(JSON.stringify(this.report, null, 2));
      this.copied = 'Copied.';
    } catch {
      this.copied = 'This browser did not allow copying.';
    }
  }

  /** @override */
  render() {
    return html`<main>
      <nav aria-label="Pages">
        <strong>Gradient Playground</strong>
        <a href="./">Playground</a>
        <a href="compare.html">Compare</a>
        <a href="benchmark.html" aria-current="page">Benchmark</a>
      </nav>
      <h1>How fast is the engine on this device?</h1>
      <p>
        Gradient Playground trains its networks in WebAssembly, in one thread. Its engine is built
        three times: without SIMD, with 128-bit SIMD, and with relaxed SIMD. This page runs the same
        work on each of them, here, and shows how much of it they do in a second.
      </p>
      <div class="actions">${this.renderActions()}</div>
      <p class="failed" role="alert">
        ${this.phase === 'failed' ? `The measurement failed: ${this.message}.` : nothing}
      </p>
      ${this.report ? this.renderReport(this.report) : nothing} ${explanation}
    </main>`;
  }

  renderActions() {
    const { done, total } = this.progress;
    const isRunning = this.phase === 'running';
    const percent = Math.floor((100 * done) / total);
    return html`${
        isRunning
          ? html`<button @click=${() => this.stop()}>Stop</button>
              <progress aria-label="Measured so far" max=${total} .value=${done}></progress>
              <span>${percent} %</span>`
          : html`<button class="primary" @click=${() => this.start()}>
              ${this.report ? 'Measure again' : 'Measure'}
            </button>`
      }
      ${
        this.report && !isRunning
          ? html`<button @click=${() => this.copy()}>Copy as JSON</button>`
          : nothing
      } <span role="status">${isRunning ? nothing : this.copied}</span>`;
  }

  /** @param {Report} report */
  renderReport(report) {
    return Object.entries(groups).map(
      ([id, group]) =>
        html`<section>
          <h2>${group.title} <small>${group.unit}</small></h2>
          <p>${group.note}</p>
          ${measurements
            .filter((measurement) => measurement.group === id)
            .map((measurement) => {
              const found = report.measurements.find((entry) => entry.id === measurement.id);
              return found ? renderMeasurement(measurement, found.results, group.unit) : nothing;
            })}
        </section>`,
    );
  }
}

/**
 * Bars from one common zero, each group of them to the scale of its longest.
 * @param {Measurement} measurement
 * @param {Partial<Record<Variant, number>>} results in the group's unit
 * @param {string} unit
 */
function renderMeasurement(measurement, results, unit) {
  const longest = Math.max(...Object.values(results));
  return html`<table>
    <caption>
      ${measurement.title}
      <span>${measurement.detail}</span>
    </caption>
    <thead class="visually-hidden">
      <tr>
        <th scope="col">Build</th>
        <th scope="col">Bar</th>
        <th scope="col">${unit}</th>
        <th scope="col">Against scalar</th>
      </tr>
    </thead>
    <tbody>
      ${builds.map(({ id, label }) => {
        const value = results[id];
        const ratio = value === undefined || !results.scalar ? NaN : value / results.scalar;
        return html`<tr>
          <th scope="row">${label}</th>
          <td class="bar" aria-hidden="true">${bar(id, (value ?? 0) / longest)}</td>
          <td class="number">${value === undefined ? 'not here' : formatNumber(value)}</td>
          <td class="ratio">
            ${id === 'scalar' || Number.isNaN(ratio) ? nothing : `${formatNumber(ratio, 2)}×`}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/**
 * @param {Variant} build
 * @param {number} share of the longest
 */
function bar(build, share) {
  return html`<svg>
    ${svg`<rect class="track" width="100%" height="100%" rx="2" />
      <rect class=${build} width=${`${(100 * share).toFixed(2)}%`} height="100%" rx="2" />`}
  </svg>`;
}

const explanation = html`<section>
  <h2>How it is measured</h2>
  <p>
    In a worker, so that drawing does not disturb it. After a warm-up, which lets the browser
    compile the code well, the builds take short turns at the same work, four rounds of them, and
    the fastest round is shown: whatever else the device does can only slow one down. A low battery
    or heat make all figures lower. Nothing is sent anywhere.
  </p>
  <dl>
    ${builds.map(
      ({ label, explanation: words }) =>
        html`<dt>${label}</dt>
          <dd>${words}</dd>`,
    )}
  </dl>
</section>`;
