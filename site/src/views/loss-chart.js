import { css, html, nothing } from 'lit';
import { formatCount, formatNumber, formatPercent } from '../format.js';
import { drawPastRuns, nearestPastRun } from './loss/past-runs.js';
import { accuracyAxis, linearAxis, logLossAxis } from './loss/loss-axis.js';
import { beginCanvas } from './common/canvas.js';
import { css as cssColor } from './common/color.js';
import { define } from './common/define.js';
import { drawLinePlot } from './common/line-plot.js';
import { pointOf } from './common/pointer.js';
import { smooth, spreadIndices } from './common/smoothing.js';
import { TimeView } from './common/time-view.js';
import { drawLayerLabels } from './signals/line-decor.js';

/**
 * @import { Palette } from './common/palette.js'
 * @import { PastRun } from './loss/past-runs.js'
 * @import { ValueAxis } from './loss/loss-axis.js'
 */

const names = /** @type {const} */ (['train', 'test']);
const reachInPixels = 12;

/**
 * `<gp-loss-chart>`: loss or accuracy of training and test data over the steps, previous runs behind it.
 *
 * Properties, besides `steps`, `window` and `group` of {@link TimeView}:
 * - `metric` 'loss' | 'accuracy'
 * - `train`, `test` typed arrays, as long as `steps`
 * - `scale` 'log' | 'linear' (of the loss; accuracy is linear)
 * - `smoothing` 0..0.99: share of the past in a moving average; the measured line stays visible behind
 * - `pastRuns` {@link PastRun}[]: drawn grey; a click or the button with its name restores one
 * - `listed` false leaves out those buttons
 * - `heading` what the chart shows
 *
 * Events: `gp-run-restore` {id}; `gp-loss-scale` {scale} when the person switches the axis.
 */
export class LossChart extends TimeView {
  static styles = [
    ...TimeView.styles,
    css`
      .plot {
        height: var(--gp-chart-height, 200px);
      }

      figcaption {
        justify-content: space-between;
      }

      .past-runs {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .past-runs button {
        max-width: 32ch;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        border-color: var(--gp-rule);
        color: var(--gp-ink-2);
        font-size: var(--gp-size-1, 0.75rem);
      }
    `,
  ];

  static properties = {
    metric: { type: String },
    train: { attribute: false },
    test: { attribute: false },
    scale: { type: String },
    smoothing: { type: Number },
    pastRuns: { attribute: false },
    listed: { attribute: false },
    heading: { type: String },
    marked: { state: true },
  };

  constructor() {
    super();
    /** @type {'loss' | 'accuracy'} */
    this.metric = 'loss';
    /** @type {Float32Array | Float64Array} */
    this.train = new Float64Array(0);
    /** @type {Float32Array | Float64Array} */
    this.test = new Float64Array(0);
    /** @type {'log' | 'linear'} */
    this.scale = 'log';
    this.smoothing = 0;
    /** @type {PastRun[]} */
    this.pastRuns = [];
    this.listed = true;
    this.heading = '';
    this.marked = -1;
    /** @type {ValueAxis | null} */
    this.axis = null;
  }

  get title() {
    if (this.heading) return this.heading;
    return this.metric === 'loss' ? 'Loss: how wrong it is' : 'Accuracy: how often it is right';
  }

  /** @override */
  render() {
    return html`<figure @click=${this.clicked}>
        <figcaption>
          <p class="title">${this.title}</p>
          ${this.metric === 'loss' ? this.scaleSwitch() : nothing}
        </figcaption>
        ${this.plotTemplate(html`<canvas></canvas>`)}
        ${this.listed && this.pastRuns.length ? this.pastRunList() : nothing}
      </figure>
      ${this.themeProbe()}`;
  }

  scaleSwitch() {
    const logarithmic = this.scale === 'log';
    return html`<button
      type="button"
      aria-pressed=${logarithmic}
      @click=${() => this.setScale(logarithmic ? 'linear' : 'log')}
    >
      log axis
    </button>`;
  }

