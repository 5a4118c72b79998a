/**
 * `<gradient-comparison>`: a grid of experiments, each trained with several seeds, in workers of its own.
 *
 * Attributes: `base`, `rows`, `columns`, `seeds`, `steps`, `new-data`, `metric`. Events: `gc-trial`, `gc-done`, `gc-error`.
 *
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./link.js').Settings} Settings
 * @typedef {import('./metrics.js').Measured} Measured
 */

import { LitElement, html, nothing } from 'lit';
import { formatNumber } from '../format.js';
import { createSchema } from '../state/schema.js';
import { startWorker } from '../start-worker.js';
import { controls } from '../styles/control-styles.js';
import { pageNavigation } from '../styles/page-navigation.js';
import { tokens } from '../styles/tokens.js';
import { claimsView } from './claims-view.js';
import { readComparison, trialsOf } from './comparison.js';
import { longestUnasked, secondsOf } from './cost.js';
import { exportView } from './export-view.js';
import { gridSvg, svgToPng } from './grid-svg.js';
import { cellLabel, gridView } from './grid-view.js';
import { defaultSettings, settingKeys, settingsFrom } from './link.js';
import { metricOf } from './metrics.js';
import './overlay-chart.js';
import { TrialPool, mostWorkers } from './pool.js';
import { rankingView, usualSeeds, usualValidation } from './ranking-view.js';
import { readyMade } from './ready-made.js';
import { Results } from './results.js';
import { settingsView } from './settings-view.js';
import { styles } from './styles.js';
import { bestCells } from './summarize.js';
import { toCSV, toJSON } from './table-text.js';

/** @typedef {import('./metrics.js').Metric} Metric */

const here = import.meta.url;

