/** The experiment that all cells share, in one line. */

import { entryOf } from '../state/schema.js';

/**
 * @import { Comparison } from './comparison.js'
 * @import { Schema } from '../state/schema.js'
 * @import { State } from '../state/state.js'
 *
 * @typedef {object} Part
 * @property {readonly string[]} changedBy settings
 * @property {(state: State, schema: Schema) => string} text
 */

/** @type {readonly Part[]} */
const parts = [
  {
    changedBy: ['data', 'samples', 'noise'],
    text: ({ data, samples, noise }, { tables }) =>
      `${samples} rows of the data “${entryOf(tables.datasets, data)?.label ?? data}”, noise ${noise}`,
  },
  { changedBy: ['layers', 'depth', 'width'], text: shapeOf },
  {
    changedBy: ['optimizer'],
    text: ({ optimizer }, { tables }) => entryOf(tables.optimizers, optimizer)?.label ?? optimizer,
  },
  { changedBy: ['learningRate'], text: ({ learningRate }) => `learning rate ${learningRate}` },
  { changedBy: ['batchSize'], text: ({ batchSize }) => `batches of ${batchSize}` },
];

/** @param {State} state */
function shapeOf({ layers }) {
  const widths = new Set(layers.map(({ units }) => units));
  const count = layers.length === 1 ? '1 hidden layer' : `${layers.length} hidden layers`;
  if (layers.length === 0) return 'no hidden layer';
  return `${count} of ${widths.size === 1 ? [...widths][0] : layers.map(({ units }) => units).join(', ')}`;
}

/**
 * `500 rows of the data “Circles”, noise 0.1 · 6 hidden layers of 8 · SGD · batches of 16`: without what an axis changes.
 * @param {Schema} schema
 * @param {Comparison} comparison
 */
export function baseLine(schema, { base, rows, columns, best }) {
  const values = [rows, columns, best].flatMap((axis) => axis?.values ?? []);
  const changed = new Set(values.flatMap(({ settings }) => settings.map(([name]) => name)));
  return parts
    .filter(({ changedBy }) => !changedBy.some((name) => changed.has(name)))
    .map(({ text }) => text(base, schema))
    .join(' · ');
}
