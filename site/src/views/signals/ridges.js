/**
 * Histograms over time as offset ridges: the past behind, now in front.
 *
 * @import { FullDistribution } from './distribution.js'
 * @import { Box } from '../common/axes.js'
 * @import { Rgb } from '../common/color.js'
 * @import { Palette } from '../common/palette.js'
 */

import { css, mix } from '../common/color.js';
import { density, densityScale } from './distribution.js';

/**
 * Baselines of the ridges within a box, first to last, with room for the first one's peak.
 *
 * @param {number} count
 * @param {Box} box
 */
export function ridgeBaselines(count, box) {
  const peak = Math.min(56, box.height * 0.35);
  const bottom = box.top + box.height;
  const first = box.top + peak;
  const baselines = Array.from({ length: count }, (_, index) =>
    count === 1 ? bottom : first + ((bottom - first) * index) / (count - 1),
  );
  return { peak, baselines };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {readonly { distribution: FullDistribution }[]} shown in time order
 * @param {(value: number) => number} x
 * @param {{ palette: Palette, color: Rgb, marked: number }} look
 */
export function drawRidges(context, box, shown, x, { palette, color, marked }) {
  const densities = shown.map(({ distribution }) => density(distribution.histogram));
  const scale = densityScale(densities);
  const { peak, baselines } = ridgeBaselines(shown.length, box);
  context.save();
  context.beginPath();
  context.rect(box.left, 0, box.width, box.top + box.height + 1);
  context.clip();
  context.lineJoin = 'round';
  shown.forEach(({ distribution: { histogram } }, index) => {
    const base = baselines[index];
    const width = (histogram.upper - histogram.lower) / histogram.counts.length;
    context.beginPath();
    context.moveTo(x(histogram.lower), base);
    densities[index].forEach((value, bin) => {
      const height = Math.min(1, value / scale) * peak;
      context.lineTo(x(histogram.lower + (bin + 0.5) * width), base - height);
    });
    context.lineTo(x(histogram.upper), base);
    const age = shown.length === 1 ? 1 : index / (shown.length - 1);
    context.fillStyle = css(mix(palette.surface, color, 0.12 + 0.5 * age));
    context.fill();
    context.strokeStyle = css(
      index === marked ? palette.ink : mix(palette.surface, color, 0.55 + 0.45 * age),
    );
    context.lineWidth = index === marked ? 2 : 1;
    context.stroke();
  });
  context.restore();
}
