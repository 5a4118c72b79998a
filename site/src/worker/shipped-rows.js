/**
 * Rows that a configuration names and does not have, and what draws them: loaded when they are needed.
 *
 * @typedef {import('./projection.js').Projection} Projection
 * @typedef {import('../data/shipped.js').ShippedData} ShippedData
 *
 * @typedef {ShippedData & {planeOf: (points: Float32Array, columns: number) => Projection}} ShippedRows
 */

import { loadShipped } from '../data/shipped.js';
import { componentPlane } from './projection.js';

/**
 * @param {string} name of a shipped data set
 * @param {URL} base folder of the files
 * @returns {Promise<ShippedRows>}
 */
export const loadShippedRows = async (name, base) => ({
  ...(await loadShipped(name, base)),
  planeOf: componentPlane,
});
