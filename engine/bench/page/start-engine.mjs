/** How long until the first training step is done: module, WebAssembly, data set, network, step. */

import { loadEngine } from '/dist/engine/index.js';

const engine = await loadEngine();
const data = engine.createDataset({ kind: 'circles', seed: 1 });
const network = engine.createNetwork({
  inputs: 2,
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 8, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
  loss: 'half-mse',
  optimizer: { name: 'sgd', learningRate: 0.03 },
});
network.train(data, { steps: 1, batchSize: 10 });
Object.assign(globalThis, { startedAfter: performance.now() });