  pastRunList() {
    return html`<ul class="past-runs" aria-label="Previous runs">
      ${this.pastRuns.map(
        ({ id, label }, index) =>
          html`<li>
            <button
              type="button"
              title=${`Restore: ${label}`}
              @pointerenter=${() => (this.marked = index)}
              @pointerleave=${() => (this.marked = -1)}
              @focus=${() => (this.marked = index)}
              @blur=${() => (this.marked = -1)}
              @click=${() => this.emit('gp-run-restore', { id })}
            >
              ${label}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  /** @param {'log' | 'linear'} scale */
  setScale(scale) {
    this.scale = scale;
    this.emit('gp-loss-scale', { scale });
  }

  /** What is drawn of the previous runs. */
  get pastRunLines() {
    const key = this.metric === 'loss' ? 'testLoss' : 'testAccuracy';
    return this.pastRuns.map((run) => ({ steps: run.steps, values: run[key] ?? [] }));
  }

  /** @override */
  cursorRange() {
    const range = super.cursorRange();
    if (this.window < Infinity) return range;
    const ends = this.pastRuns.map(({ steps }) => steps[steps.length - 1] ?? 0);
    return { ...range, to: Math.max(range.to, ...ends) };
  }

  /** @param {number} start */
  makeAxis(start) {
    if (this.metric === 'accuracy') return accuracyAxis;
    const series = [this.train, this.test];
    const recent = series.map((values) => values.subarray(start));
    const all = [...recent, ...this.pastRunLines.map(({ values }) => values)];
    return this.scale === 'log' ? logLossAxis(all, 0) : linearAxis(all, 0);
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    const box = this.cursorBox();
    const range = this.cursorRange();
    const axis = this.makeAxis(range.start);
    this.axis = axis;
    const measured = names.map((name) => Array.from(this[name], axis.position));
    const rough = this.smoothing > 0;
    const calm = rough
      ? names.map((name) => Array.from(smooth(this[name], this.smoothing), axis.position))
      : measured;
    const { steps } = this;
    const colors = names.map((name) => cssColor(palette[name]));
    const behind = names.map((name, index) => ({
      steps,
      positions: measured[index],
      color: cssColor(palette[name], 0.25),
      width: 1,
    }));
    const full = names.map((_, index) => ({
      steps,
      positions: calm[index],
      color: colors[index],
      width: 2,
      dash: index === 1 ? [6, 3] : undefined,
    }));
    drawLinePlot(
      context,
      box,
      {
        lines: rough ? [...behind, ...full] : full,
        range,
        extent: axis.extent,
        ticks: axis.ticks(box.height),
        under: (places) =>
          drawPastRuns(context, places, this.pastRunLines, axis, { palette, marked: this.marked }),
        over: (places) =>
          drawLayerLabels(context, places, { ends: this.ends(calm), colors, palette }),
      },
      palette,
    );
  }

  /** @param {(number | null)[][]} lines */
  ends(lines) {
    return lines.flatMap((line, layer) => {
      const position = line.at(-1) ?? null;
      return position === null ? [] : [{ layer, label: names[layer], position }];
    });
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const plot = this.plot;
    if (!plot || !this.axis || !event.composedPath().includes(plot)) return;
    const { left, top, width, height } = this.cursorBox();
    const point = pointOf(event);
    const { from, to } = this.cursorRange();
    const [low, high] = this.axis.extent;
    const step = from + ((point.x - left) / width) * (to - from);
    const position = high - ((point.y - top) / height) * (high - low);
    const reach = (reachInPixels / height) * (high - low);
    const index = nearestPastRun(this.pastRunLines, step, position, { axis: this.axis, reach });
    if (index >= 0) this.emit('gp-run-restore', { id: this.pastRuns[index].id });
  }

  /** @param {number | undefined} value */
  format(value) {
    return this.metric === 'loss' ? formatNumber(value) : formatPercent(value);
  }

  /** @override @param {number} index */
  describe(index) {
    const values = names.map((name) => `${name}\u00a0${this.format(this[name][index])}`);
    return `step ${formatCount(this.steps[index])}: ${values.join('\u00a0· ')}`;
  }

  /** @override */
  summary() {
    const last = this.steps.length - 1;
    if (last < 0) return `${this.title}. No values yet.`;
    const first = names.map((name) => this.format(this[name][0])).join(' and ');
    return `${this.title}. Began at ${first}; now ${this.describe(last)}. Arrow keys move the cursor.`;
  }

  /** @override */
  table() {
    if (!this.steps.length) return null;
    return {
      caption: this.title,
      head: ['step', ...names],
      rows: spreadIndices(this.steps.length, 60)
        .reverse()
        .map((index) => [
          formatCount(this.steps[index]),
          ...names.map((name) => this.format(this[name][index])),
        ]),
    };
  }
}

define('gp-loss-chart', LossChart);
