/**
 * `<gradient-comparison>`: a grid of experiments, each trained with several seeds, in workers of its own. Importing this
 * module defines it and does nothing else; on a server it does nothing at all.
 *
 * Attributes: `base`, `rows`, `columns`, `best`, `seeds`, `steps`, `new-data`, `metric`, `view` (`grid`, `overlay` or
 * `ranking` alone), `theme`. Events (bubbling, composed): `gc-trial`, `gc-done`, `gc-error`, `gc-change`.
 *
 * @typedef {import('./link.js').Settings} Settings
 */

import { LitElement } from 'lit';
import { startWorker } from '../start-worker.js';
import { controls } from '../styles/control-styles.js';
import { pageNavigation } from '../styles/page-navigation.js';
import { tokens } from '../styles/tokens.js';
import { resolveTheme, watchTheme } from '../theme.js';
import { attributeNames, settingsOf } from './attributes.js';
import { ComparisonRun } from './comparison-run.js';
import { frame } from './frame-styles.js';
import { metricOf } from './metrics.js';
import { mostWorkers } from './pool.js';
import { styles } from './styles.js';
import { toCSV } from './table-text.js';
import { lastStage, wholeView } from './whole-view.js';
import { whyNoWorker } from './why-no-worker.js';

const here = import.meta.url;
/** A hidden tab is drawn this often: milliseconds. */
const hiddenInterval = 250;
/** A frame that takes longer, in milliseconds, is followed by a rest of so many times its length, at most so long. */
const longFrame = 34;
const restsPerFrame = 3;
const longestRest = 500;

export class GradientComparison extends LitElement {
  static properties = {
    alone: { attribute: false },
    selected: { state: true },
    stage: { state: true },
    theme: { type: String },
  };

  static styles = [tokens, controls, pageNavigation, styles, frame];

  static get observedAttributes() {
    return [...super.observedAttributes, ...attributeNames];
  }

  #attributesChanged = false;
  #redrawing = false;
  #hasBegun = false;
  #staging = false;
  /** When results may be drawn again. */
  #notBefore = 0;
  /** What was drawn last: its phase and its message. */
  #drawn = '';
  /** @type {(() => void)[]} */
  #cleanups = [];

  constructor() {
    super();
    /** The element is the page: it names the pages, and offers ready-made comparisons. */
    this.alone = false;
    /** Cells in the overlay; null for those that are best. @type {readonly number[] | null} */
    this.selected = null;
    /** How much of the first view is drawn: each part in a frame of its own, so that none is long. */
    this.stage = 0;
    /** @type {string | null | undefined} */
    this.theme = 'auto';
    const cores = globalThis.navigator?.hardwareConcurrency || 2;
    this.comparing = new ComparisonRun({
      startWorker: () => startWorker(new URL('.', here), 'trial-worker.js'),
      explain: whyNoWorker,
      workers: Math.min(mostWorkers, cores),
      listener: {
        changed: () => this.#changed(),
        trial: ({ cell, candidate, seed }, result) => {
          const { row, column } = this.#comparison.cells[cell];
          const best = this.#comparison.best?.values[candidate].text;
          this.#tell('gc-trial', { row, column, seed, ...(best && { best }), result });
        },
        done: () => this.#tell('gc-done', { trials: this.comparing.progress.done }),
        error: (code, message) => this.#tell('gc-error', { code, message }),
      },
    });
  }

