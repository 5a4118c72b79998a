/**
 * `<gp-diagnosis>`: what the numbers say is wrong, why, and what to do about it; or where and why the run
 * diverged, with a way back. Looks at the run once a second.
 *
 * Event: `gp-show` {panel}: the chart that shows it is asked for.
 */

import { css, html, nothing } from 'lit';
import { gatherEvidence } from '../diagnosis/evidence.js';
import { diagnose } from '../diagnosis/rules.js';
import { formatCount, formatNumber } from '../format.js';
import { same } from '../state/state.js';
import { SessionElement, define } from './session-element.js';
import { suggestionOf } from './suggestion.js';

/**
 * @import { Session } from '../session/session.js'
 * @import { Finding } from '../diagnosis/rules.js'
 * @import { Divergence } from '../worker/protocol.js'
 */

const interval = 1000;

export class Diagnosis extends SessionElement {
  static events = ['change', 'frame'];

  static styles = [
    ...SessionElement.styles,
    css`
      :host {
        container-type: inline-size;
      }

      /* as high as a finding needs, so that one that comes or goes moves nothing */
      section {
        min-height: 72px;
        padding: 4px 12px;
        border-left: 3px solid var(--gp-rule);
      }

      section.finding {
        border-left-color: var(--gp-warn);
        background: var(--gp-warn-soft);
      }

      section.diverged {
        border-left-color: var(--gp-error);
        background: var(--gp-error-soft);
      }

      section.healthy {
        border-left-color: var(--gp-good);
      }

      .line,
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }

      .line {
        min-height: 26px;
        justify-content: space-between;
      }

      .more {
        flex: 1 1 0;
        min-width: 0;
        overflow: hidden;
        color: var(--gp-ink-2);
        font-size: var(--gp-size-1);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .repeated {
        display: var(--gp-repeated, inline-block);
      }

      @container (max-width: 430px) {
        section {
          min-height: 122px;
        }

        .more {
          display: none;
        }

        /* alone on its line, it must look like what it is */
        button.quiet {
          border-color: var(--gp-control-line);
        }
      }
    `,
  ];

  static properties = {
    findings: { state: true },
  };

  /** What a screen reader was last told, and of which verdict: its numbers change too often to be read out. */
  told = { of: '', text: '' };

  constructor() {
    super();
    /** @type {Finding[]} */
    this.findings = [];
    this.looked = -Infinity;
    /** Step of the findings. */
    this.lookedAt = 0;
    /** @type {unknown} */
    this.run = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @override @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const { session } = this;
    const now = performance.now();
    const other = session?.run.series !== this.run;
    if (!session) return;
    if (!other && now - this.looked < interval) {
      this.lookLater(interval - (now - this.looked));
      return;
    }
    this.run = session.run.series;
    this.looked = now;
    this.lookedAt = session.run.step;
    this.findings = look(session);
  }

