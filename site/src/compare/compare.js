/**
 * Runs a comparison on an engine: every trial in turn, the first seed of each cell before the second.
 *
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 * @typedef {import('./comparison.js').Description} Description
 * @typedef {import('./metrics.js').Measured} Measured
 */

import { schemaOf } from '../trial/read-experiment.js';
import { readComparison, trialsOf } from './comparison.js';
import { measureTrial } from './measure.js';

/**
 * @param {Engine} engine
 * @param {Description} description
 * @returns {AsyncGenerator<{row: number, column: number, seed: number, result: Measured}>}
 * @throws {import('./compare-error.js').CompareError}
 */
export async function* compare(engine, description) {
  const schema = schemaOf(engine);
  const comparison = readComparison(schema, description);
  for (const { cell, seed, experiment, steps } of trialsOf(schema, comparison)) {
    const { row, column } = comparison.cells[cell];
    yield { row, column, seed, result: measureTrial(engine, experiment, steps) };
  }
}