  get #comparison() {
    return /** @type {import('./comparison.js').Comparison} */ (this.comparing.comparison);
  }

  get settings() {
    return this.comparing.settings;
  }

  get phase() {
    return this.comparing.phase;
  }

  /**
   * @override
   * @param {string} name
   * @param {string | null} old
   * @param {string | null} value
   */
  attributeChangedCallback(name, old, value) {
    super.attributeChangedCallback(name, old, value);
    if (!attributeNames.includes(name)) return;
    this.#attributesChanged = true;
    this.requestUpdate();
  }

  /** Several attributes that change at once are one change. */
  #readAttributes() {
    if (!this.#attributesChanged) return;
    this.#attributesChanged = false;
    this.selected = null;
    this.comparing.change(settingsOf(this));
    if (this.comparing.wanted) this.comparing.run();
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    const follow = () => this.comparing.setModest(document.hidden);
    document.addEventListener('visibilitychange', follow);
    follow();
    this.#cleanups.push(
      () => document.removeEventListener('visibilitychange', follow),
      watchTheme(() => this.requestUpdate()),
      this.#runInSight(),
    );
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
    this.comparing.close();
  }

  /** Trains once the element can be seen, unless it was stopped before. @returns {() => void} ends it */
  #runInSight() {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      if (this.comparing.wanted ?? true) this.run();
    });
    observer.observe(this);
    return () => observer.disconnect();
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
    this.selected = null;
    this.comparing.change(change);
    if (this.comparing.message === '') this.#tell('gc-change', { settings: this.settings });
  }

  /**
   * Trains what has not been measured yet.
   * @param {{long?: boolean}} [options] `long`: also where it takes long, without asking
   */
  run(options) {
    this.#readAttributes();
    this.comparing.run(options);
  }

  /** Ends training at once; what was measured stays. */
  stop() {
    this.comparing.stop();
  }

  /** What can be done is drawn at once; results once a frame at most, and more rarely where a frame takes long. */
  #changed() {
    const { phase, message } = this.comparing;
    const drawn = `${phase} ${message}`;
    if (drawn !== this.#drawn && this.#hasBegun) {
      this.#drawn = drawn;
      this.requestUpdate();
      return;
    }
    if (this.#redrawing) return;
    this.#redrawing = true;
    const rest = document.hidden ? hiddenInterval : this.#notBefore - performance.now();
    if (rest > 0) setTimeout(() => this.#redrawInFrame(), rest);
    else this.#redrawInFrame();
  }

  /** A hidden tab has no frames. */
  #redrawInFrame() {
    if (document.hidden) this.#redraw();
    else requestAnimationFrame(() => this.#redraw());
  }

  #redraw() {
    const started = performance.now();
    this.#redrawing = false;
    // the first cells are drawn once the workers have their trials
    this.#hasBegun = this.comparing.schema !== null;
    this.requestUpdate();
    requestAnimationFrame((now) => {
      const took = now - started;
      const rest = took > longFrame ? Math.min(restsPerFrame * took, longestRest) : 0;
      this.#notBefore = now + rest;
    });
  }

  /** Every trial so far, by cell; with `best` those of the value that is shown, and those of each value beside. */
  get results() {
    const { comparison, chosen, trials } = this.comparing;
    return (comparison?.cells ?? []).map(({ row, column }, index) => {
      const values = comparison?.best?.values;
      const candidates = values?.map(({ text }, i) => ({ best: text, trials: trials[index][i] }));
      const best = values && { best: values[chosen[index]].text, candidates };
      return { row, column, ...best, trials: trials[index][chosen[index]] };
    });
  }

  /** @returns {string} one line a trial */
  toCSV() {
    const { comparison, chosen, trials } = this.comparing;
    return comparison ? toCSV(comparison, trials, chosen) : '';
  }

  /** @override */
  willUpdate() {
    this.#readAttributes();
    const theme = resolveTheme(this.theme ?? 'auto');
    if (this.dataset.theme !== theme) this.dataset.theme = theme;
  }

  /** @override */
  updated() {
    /** @type {HTMLElement | null} */
    const ground = this.renderRoot.querySelector('.ground:not([style])');
    // Texts are as large as the reader has told the browser; the page around has its own idea of a rem.
    ground?.style.setProperty('--gp-medium', getComputedStyle(ground).fontSize);
    this.#drawNextPart();
  }

  #drawNextPart() {
    if (this.#staging || !this.comparing.comparison || this.stage >= lastStage) return;
    this.#staging = true;
    const draw = () => {
      this.#staging = false;
      this.stage += 1;
    };
    if (document.hidden) setTimeout(draw);
    else requestAnimationFrame(draw);
  }

  /** @override */
  render() {
    const { comparing } = this;
    const { trials, chosen, comparison } = comparing;
    return wholeView({
      comparing,
      metric: metricOf(this.settings.metric),
      shown: trials.map((candidates, cell) => candidates[chosen[cell]]),
      chosen,
      bests: chosen.map((index) => comparison?.best?.values[index].label ?? ''),
      selected: this.selected,
      stage: this.stage,
      theme: this.dataset.theme ?? '',
      alone: this.alone,
      change: (change) => {
        this.change(change);
        this.run();
      },
      run: (options) => this.run(options),
      select: (cells) => {
        this.selected = cells;
      },
      pictures: () =>
        Array.from(this.renderRoot.querySelectorAll('gc-cell'), (cell) =>
          /** @type {import('./comparison-cell.js').ComparisonCell} */ (cell).picture(),
        ),
    });
  }
}

if (!customElements.get('gradient-comparison'))
  customElements.define('gradient-comparison', GradientComparison);
