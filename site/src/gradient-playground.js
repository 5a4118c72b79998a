/**
 * `<gradient-playground>`: the whole trainingRun as one element. Importing this module defines it and does
 * nothing else; on a server it does nothing at all.
 *
 * Attributes: every setting by its name in kebab case (`data`, `layers="8,8"`, `activation`,
 * `learning-rate`, `seed`, `max-steps`, …) and `preset`, with a property for each; `autoplay` (`visible`: once it can be seen),
 * `view` (the panels to show) and `hide` (parts to leave out), separated by spaces; `lock` (settings are
 * fixed); `address` (the page's URL hash holds the settings).
 *
 * Events (bubbling, composed): `gp-ready gp-step gp-epoch gp-change gp-diverged gp-stop gp-error`.
 */

import { LitElement, html, nothing } from 'lit';
import './components/diagnosis.js';
import './components/masthead.js';
import './components/network-panel.js';
import './components/notes.js';
import './components/question.js';
import './components/results-panel.js';
import { define } from './components/session-element.js';
import './components/signals-panel.js';
import './components/transport.js';
import { followAddress, writeAddress } from './element/address.js';
import { followAttributes } from './element/follow-attributes.js';
import { relayEvents } from './element/events.js';
import { followKeys, keepCharacterKeys, readCharacterKeys } from './element/keys.js';
import { initialExperiment, takePart } from './element/experiment.js';
import { followLoadFailures } from './element/load-failures.js';
import { autoplayOf, isOn, namesIn } from './element/options.js';
import { followPageVisibility, playInSight } from './element/page-visibility.js';
import { withCode } from './element/refusal.js';
import { defineSettings, takeOverProperties } from './element/setting-properties.js';
import { Stay, resolvers } from './element/stay.js';
import { VisiblePanels } from './element/visible-panels.js';
import { EngineClient } from './engine-client.js';
import { loadModule } from './load-module.js';
import { whyNoWorker } from './replaced.js';
import { Session } from './session/session.js';
import { startWorker } from './start-worker.js';
import { splitHash } from './state/hash.js';
import { refusePart, renamed } from './state/merge.js';
import { layout } from './styles/page-layout.js';
import { tokens } from './styles/tokens.js';
import { resolveTheme, watchTheme } from './theme.js';

/**
 * @import { PropertyDeclarations } from 'lit'
 * @import { Dialogs } from './components/dialogs.js'
 * @import { OptionName } from './element/address.js'
 * @import { State } from './state/state.js'
 * @import { FrameRequest } from './worker/protocol.js'
 */

/** Where this module was loaded from; the worker and the engine are beside it. */
const here = import.meta.url;

/** Cells along each side of the output map and of a unit's heatmap. */
const mapSize = 64;
const heatmapSize = 24;
/** Panels that draw what the worker measures. */
const drawingPanels = 'gp-network-panel, gp-results, gp-signals';

export class GradientPlayground extends LitElement {
  static styles = [tokens, layout];

  /** @type {PropertyDeclarations} */
  static properties = {
    view: { type: String },
    hide: { type: String },
    lock: { converter: isOn },
    autoplay: { type: String },
    address: { converter: isOn },
    worker: { attribute: false },
    addressed: { state: true },
    alone: { attribute: false },
    unit: { state: true },
    session: { state: true },
  };

  constructor() {
    super();
    /** Panels to show, separated by spaces; all where empty. @type {string | null | undefined} */
    this.view = '';
    /** Parts to leave out, separated by spaces. @type {string | null | undefined} */
    this.hide = '';
    /** @type {boolean | string | null | undefined} */
    this.lock = false;
    /** @type {boolean | string | null | undefined} */
    this.autoplay = null;
    this.address = false;
    /** Options that the address holds; they count before the attributes. @type {ReadonlyMap<string, string>} */
    this.addressed = new Map();
    /** An engine worker that is already started. @type {Worker | null} */
    this.worker = null;
    /** Nothing else is on the page: keys are for the element where nothing has the focus, and choices are kept. */
    this.alone = false;
    /** @type {Session | undefined} */
    this.session = undefined;
    /** The unit that is looked at. @type {{layer: number, unit: number} | null} */
    this.unit = null;
    /** What was set of the state before the engine had been loaded. @type {any} */
    this.early = null;
    /** @type {(() => void)[]} */
    this.cleanups = [];
    /** @type {VisiblePanels | null} */
    this.visible = null;
    /** @type {(() => void) | null} */
    this.sight = null;
    this.opened = resolvers();
    this.stay = new Stay(() => this.depart());
    this.followed = false;
    /** @type {Promise<unknown> | null} */
    this.walkthrough = null;
    /** @type {Promise<unknown> | null} */
    this.settings = null;
    this.takeOver();
  }