/** @param {string} key */
const attributeOf = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export class GradientComparison extends LitElement {
  static properties = {
    settings: { state: true },
    phase: { state: true },
    message: { state: true },
    progress: { state: true },
    chosen: { state: true },
  };

  static styles = [tokens, controls, pageNavigation, styles];

  static get observedAttributes() {
    return [...super.observedAttributes, ...settingKeys.map(attributeOf)];
  }

  /** @type {TrialPool | null} */
  #pool = null;
  /** @type {Schema | null} */
  #schema = null;
  /** @type {Comparison | null} */
  #comparison = null;
  #results = new Results();
  /** By cell. @type {Measured[][]} */
  #trials = [];
  #drawing = false;

  constructor() {
    super();
    /** @type {Settings} */
    this.settings = { ...defaultSettings };
    /** @type {'loading' | 'idle' | 'asking' | 'running' | 'paused' | 'done' | 'failed'} */
    this.phase = 'loading';
    /** Why the settings are refused, or what failed. */
    this.message = '';
    this.progress = { done: 0, total: 0 };
    /** How long the comparison takes, about. */
    this.seconds = 0;
    /** Cells in the overlay; empty for those that are best. @type {readonly number[]} */
    this.chosen = [];
    /** Starts a worker. Set by what loads this module from elsewhere. */
    this.startWorker = () => startWorker(new URL('.', here), 'trial-worker.js');
    this.workers = Math.min(mostWorkers, Math.max(1, navigator.hardwareConcurrency || 2));
  }

  /**
   * @override
   * @param {string} name
   * @param {string | null} old
   * @param {string | null} value
   */
  attributeChangedCallback(name, old, value) {
    super.attributeChangedCallback(name, old, value);
    if (settingKeys.some((key) => attributeOf(key) === name)) this.#readAttributes();
  }

  #readAttributes() {
    const texts = settingKeys.flatMap((key) => {
      const value = this.getAttribute(attributeOf(key));
      return value === null ? [] : [/** @type {[string, string]} */ ([key, value])];
    });
    this.change(settingsFrom(new Map(texts)));
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#open();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#pool?.dispose();
    this.#pool = null;
  }

  async #open() {
    const pool = new TrialPool(this.startWorker, this.workers);
    this.#pool = pool;
    try {
      const tables = await pool.tables;
      if (this.#pool !== pool) return;
      this.#schema = createSchema(tables);
      this.phase = 'idle';
      this.change(this.settings);
      this.run();
    } catch (error) {
      if (this.#pool === pool) this.#fail(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} message */
  #fail(message) {
    this.phase = 'failed';
    this.message = `The engine could not be started: ${message}`;
    this.#tell('gc-error', { message: this.message });
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /**
   * Takes over settings. What was measured and is still part of the comparison stays.
   * @param {Partial<Settings>} change
   */
  change(change) {
    this.settings = { ...this.settings, ...change };
    if (!this.#schema) return;
    try {
      this.#comparison = readComparison(this.#schema, this.settings);
      this.message = '';
    } catch (error) {
      this.message = /** @type {Error} */ (error).message;
      this.#tell('gc-error', { message: this.message });
      return;
    }
    this.chosen = [];
    this.#collect();
    this.#tell('gc-change', { settings: this.settings });
    if (this.phase === 'running' || this.phase === 'paused') this.run();
    else this.phase = 'idle';
  }

  #collect() {
    if (!this.#schema || !this.#comparison) return;
    const trials = trialsOf(this.#schema, this.#comparison);
    this.#trials = this.#results.byCell(trials, this.#comparison.cells.length);
    const done = this.#trials.reduce((sum, { length }) => sum + length, 0);
    this.progress = { done, total: this.#comparison.cells.length * this.#comparison.seeds.length };
  }

  /**
   * Trains what is not measured yet.
   * @param {object} [options]
   * @param {boolean} [options.long] also where it takes long, without asking
   */
  run({ long = false } = {}) {
    if (!this.#pool || !this.#schema || !this.#comparison || this.message !== '') return;
    this.seconds = secondsOf(this.#comparison, this.workers);
    if (this.seconds > longestUnasked && !long) {
      this.stop();
      this.phase = 'asking';
      return;
    }
    this.phase = 'running';
    const missing = [...trialsOf(this.#schema, this.#comparison)].filter(
      (trial) => !this.#results.has(trial),
    );
    this.#pool.run(missing, {
      result: (trial, result) => {
        this.#results.add(trial, result);
        this.#tell('gc-trial', {
          ...this.#comparison?.cells[trial.cell],
          seed: trial.seed,
          result,
        });
        this.#redraw();
      },
      refused: (_, message) => {
        this.message = message;
        this.#tell('gc-error', { message });
      },
      done: () => {
        this.phase = 'done';
        this.#collect();
        this.#tell('gc-done', { trials: this.progress.done });
      },
      failed: (message) => this.#fail(message),
    });
  }

  /** Results are drawn at most once a frame. */
  #redraw() {
    if (this.#drawing) return;
    this.#drawing = true;
    const draw = () => {
      this.#drawing = false;
      this.#collect();
    };
    if (document.hidden) setTimeout(draw, 250);
    else requestAnimationFrame(draw);
  }

  /** Ends training at once; what was measured stays. */
  stop() {
    this.#pool?.stop();
    if (this.phase === 'running' || this.phase === 'paused') this.phase = 'idle';
  }

  pause() {
    this.#pool?.pause();
    this.phase = 'paused';
  }

  resume() {
    this.phase = 'running';
    this.#pool?.resume();
  }

  /** Every trial so far, by cell. */
  get results() {
    return (this.#comparison?.cells ?? []).map(({ row, column }, index) => ({
      row,
      column,
      trials: this.#trials[index],
    }));
  }

  /** @returns {string} one line a trial */
  toCSV() {
    return this.#comparison ? toCSV(this.#comparison, this.#trials) : '';
  }

  /**
   * @param {Comparison} comparison
   * @param {Metric} metric
   * @returns {import('./export-view.js').File[]}
   */
  #files(comparison, metric) {
    const svg = () =>
      gridSvg({
        title: this.#readyMade()?.question ?? 'Comparison',
        comparison,
        metric,
        trials: this.#trials,
        maps: Array.from(this.renderRoot.querySelectorAll('gc-cell'), (cell) =>
          /** @type {import('./comparison-cell.js').ComparisonCell} */ (cell).picture(),
        ),
      });
    return [
      { name: 'comparison.csv', type: 'text/csv', content: () => this.toCSV() },
      {
        name: 'comparison-results.json',
        type: 'application/json',
        content: () => toJSON(this.settings, comparison, this.#trials),
      },
      { name: 'comparison.svg', type: 'image/svg+xml', content: svg },
      { name: 'comparison.png', type: 'image/png', content: () => svgToPng(svg()) },
    ];
  }

  /** @override */
  render() {
    const ready = this.#readyMade();
    return html`<main>
      <nav aria-label="Pages">
        <strong>Gradient Playground</strong>
        <a href="./">Playground</a>
        <a href="compare.html" aria-current="page">Compare</a>
        <a href="benchmark.html">Benchmark</a>
      </nav>
      <div class="question">
        <div>
          <h1>${ready?.question ?? 'Your own comparison'}</h1>
          <p>${ready?.watch ?? 'Each cell is one experiment, trained from several seeds.'}</p>
        </div>
        ${this.#renderReadyMade(ready?.id)}
      </div>
      ${this.#renderActions()}
      ${
        this.phase === 'asking'
          ? html`<p role="alert">
              This comparison takes about ${formatNumber(this.seconds / 60, 2)} minutes here.
              <button @click=${() => this.run({ long: true })}>Run it all the same</button>
            </p>`
          : nothing
      }
      <p class="refusal" role="alert">${this.message || nothing}</p>
      ${this.#schema && this.#comparison ? this.#renderComparison(this.#schema, this.#comparison, ready) : html`<p>Loading the engine …</p>`}
    </main>`;
  }

  #readyMade() {
    const { base, rows, columns } = this.settings;
    return readyMade.find(
      ({ description }) =>
        description.base === base && description.rows === rows && description.columns === columns,
    );
  }

  /** @param {string} [id] */
  #renderReadyMade(id) {
    return html`<label
      >Comparison
      <select
        @change=${(/** @type {Event} */ { currentTarget }) => {
          const { value } = /** @type {HTMLSelectElement} */ (currentTarget);
          const chosen = readyMade.find((each) => each.id === value);
          if (!chosen) return;
          this.change({ ...defaultSettings, ...chosen.description, metric: chosen.metric });
          this.run();
        }}
      >
        <option value="" .selected=${id === undefined} disabled>Your own</option>
        ${readyMade.map(
          (each) =>
            html`<option value=${each.id} .selected=${each.id === id}>${each.title}</option>`,
        )}
      </select>
    </label>`;
  }

  #renderActions() {
    const { phase, progress } = this;
    const { done, total } = progress;
    const isRunning = phase === 'running' || phase === 'paused';
    const isComplete = total > 0 && done >= total;
    return html`<div class="actions">
      ${
        isRunning
          ? html`<button @click=${() => (phase === 'paused' ? this.resume() : this.pause())}>
                ${phase === 'paused' ? 'Resume' : 'Pause'}
              </button>
              <button @click=${() => this.stop()}>Stop</button>`
          : html`<button
              class="primary"
              ?disabled=${isComplete || phase === 'loading'}
              @click=${() => this.run()}
            >
              Run
            </button>`
      }
      <button
        ?disabled=${this.settings.seeds >= 20}
        @click=${() => {
          this.change({ seeds: 20 });
          this.run();
        }}
      >
        20 seeds
      </button>
      <progress aria-label="Trials measured" max=${Math.max(1, total)} .value=${done}></progress>
      <span role="status">${done} of ${total} trials${phase === 'paused' ? ', paused' : ''}</span>
    </div>`;
  }

  /**
   * @param {Schema} schema
   * @param {Comparison} comparison
   * @param {import('./ready-made.js').ReadyMade} [ready]
   */
  #renderComparison(schema, comparison, ready) {
    const metric = metricOf(this.settings.metric);
    return html`${settingsView({
      schema,
      comparison,
      settings: this.settings,
      change: (change) => {
        this.change(change);
        this.run();
      },
    })}
    ${gridView({
      schema,
      comparison,
      metric,
      trials: this.#trials,
      theme: this.dataset.theme ?? '',
    })}
    ${ready ? claimsView(comparison, ready.claims, this.#trials) : nothing}
    ${this.#renderOverlay(comparison, metric)}
    ${rankingView({
      comparison,
      metric,
      trials: this.#trials,
      addValidation: () => {
        const { base } = this.settings;
        const share = `validationFraction=${usualValidation}`;
        this.change({ base: base === '' ? share : `${base}&${share}` });
        this.run();
      },
      addSeeds: () => {
        this.change({ seeds: usualSeeds });
        this.run();
      },
    })}
    ${exportView(this.#files(comparison, metric))}`;
  }

  /**
   * @param {Comparison} comparison
   * @param {Metric} metric
   */
  #renderOverlay(comparison, metric) {
    const shown = this.chosen.length > 0 ? this.chosen : bestCells(this.#trials, metric);
    return html`<section>
      <h2>Side by side</h2>
      <div class="axis">
        ${comparison.cells.map((_, index) => {
          const on = shown.includes(index);
          return html`<button
            aria-pressed=${on}
            @click=${() => {
              this.chosen = on
                ? shown.filter((each) => each !== index)
                : [...shown, index].slice(-8);
            }}
          >
            ${cellLabel(comparison, index)}
          </button>`;
        })}
      </div>
      <gc-overlay
        .series=${shown.map((index) => ({
          label: cellLabel(comparison, index),
          trials: this.#trials[index],
        }))}
      ></gc-overlay>
    </section>`;
  }
}

customElements.define('gradient-comparison', GradientComparison);
