/** What a comparison's worker does in a page, in a thread of node's. */

import { parentPort } from 'node:worker_threads';
import { loadEngine } from '../../dist/engine/index.js';
import { measureTrial } from '../src/compare/measure.js';
import { tablesOf } from '../src/worker/engine-tables.js';

const engine = await loadEngine();
parentPort.on('message', ({ id, experiment, steps }) =>
  parentPort.postMessage({ type: 'trial', id, result: measureTrial(engine, experiment, steps) }),
);
parentPort.postMessage({ type: 'ready', tables: tablesOf(engine) });
