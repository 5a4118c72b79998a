/**
 * Rows that the engine does not draw, and the plane that they are drawn on: loaded when they are needed.
 *
 * @typedef {import('./projection.js').Projection} Projection
 * @typedef {import('./protocol.js').GivenRows} GivenRows
 *
 * @typedef {(points: Float32Array, names: readonly string[]) => Projection} PlaneOf
 * @typedef {GivenRows & {image?: {width: number, height: number, channels: number}, planeOf: PlaneOf}} Rows
 */

import { loadShipped } from '../data/shipped.js';
import { columnPlane, componentPlane } from './projection.js';

/** @type {PlaneOf} */
const planeOf = (points, names) =>
  names.length === 2 ? columnPlane(points, names, [0, 1]) : componentPlane(points, names.length);

/**
 * @param {string} name of a shipped data set, where no rows are given
 * @param {GivenRows | undefined} given
 * @param {URL} base folder of the shipped files
 * @returns {Promise<Rows>}
 */
export const loadRows = async (name, given, base) => ({
  ...(given ?? (await loadShipped(name, base))),
  planeOf,
});