  /** What was set before the element was defined hides the properties that it has now. */
  takeOver() {
    takeOverProperties(this);
    const early = Object.getOwnPropertyDescriptor(this, 'state');
    if (!early) return;
    Reflect.deleteProperty(this, 'state');
    this.early = early.value; // checked with the rest: nobody is there to be told
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.listen();
    this.stay.begin();
    this.session?.resume();
    this.requestUpdate();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const cleanup of this.cleanups.splice(0)) cleanup();
    this.session?.suspend();
    this.stay.end();
  }

  /** The element is not coming back at once: the worker is freed, what it knows is kept. */
  depart() {
    const { session } = this;
    if (session?.run.configured && session.status === 'ready') {
      session.release();
      return;
    }
    if (session?.schema) this.early = session.state;
    session?.dispose();
    this.session = undefined;
    this.opened = resolvers();
  }

  /**
   * @template T
   * @param {(session: Session) => T | Promise<T>} task
   * @returns {Promise<T>}
   */
  whenReady(task) {
    return this.stay.during(async () => {
      await this.opened.promise;
      return task(/** @type {Session} */ (this.session));
    });
  }

  /** Settles once the first run has begun. @returns {Promise<void>} */
  ready() {
    return this.whenReady(() => {});
  }

  play() {
    return this.whenReady((session) => session.play());
  }

  pause() {
    return this.whenReady((session) => session.pause());
  }

  /** @param {'step' | 'epoch'} [unit] */
  step(unit = 'step') {
    if (unit !== 'step' && unit !== 'epoch') {
      const message = `unit must be 'step' or 'epoch'; given: ${String(unit)}`;
      return Promise.reject(withCode(new TypeError(message), 'invalid-argument'));
    }
    return this.whenReady((session) => session.advance(unit));
  }

  reset() {
    return this.whenReady((session) => session.reset());
  }

  /**
   * The whole experiment; setting a part of it checks it, and takes over what differs. Before the engine has
   * been loaded, what was set so far.
   * @returns {State | null}
   */
  get state() {
    const { session } = this;
    return structuredClone(session?.schema ? session.state : this.early);
  }

  /** @param {any} value a part of the state */
  set state(value) {
    if (value === null || value === undefined) {
      this.early = null;
      return;
    }
    const { session } = this;
    const refusal = session?.schema ? takePart(session, value) : refusePart(value);
    if (refusal) throw withCode(new RangeError(refusal), 'invalid-experiment');
    if (session?.schema) return;
    this.early = renamed(structuredClone('preset' in value ? value : { ...this.early, ...value }));
  }

  /** The run so far: `step`, `epoch`, losses and accuracies, as typed arrays. */
  getHistory() {
    const curves = this.session?.run.series.curves ?? {};
    return Object.fromEntries(
      Object.entries(curves).map(([name, values]) => [name, values.slice()]),
    );
  }

  /** Statistics of each layer now. */
  getStatistics() {
    return this.session?.run.layers ?? [];
  }

  openSession() {
    const start = () => startWorker(new URL('.', here));
    const client = new EngineClient({ start, worker: this.worker, explain: whyNoWorker });
    this.worker = null;
    const session = new Session(client);
    session.frameRequest = () => this.frameRequest();
    session.setHidden(document.hidden);
    if (this.alone) session.characterKeys = readCharacterKeys();
    this.session = session;
    this.relay(session);
    session.open(
      (schema) =>
        initialExperiment(schema, this, {
          hash: this.address ? location.hash : '',
          early: this.early,
        }),
      autoplayOf(this.option('autoplay')) === 'now',
    );
  }

  /** @param {Session} session */
  relay(session) {
    relayEvents(this, session);
    const told = {
      state: /** @type {State | null} */ (null),
      characterKeys: session.characterKeys,
    };
    session.addEventListener('change', () => {
      this.requestUpdate();
      if (session.status === 'failed')
        this.opened.reject(withCode(new Error(session.failure), 'engine-failed'));
      if (this.alone && told.characterKeys !== session.characterKeys) {
        told.characterKeys = session.characterKeys;
        keepCharacterKeys(told.characterKeys);
      }
      if (session.walk.phase) this.loadWalkthrough();
      if (!session.run.configured) return;
      if (told.state === null) {
        performance.mark('gp-ready');
        this.opened.resolve();
      } else if (told.state !== session.state && this.address) {
        writeAddress(session, this.addressed);
      }
      told.state = session.state;
    });
  }

  listen() {
    this.cleanups.push(
      followKeys(this),
      followPageVisibility(this),
      watchTheme(() => this.showTheme()),
    );
    const current = () => this.session;
    if (!this.followed) followAttributes(this, current); // for good: attributes may change anywhere
    this.followed = true;
    this.cleanups.push(followLoadFailures(this, current));
    if (this.address) this.cleanups.push(followAddress(this, current));
    const visible = new VisiblePanels(() => this.session?.refresh());
    this.visible = visible;
    this.cleanups.push(() => visible.end());
    this.cleanups.push(() => this.followSight(false));
  }

  /** Plays while the element can be seen. @param {boolean} wanted */
  followSight(wanted) {
    if (wanted === (this.sight !== null)) return;
    this.sight?.();
    this.sight = wanted ? playInSight(this) : null;
  }

  /** An option as the address has it, or else the attribute. @param {OptionName} name */
  option(name) {
    return this.addressed.get(name) ?? this[name];
  }

  get locked() {
    return isOn(this.option('lock'));
  }

  /** Opens a dialog; its module is loaded when it is first asked for. @param {'share' | 'help'} name */
  async show(name) {
    const load = () => import('./components/dialogs.js');
    const what = name === 'share' ? 'The share dialog' : 'Help';
    if (!(await loadModule(this, what, load))) return;
    /** @type {Dialogs | null} */
    const dialogs = this.renderRoot.querySelector('gp-dialogs');
    dialogs?.show(name);
  }

  /** The element that shows the walk draws itself once it is defined. */
  loadWalkthrough() {
    const load = () => import('./components/walkthrough.js');
    this.walkthrough ??= loadModule(this, 'The walk through a step', load);
  }

  /** The element of the settings draws itself once it is defined. */
  loadSettings() {
    const load = () => import('./components/settings.js');
    this.settings ??= loadModule(this, 'The settings', load);
  }

  /** @param {string} panel */
  async pointAt(panel) {
    const load = () => import('./element/point-at.js');
    const module = await loadModule(this, 'What points at a chart', load);
    module?.pointAt(this.renderRoot, panel);
  }

  /** @param {{layer: number, unit: number} | null} unit */
  look(unit) {
    this.unit = unit && unit.layer >= 0 ? unit : null;
    this.session?.refresh();
  }

  /** @returns {FrameRequest} what the panels that can be seen draw */
  frameRequest() {
    const sees = (/** @type {string} */ name) => this.visible?.has(name) ?? false;
    const map = this.session?.state.map ?? 0;
    const network = sees('gp-network-panel');
    const results = sees('gp-results');
    return {
      map: results || network ? mapSize : 0,
      heatmap: network ? heatmapSize : 0,
      unit: results ? this.unit : null,
      warp: results && map > 0 ? map - 1 : null,
      statistics: sees('gp-signals') ? 'full' : 'magnitudes',
      parameters: network,
      gradients: network,
      predictions: results,
      probe: network && this.unit ? (this.session?.walk.row ?? 0) : null,
    };
  }

  /** @override */
  willUpdate() {
    // Only here, not once connected: properties that were set before the upgrade have now been taken over.
    if (!this.session && this.isConnected) {
      if (this.address) this.addressed = splitHash(location.hash).options;
      this.openSession();
    }
    this.followSight(this.isConnected && autoplayOf(this.option('autoplay')) === 'visible');
    this.showTheme();
  }

  showTheme() {
    const theme = resolveTheme(this.session?.state.theme ?? 'auto');
    if (this.dataset.theme !== theme) this.dataset.theme = theme;
  }

  /** @override */
  updated() {
    this.keepTextSize();
    this.visible?.watch(this.renderRoot.querySelectorAll(drawingPanels));
  }

  /** Texts are as large as the reader has told the browser; the page around has its own idea of a rem. */
  keepTextSize() {
    /** @type {HTMLElement | null} */
    const ground = this.renderRoot.querySelector('.ground:not([style])');
    ground?.style.setProperty('--gp-medium', getComputedStyle(ground).fontSize);
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session) return nothing;
    const loading = session.status !== 'failed' && !session.run.configured;
    return html`<div class="ground" lang="en">
      <div class="frame">
        <div class=${loading ? 'page loading' : 'page'}>
          ${session.stage && session.status !== 'failed' ? waiting(session.stage) : nothing}
          ${this.panel(
            'masthead',
            () =>
              html`<gp-masthead
                .session=${session}
                .locked=${this.locked}
                .alone=${this.alone}
                @gp-open=${(/** @type {CustomEvent} */ { detail }) => this.show(detail)}
              ></gp-masthead>`,
          )}
          <gp-notes .session=${session} .locked=${this.locked}></gp-notes>
          <gp-walkthrough .session=${session}></gp-walkthrough>
          ${session.status === 'failed' ? this.failed(session) : this.work(session)}
        </div>
        <gp-dialogs .session=${session}></gp-dialogs>
      </div>
    </div>`;
  }

  /** @param {Session} session */
  work(session) {
    const { locked } = this;
    return html`<div class="lead">
        ${this.panel(
          'question',
          () => html`<gp-question .session=${session} .locked=${locked}></gp-question>`,
        )}
        ${this.panel(
          'diagnosis',
          () =>
            html`<gp-diagnosis
              .session=${session}
              .locked=${locked}
              @gp-show=${(/** @type {CustomEvent} */ { detail }) => this.pointAt(detail.panel)}
            ></gp-diagnosis>`,
        )}
      </div>
      ${this.panel('transport', () => html`<gp-transport .session=${session} .locked=${locked}></gp-transport>`)}
      ${this.panel('settings', () => {
        this.loadSettings();
        return html`<gp-settings .session=${session} .locked=${locked}></gp-settings>`;
      })}
      ${this.panel(
        'network',
        () =>
          html`<gp-network-panel
            .session=${session}
            .locked=${locked}
            @gp-unit=${(/** @type {CustomEvent} */ { detail }) => this.look(detail)}
          ></gp-network-panel>`,
      )}
      ${this.panel('results', () => html`<gp-results .session=${session} .unit=${this.unit}></gp-results>`)}
      ${this.panel('signals', () => html`<gp-signals .session=${session}></gp-signals>`)}`;
  }

  /**
   * @param {string} name
   * @param {() => unknown} template
   */
  panel(name, template) {
    const [view, hide] = [namesIn(this.option('view')), namesIn(this.option('hide'))];
    const shown = (view.length === 0 || view.includes(name)) && !hide.includes(name);
    return shown ? template() : nothing;
  }

  /** @param {Session} session */
  failed(session) {
    return html`<section class="state" role="alert">
      <h2>The engine could not be started</h2>
      <p>${session.failure}</p>
      ${
        session.failureCode === 'unsupported'
          ? html`<p>
              It needs a browser with WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4,
              or later.
            </p>`
          : html`<button type="button" @click=${() => this.tryAgain(session)}>Try again</button>`
      }
    </section>`;
  }

  /** @param {Session} session */
  tryAgain(session) {
    if (session.failureCode === 'replaced') {
      location.reload();
      return;
    }
    this.opened = resolvers();
    session.retry();
  }
}

const stages = {
  worker: 'Loading the engine…',
  engine: 'Loading the engine…',
  data: 'Making the data…',
  network: 'Building the network…',
  measurement: 'Measuring the network…',
};
/** Shown where it takes longer than a second. @param {keyof typeof stages} stage */
const waiting = (stage) => html`<p class="waiting" role="status">${stages[stage]}</p>`;

defineSettings(GradientPlayground.prototype);
define('gradient-playground', GradientPlayground);
