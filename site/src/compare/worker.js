/**
 * The worker of a comparison: trains one trial after another.
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
 * @typedef {import('../worker/protocol.js').Tables} Tables
 * @typedef {import('../state/state.js').Experiment} Experiment
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * In place of the data set that the trials name, from now on.
 * @typedef {{type: 'data', data?: DatasetSpec}} GivenData
 *
 * @typedef {GivenData | {type: 'trial', id: number, experiment: Experiment, steps: number, splitSeed?: number}} ToTrialWorker
 *
 * @typedef {{type: 'ready', tables: Tables} | {type: 'failed', message: string} |
 *   {type: 'trial', id: number, result: Measured} |
 *   {type: 'refused', id: number, message: string}} FromTrialWorker
 */

import { loadEngine } from '../../../wasm/js/index.js';
import { tablesOf } from '../worker/engine-tables.js';
import { dataOf } from './comparison.js';
import { measureTrial } from './measure.js';
import { NamedData } from './named-data.js';

/** @param {FromTrialWorker} message */
const tell = (message) => postMessage(message);
/** @param {unknown} error */
const textOf = (error) => (error instanceof Error ? error.message : String(error));

const loading = loadEngine();
loading.then(
  (engine) => tell({ type: 'ready', tables: tablesOf(engine) }),
  (error) => tell({ type: 'failed', message: textOf(error) }),
);

const here = import.meta.url;
const named = new NamedData(async (name) => {
  const { loadShipped } = await import('../data/shipped.js');
  return loadShipped(name, new URL('../data/', here));
});

/** @type {DatasetSpec | undefined} */
let given;

addEventListener('message', async (/** @type {MessageEvent<ToTrialWorker>} */ { data }) => {
  if (data.type === 'data') {
    given = data.data;
    return;
  }
  const { id, experiment, steps } = data;
  const own = dataOf(data, given);
  try {
    const rows = own ?? (await named.of(experiment));
    tell({ type: 'trial', id, result: measureTrial(await loading, experiment, steps, rows) });
  } catch (error) {
    tell({ type: 'refused', id, message: textOf(error) });
  }
});
