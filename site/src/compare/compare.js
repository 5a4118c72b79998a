/**
 * Runs a comparison: on an engine every trial in turn, the first seed of each cell before the second; in a pool of
 * workers as they come. The results are the same.
 *
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 * @typedef {import('./comparison.js').Description} Description
 * @typedef {import('./comparison.js').GivenData} GivenData
 * @typedef {import('./comparison.js').Comparison} Comparison
 * @typedef {import('./comparison.js').Trial} Trial
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * `best`: the value of the axis of that name, where there is one.
 * @typedef {{row: number, column: number, seed: number, best?: string, result: Measured}} Compared
 */

import { createSchema } from '../state/schema.js';
import { schemaOf } from '../trial/read-experiment.js';
import { dataOf, readComparison, trialsOf } from './comparison.js';
import { measureTrial } from './measure.js';
import { TrialPool } from './pool.js';

/**
 * @param {Engine | TrialPool} engineOrPool
 * @param {Description & GivenData} description
 * @returns {AsyncGenerator<Compared>}
 * @throws {import('./compare-error.js').CompareError} for a bad description; what the engine refuses of a trial
 */
export async function* compare(engineOrPool, description) {
  if (engineOrPool instanceof TrialPool) {
    yield* inPool(engineOrPool, description);
    return;
  }
  const schema = schemaOf(engineOrPool);
  const comparison = readComparison(schema, description);
  for (const trial of trialsOf(comparison)) {
    const { experiment, steps } = trial;
    const result = measureTrial(engineOrPool, experiment, steps, dataOf(trial, description.data));
    yield compared(comparison, trial, result);
  }
}

/**
 * @param {TrialPool} pool
 * @param {Description & GivenData} description
 * @returns {AsyncGenerator<Compared>}
 */
async function* inPool(pool, description) {
  const schema = createSchema(await pool.tables);
  const comparison = readComparison(schema, description);
  /** @type {Compared[]} */
  const waiting = [];
  /** @type {string | null} */
  let failure = null;
  let isDone = false;
  let wake = () => {};
  const listener = {
    result: (/** @type {Trial} */ trial, /** @type {Measured} */ result) => {
      waiting.push(compared(comparison, trial, result));
      wake();
    },
    refused: (/** @type {Trial} */ _, /** @type {string} */ message) => {
      failure ??= message;
      wake();
    },
    failed: (/** @type {string} */ message) => {
      failure ??= message;
      wake();
    },
    done: () => {
      isDone = true;
      wake();
    },
  };
  pool.run(trialsOf(comparison), listener, description.data);
  try {
    while (!isDone || waiting.length > 0) {
      if (failure !== null) throw new Error(failure);
      const next = waiting.shift();
      if (next) yield next;
      else await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  } finally {
    if (!isDone) pool.stop();
  }
}

/**
 * @param {Comparison} comparison
 * @param {Trial} trial
 * @param {Measured} result
 * @returns {Compared}
 */
function compared({ cells, best }, { cell, candidate, seed }, result) {
  const { row, column } = cells[cell];
  return { row, column, seed, ...(best && { best: best.values[candidate].text }), result };
}