  /** What comes last is looked at too, though no frame follows it. @param {number} wait milliseconds */
  lookLater(wait) {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.requestUpdate();
    }, wait + 1);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session) return nothing;
    return html`${session.run.divergence ? this.diverged(session, session.run.divergence) : this.verdict(session)}
      <p class="visually-hidden" aria-live="polite">${this.tell(session)}</p>`;
  }

  /** @param {Session} session */
  tell(session) {
    const { divergence } = session.run;
    const [finding] = this.findings;
    const of = divergence ? `diverged ${divergence.step}` : (finding?.id ?? '');
    if (of !== this.told.of) {
      const text = divergence
        ? `The run diverged at step ${formatCount(divergence.step)}. ${sentence(session, divergence)}`
        : finding
          ? `${finding.title}. ${finding.why}`
          : 'Nothing wrong to be seen.';
      this.told = { of, text };
    }
    return this.told.text;
  }

  /**
   * @param {Session} session
   * @param {Divergence} divergence
   */
  diverged(session, divergence) {
    const before = session.run.recording.before(divergence.step);
    const back = before ? `Rewind to step ${formatCount(before.step)}` : 'Start again';
    return html`<section class="diverged">
      <div class="line">
        <h2>The run diverged at step ${formatCount(divergence.step)}</h2>
        <div class="actions">
          <button type="button" @click=${() => session.rewind()}>${back}</button>
          <button
            type="button"
            ?disabled=${this.locked}
            @click=${() =>
              session.change(
                {
                  ...session.state,
                  learningRate: Number((session.state.learningRate / 10).toPrecision(2)),
                },
                true,
              )}
          >
            Learning rate a tenth
          </button>
        </div>
      </div>
      <p>${sentence(session, divergence)}</p>
    </section>`;
  }

  /** @param {Session} session */
  verdict(session) {
    const [finding, ...others] = this.findings;
    if (!finding) {
      return html`<section class="healthy">
        <h2>${this.lookedAt > 50 ? 'Nothing wrong to be seen' : 'What the numbers say'}</h2>
        <p>${health(session)}</p>
      </section>`;
    }
    const also = others.map(({ title }) => title).join('; ');
    return html`<section class="finding" data-finding=${finding.id}>
      <div class="line">
        <h2>${finding.title}</h2>
        ${also ? html`<span class="more" title=${also}>Also: ${also}.</span>` : nothing}
        <div class="actions">${this.fix(session, finding)} ${this.showing(finding)}</div>
      </div>
      <p>${finding.why}</p>
    </section>`;
  }

  /** @param {Finding} finding */
  showing({ panel }) {
    return html`<button
      type="button"
      class="quiet"
      title="Go to the chart that shows it"
      @click=${() => this.dispatchEvent(new CustomEvent('gp-show', { detail: { panel } }))}
    >
      Show me
    </button>`;
  }

  /**
   * @param {Session} session
   * @param {Finding} finding
   */
  fix(session, { fix }) {
    if (!fix) return nothing;
    const { state } = session;
    const suggested = suggestionOf(session)?.change;
    return html`<button
      type="button"
      class=${suggested && same(fix.apply(state), { ...state, ...suggested }) ? 'repeated' : ''}
      ?disabled=${this.locked}
      @click=${() => session.change(fix.apply(session.state))}
    >
      ${fix.label}
    </button>`;
  }
}

/** @param {Session} session */
function look({ state, schema, run }) {
  const { series, layers } = run;
  if (!schema || !layers || series.length === 0) return [];
  return diagnose(gatherEvidence({ state, schema, curves: series.curves, layers }));
}

/** @param {Session} session */
function health({ run }) {
  const { layers, step } = run;
  const hidden = layers?.slice(0, -1) ?? [];
  const gradients = hidden.map((layer) => layer.meanAbsoluteGradient).filter((value) => value > 0);
  if (step < 50) return 'Measured as training goes on.';
  if (gradients.length < 2)
    return `Mean |gradient| is ${formatNumber(layers?.at(-1)?.meanAbsoluteGradient)} in the output layer.`;
  const ratio = Math.max(...gradients) / Math.min(...gradients);
  const times = ratio < 10 ? ratio.toPrecision(2) : String(Math.round(ratio));
  return `The gradients of the hidden layers are within a factor of ${times} of each other.`;
}

/**
 * Where and why, in words.
 * @param {Session} session
 * @param {Divergence} divergence
 */
function sentence(session, { layer, quantity }) {
  const hidden = session.state.layers.length;
  const where =
    layer < 0 ? '' : layer < hidden ? ` of hidden layer ${layer + 1}` : ' of the output layer';
  const what = layer < 0 ? 'The loss' : `The ${quantity}${where}`;
  const verb = quantity === 'weights' ? 'were' : 'was';
  const rate = `the learning rate is ${session.state.learningRate}`;
  return `${what} ${verb} the first to leave the range of numbers. Steps that are too large make values that are larger still; ${rate}.`;
}

define('gp-diagnosis', Diagnosis);
