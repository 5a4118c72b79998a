/**
 * What stands around the lines of a signal chart: names at their ends, lanes, guide lines.
 *
 * @import { Palette } from '../common/palette.js'
 * @import { Places } from '../common/line-plot.js'
 * @import { SignalAxis } from './signal-axis.js'
 */

import { hairline, tickFontSize, tickText } from '../common/axes.js';
import { css } from '../common/color.js';
import { spreadLabels } from '../common/labels.js';
import { spreadIndices } from '../common/smoothing.js';

const mostLabels = 10;
const lineHeight = tickFontSize + 2;

/**
 * Layers whose lines get a name: all, or some spread over the depth.
 *
 * @param {number} layers
 */
export function labelledLayers(layers) {
  return spreadIndices(layers, layers > mostLabels ? 5 : mostLabels);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {object} labels
 * @param {{ layer: number, label: string, position: number }[]} labels.ends
 * @param {readonly string[]} labels.colors of all layers
 * @param {Palette} labels.palette
 */
export function drawLayerLabels(context, { box, y }, { ends, colors, palette }) {
  if (!ends.length) return;
  const wanted = ends.map(({ position }) => y(position));
  const bounds = /** @type {const} */ ([box.top + 4, box.top + box.height - 4]);
  const places = spreadLabels(wanted, lineHeight, bounds);
  const right = box.left + box.width;
  context.lineWidth = 1.25;
  ends.forEach(({ layer }, index) => {
    context.beginPath();
    context.moveTo(right, wanted[index]);
    context.lineTo(right + 8, places[index]);
    context.strokeStyle = colors[layer];
    context.stroke();
  });
  tickText(context, palette, { align: 'left', baseline: 'middle' });
  ends.forEach(({ label }, index) => context.fillText(label, right + 11, places[index]));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {SignalAxis['lanes']} lanes
 * @param {Palette} palette
 */
export function drawLanes(context, { box, y }, lanes, palette) {
  const height = 9;
  context.fillStyle = css(palette.sunken);
  for (const { position } of lanes) {
    context.fillRect(box.left, y(position) - height / 2, box.width, height);
  }
}

/**
 * Dashed lines at values to compare with. Without names: those would lie on the lines of the layers.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {readonly number[]} guides
 * @param {SignalAxis} axis
 * @param {Palette} palette
 */
export function drawGuides(context, { box, y }, guides, axis, palette) {
  context.setLineDash([4, 4]);
  context.lineWidth = 1;
  context.strokeStyle = css(palette.ink, 0.6);
  for (const value of guides) {
    const position = y(axis.position(value));
    context.beginPath();
    hairline(context, box.left, position, box.left + box.width, position);
    context.stroke();
  }
  context.setLineDash([]);
}
