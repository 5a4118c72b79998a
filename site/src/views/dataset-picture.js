import { css, html } from 'lit';
import { beginCanvas } from './common/canvas.js';
import { css as cssColor, mix } from './common/color.js';
import { define } from './common/define.js';
import { ViewElement } from './common/view-element.js';

/**
 * @import { Rgb } from './common/color.js'
 * @import { Palette } from './common/palette.js'
 *
 * @typedef {object} DataPreview
 * @property {Float32Array} points raw coordinates [rows, dimensions]
 * @property {Int32Array} labels classes; empty for plain numbers
 * @property {Float32Array} y targets [rows, outputs]
 * @property {number} dimensions
 */

const margin = 3;

/**
 * `<gp-dataset-picture>`: a data set at the size of a thumbnail. Says nothing to a screen reader: what it
 * stands beside has the name.
 *
 * Property: `preview` {@link DataPreview} | null
 */
export class DatasetPicture extends ViewElement {
  static styles = [
    ...ViewElement.styles,
    css`
      .plot {
        width: 100%;
        aspect-ratio: 1;
        pointer-events: none;
      }
    `,
  ];

  static properties = {
    preview: { attribute: false },
  };

  constructor() {
    super();
    /** @type {DataPreview | null} */
    this.preview = null;
  }

  /** @override */
  render() {
    return html`<div class="plot" aria-hidden="true"><canvas></canvas></div>
      ${this.themeProbe()}`;
  }

  /** @override @param {Palette} palette */
  paint(palette) {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const context = beginCanvas(canvas, this.plotWidth, this.plotHeight);
    if (!this.preview) return;
    const { points, y, dimensions } = this.preview;
    const flat = dimensions === 1;
    const rows = points.length / (flat ? 1 : 2);
    const place = flat
      ? curvePlaces(points, y, this.plotWidth, this.plotHeight)
      : planePlaces(points, this.plotWidth, this.plotHeight);
    const color = colors(this.preview, palette);
    for (let row = 0; row < rows; row++) {
      const [left, top] = place(row);
      context.fillStyle = color(row);
      context.fillRect(left - 0.8, top - 0.8, 1.6, 1.6);
    }
  }
}

/**
 * @param {Float32Array} points
 * @param {number} width
 * @param {number} height
 * @returns {(row: number) => [number, number]}
 */
function planePlaces(points, width, height) {
  const reach = points.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const half = { x: width / 2, y: height / 2 };
  const scale = (Math.min(width, height) / 2 - margin) / reach;
  return (row) => [half.x + points[2 * row] * scale, half.y - points[2 * row + 1] * scale];
}

/**
 * @param {Float32Array} points
 * @param {Float32Array} y
 * @param {number} width
 * @param {number} height
 * @returns {(row: number) => [number, number]}
 */
function curvePlaces(points, y, width, height) {
  const along = (/** @type {Float32Array} */ values, /** @type {number} */ size) => {
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
    return (/** @type {number} */ value) =>
      margin + ((value - least) / (greatest - least || 1)) * (size - 2 * margin);
  };
  const [x, up] = [along(points, width), along(y, height)];
  return (row) => [x(points[row]), height - up(y[row])];
}

/**
 * @param {DataPreview} preview
 * @param {Palette} palette
 * @returns {(row: number) => string}
 */
function colors({ labels, y, dimensions }, palette) {
  if (labels.length > 0) {
    return (row) => cssColor(palette.classes[labels[row] % palette.classes.length]);
  }
  if (dimensions === 1) return () => cssColor(palette.ink);
  const bound = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return (row) => cssColor(signed(y[row] / bound, palette));
}

/**
 * @param {number} share in -1..1
 * @param {Palette} palette
 * @returns {Rgb}
 */
const signed = (share, palette) =>
  mix(palette.rule, share < 0 ? palette.negative : palette.positive, Math.abs(share));

define('gp-dataset-picture', DatasetPicture);
