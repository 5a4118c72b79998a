/** The real engine, the schema made from its tables, and a trainingRun for a state. */

import { loadEngine } from '../../dist/engine/index.js';
import { createSchema } from '../../site/src/state/schema.js';
import { datasetSpec, liveSettings, networkSpec } from '../../site/src/state/spec.js';
import { TrainingRun } from '../../site/src/worker/training-run.js';

export const engine = await loadEngine();
export const schema = createSchema(engine);

/** Where the worker trains a state's network; to be disposed of. */
export const laboratoryOf = (state) =>
  new TrainingRun(engine, {
    run: 1,
    dataset: datasetSpec(state, schema),
    network: networkSpec(state),
    live: liveSettings(state),
  });
