/** The experiment that all cells share, in one line. */

import { formatNumber } from '../format.js';

/**
 * @import { Comparison } from './comparison.js'
 * @import { State } from '../state/state.js'
 */

/** Parts of the line, and the settings that change them. */
const parts = [
  {
    changedBy: ['data', 'samples', 'noise'],
    text: (/** @type {State} */ { data, samples, noise }) =>
      `${samples} rows of ${data}, noise ${formatNumber(noise)}`,
  },
  { changedBy: ['layers', 'depth', 'width'], text: shapeOf },
  {
    changedBy: ['optimizer'],
    text: (/** @type {State} */ { optimizer }) => `optimiser ${optimizer}`,
  },
  {
    changedBy: ['learningRate'],
    text: (/** @type {State} */ { learningRate }) => `learning rate ${formatNumber(learningRate)}`,
  },
  {
    changedBy: ['batchSize'],
    text: (/** @type {State} */ { batchSize }) => `batches of ${batchSize}`,
  },
];

/** @param {State} state */
function shapeOf({ layers }) {
  const widths = new Set(layers.map(({ units }) => units));
  const count = layers.length === 1 ? '1 hidden layer' : `${layers.length} hidden layers`;
  if (layers.length === 0) return 'no hidden layer';
  return `${count} of ${widths.size === 1 ? [...widths][0] : layers.map(({ units }) => units).join(', ')}`;
}

/**
 * `500 rows of circles, noise 0.1 · 6 hidden layers of 8 · optimiser sgd · batches of 16`: without what an axis changes.
 * @param {Comparison} comparison
 */
export function baseLine({ base, rows, columns, best }) {
  const values = [rows, columns, best].flatMap((axis) => axis?.values ?? []);
  const changed = new Set(values.flatMap(({ settings }) => settings.map(([name]) => name)));
  return parts
    .filter(({ changedBy }) => !changedBy.some((name) => changed.has(name)))
    .map(({ text }) => text(base))
    .join(' · ');
}
