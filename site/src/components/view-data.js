/**
 * From a session to the properties of the views: the one place where the two meet.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../session/session.js').Ghost} Ghost
 * @typedef {import('../worker/protocol.js').Grid} Grid
 * @typedef {import('../worker/protocol.js').DatasetSplit} DatasetSplit
 * @typedef {import('../state/fields.js').Schema} Schema
 */

import { writeTexts } from '../state/texts.js';

/** @param {DatasetSplit} split */
export const pointSet = ({ points, labels, y }) => ({ points, labels, targets: y });

/**
 * The values of one unit out of a grid of several: `[rows, units]` to `[rows]`.
 * @param {Grid} grid
 * @param {number} unit
 */
export function unitValues({ values, outputs }, unit) {
  const rows = values.length / outputs;
  const result = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) result[row] = values[row * outputs + unit];
  return result;
}

/**
 * All units of a grid, one after the other: `[rows, units]` to `[units][rows]`.
 * @param {Grid} grid
 */
export function unitByUnit(grid) {
  const { values, outputs } = grid;
  const rows = values.length / outputs;
  const result = new Float32Array(values.length);
  for (let unit = 0; unit < outputs; unit += 1) result.set(unitValues(grid, unit), unit * rows);
  return result;
}

/**
 * What a state says of the page alone, whatever is trained.
 * @param {Session['state']} state
 */
export const pageSettings = ({ theme, edges, map, lossScale }) => ({
  theme,
  edges,
  map,
  lossScale,
});

/**
 * What sets a run that is over apart from the present one, in a few words.
 * @param {Schema} schema
 * @param {Ghost} ghost
 * @param {Session['state']} present
 */
export function ghostLabel(schema, ghost, present) {
  const texts = writeTexts(schema, { ...ghost.state, ...pageSettings(present) }, present);
  if (texts.length === 0) return 'same settings';
  const words = texts
    .slice(0, 3)
    .map(([name, value]) => `${(schema.fields.get(name)?.label ?? name).toLowerCase()} ${value}`);
  return words.join(', ') + (texts.length > 3 ? ', …' : '');
}

/** Names of the layers, as the charts print them. @param {number} count with the output layer */
export const layerLabels = (count) =>
  Array.from({ length: count }, (_, index) => (index === count - 1 ? 'output' : `${index + 1}`));

/** Runs that are over, for the charts of losses. @param {Session} session */
export function ghostRuns({ ghosts, schema, state }) {
  if (!schema) return [];
  return ghosts.map((ghost) => ({
    id: String(ghost.id),
    label: ghostLabel(schema, ghost, state),
    steps: ghost.curves.step,
    trainLoss: ghost.curves.trainLoss,
    testLoss: ghost.curves.testLoss,
    trainAccuracy: ghost.curves.trainAccuracy,
    testAccuracy: ghost.curves.testAccuracy,
  }));
}

/** Milliseconds between two tables: one that changes faster cannot be read. */
const countInterval = 500;

/**
 * Which classes are taken for which, of the test data where there are some; while training goes on, not
 * for every frame.
 */
export function confusion() {
  /** @type {{counts: Uint32Array, split: 'train' | 'test'} | null} */
  let result = null;
  /** @type {unknown} */
  let of = null;
  let time = -Infinity;
  return (
    /** @type {Session['configured']} */ configured,
    /** @type {Session['frame']} */ frame,
  ) => {
    const { targets, classes, test } = configured?.dataset ?? {};
    if (!configured || !test || !targets || targets === 'real' || !classes) return null;
    const now = performance.now();
    if (of === configured && result && frame?.running && now - time < countInterval) return result;
    if (of !== configured) result = null;
    if (!frame?.predictions) return result;
    const split = test.labels.length > 0 ? 'test' : 'train';
    [of, time] = [configured, now];
    result = { counts: frame.predictions[split].confusion, split };
    return result;
  };
}
