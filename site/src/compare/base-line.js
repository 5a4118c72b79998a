/** The experiment that all cells share, in one line. */

import { formatNumber } from '../format.js';

/** @import { State } from '../state/state.js' */

/**
 * `circles · 6 layers of 8 · sgd 0.1 · batches of 16`
 * @param {State} state
 */
export function baseLine({ data, samples, noise, layers, optimizer, learningRate, batchSize }) {
  const widths = new Set(layers.map(({ units }) => units));
  const count = layers.length === 1 ? '1 hidden layer' : `${layers.length} hidden layers`;
  const shape =
    widths.size === 1
      ? `${count} of ${[...widths][0]}`
      : `${count}${layers.length > 0 ? ` of ${layers.map(({ units }) => units).join(', ')}` : ''}`;
  return [
    `${samples} rows of ${data}, noise ${formatNumber(noise)}`,
    shape,
    `${optimizer} at rate ${formatNumber(learningRate)}`,
    `batches of ${batchSize}`,
  ].join(' · ');
}
