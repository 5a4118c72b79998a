import { LitElement, html, nothing } from 'lit';
import { loadModule } from '../../load-module.js';
import { followPrinting } from '../../printing.js';
import { cancelPaint, requestPaint } from './paint-schedule.js';
import { readPalette } from './palette.js';
import { viewStyles } from './view-styles.js';

/**
 * @import { CSSResult, PropertyDeclarations, TemplateResult } from 'lit'
 * @import { Palette } from './palette.js'
 * @import { Table } from '../value-tables.js'
 */

const textInterval = 1000;

/**
 * Base of all views. Paints when a property, the size or the theme has changed, at most once per
 * animation frame and only when it can be seen; keeps the text twins up to date once a second.
 *
 * A view implements {@link paint}, {@link summary} and, where there are values to list, {@link table};
 * its template holds an element with the class `plot` and, in it, what carries the summary.
 */
export class ViewElement extends LitElement {
  /** @type {CSSResult[]} */
  static styles = [viewStyles];

  /** @type {PropertyDeclarations} */
  static properties = {
    tableOpen: { state: true },
    tables: { state: true },
  };

  constructor() {
    super();
    /** @type {boolean} */
    this.tableOpen = false;
    /** What makes the tables, once one has been opened. @type {typeof import('../value-tables.js') | null} */
    this.tables = null;
    /** @type {Palette | null} */
    this.palette = null;
    /** Size of the plot in CSS pixels. */
    this.plotWidth = 0;
    this.plotHeight = 0;
    /** @type {ResizeObserver | null} */
    this.resizeObserver = null;
    /** @type {IntersectionObserver | null} */
    this.visibilityObserver = null;
    this.inSight = true;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.textTimer = undefined;
    this.textTime = -Infinity;
    /** Least milliseconds between paints that new values ask for; 0: every frame. */
    this.paintInterval = 0;
    this.paintTime = -Infinity;
    this.endPrinting = () => {};
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.endPrinting = followPrinting('drawings', () => this.paintAnew());
    if (this.hasUpdated) this.observePlot();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.resizeObserver?.disconnect();
    this.visibilityObserver?.disconnect();
    this.endPrinting();
    cancelPaint(this);
    clearTimeout(this.textTimer);
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  firstUpdated(changed) {
    super.firstUpdated(changed);
    this.observePlot();
    this.updateTexts();
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    super.updated(changed);
    if (changed.size > 0) this.queuePaint();
  }

  /** The element whose size the drawing takes. @returns {HTMLElement | null} */
  get plot() {
    return this.renderRoot.querySelector('.plot');
  }

  /** Asks for a paint as soon as it can be: after what a person did. */
  requestPaint() {
    this.paintTime = -Infinity;
    this.queuePaint();
  }

  /** Asks for a paint when its turn comes. */
  queuePaint() {
    if (this.inSight && this.plotWidth > 0 && this.plotHeight > 0) requestPaint(this);
  }

  /** Writes the texts that change with the drawing; before it. */
  readOutNow() {}

  /** Draws. @param {Palette} _palette */
  paint(_palette) {}

  /** The drawing in words. @returns {string} */
  summary() {
    return '';
  }

  /** The values of the drawing; asked for once `tables` are there. @returns {Table | null} */
  table() {
    return null;
  }

  /** Called as soon as the size of the plot is known or has changed, before anything is shown at it. */
  resized() {}

  observePlot() {
    const plot = this.plot;
    if (!plot) return;
    this.resizeObserver ??= new ResizeObserver(([entry]) => {
      this.plotWidth = entry.contentRect.width;
      this.plotHeight = entry.contentRect.height;
      this.palette = null;
      this.resized();
      this.requestPaint();
    });
    this.resizeObserver.observe(plot);
    this.visibilityObserver ??= new IntersectionObserver(
      (entries) => {
        this.inSight = entries[entries.length - 1].isIntersecting;
        this.requestPaint();
      },
      { rootMargin: '200px' },
    );
    this.visibilityObserver.observe(plot);
  }

  paintNow() {
    if (!this.isConnected) return;
    this.palette ??= readPalette(this);
    this.paint(this.palette);
    this.scheduleTexts();
  }

  /** Paints at once, in the colours of this moment, whether it can be seen or not. */
  paintAnew() {
    this.palette = null;
    if (this.plotWidth <= 0 || this.plotHeight <= 0) return;
    this.readOutNow();
    this.paintNow();
  }

  scheduleTexts() {
    if (this.textTimer !== undefined) return;
    const wait = Math.max(0, this.textTime + textInterval - performance.now());
    this.textTimer = setTimeout(() => {
      this.textTimer = undefined;
      this.textTime = performance.now();
      this.updateTexts();
    }, wait);
  }

  updateTexts() {
    const image = this.renderRoot.querySelector('[role="img"]');
    const summary = this.summary();
    if (image && image.getAttribute('aria-label') !== summary) {
      image.setAttribute('aria-label', summary);
    }
    if (this.tableOpen) this.requestUpdate();
  }

  /**
   * Colours change for many reasons: the system's theme, an attribute of any ancestor, a style sheet.
   * Each starts the transition of the probe's colour.
   */
  themeProbe() {
    return html`<span
      class="probe"
      aria-hidden="true"
      @transitionstart=${this.themeChanged}
    ></span>`;
  }

  themeChanged() {
    this.palette = null;
    this.requestPaint();
  }

  /**
   * What stands under a plot: the values that are pointed at, and the switch that shows the table twin.
   * The read-out changes with every frame; only what a key press leads to is announced.
   *
   * @returns {TemplateResult}
   */
  footTemplate() {
    return html`<div class="foot">
      <p class="readout"></p>
      <p class="announcement hidden-text" aria-live="polite"></p>
      ${this.tableTemplate()}
    </div>`;
  }

  /** @param {string} text */
  readOut(text) {
    this.write('.readout', text);
  }

  /** Tells a screen reader. @param {string} text */
  announce(text) {
    this.write('.announcement', text);
  }

  /**
   * @param {string} selector
   * @param {string} text
   */
  write(selector, text) {
    const element = this.renderRoot.querySelector(selector);
    if (element && element.textContent !== text) element.textContent = text;
  }

  tableTemplate() {
    return html`<details @toggle=${this.tableToggled}>
      <summary>table<span class="hidden-text"> of the values</span></summary>
      ${this.tableOpen && this.tables ? this.tables.tableTemplate(this.table()) : nothing}
    </details>`;
  }

  /** @param {Event} event */
  async tableToggled(event) {
    this.tableOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
    if (!this.tableOpen) return;
    this.tables ??= await loadModule(this, 'The table', () => import('../value-tables.js'));
  }

  /**
   * An event that leaves the shadow roots.
   *
   * @param {string} name
   * @param {unknown} detail
   */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
