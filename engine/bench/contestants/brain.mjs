/**
 * brain.js: it updates after every pattern and knows no mini-batches, so that only its predictions do the same work.
 */

import { checkedRows } from '../workloads.mjs';

/**
 * @param {any} brain
 * @returns {import('./contestant.mjs').Contestant}
 */
export function brainContestant(brain) {
  return {
    name: 'brain.js',
    title: 'brain.js 1.6.1',
    refuses: ({ kind }) => (kind === 'predict' ? null : 'updates after every pattern, not batch'),
    async create(workload, data, parametersOf) {
      const network = new brain.NeuralNetwork({ activation: workload.layers[0].activation });
      network.sizes = [workload.inputs, ...workload.layers.map(({ units }) => units)];
      network.initialize();
      const parameters = parametersOf(0);
      let offset = 0;
      network.sizes.slice(1).forEach((units, l) => {
        for (let i = 0; i < network.sizes[l]; i++) {
          for (let j = 0; j < units; j++) network.weights[l + 1][j][i] = parameters[offset++];
        }
        for (let j = 0; j < units; j++) network.biases[l + 1][j] = parameters[offset++];
      });
      const rows = Array.from({ length: data.rows }, (_, r) =>
        Array.from(data.x.subarray(r * data.inputs, (r + 1) * data.inputs)),
      );
      return {
        run(steps) {
          for (let step = 0; step < steps; step++) for (const row of rows) network.runInput(row);
        },
        predict: () =>
          rows.slice(0, checkedRows(workload)).flatMap((row) => Array.from(network.runInput(row))),
        dispose() {},
      };
    },
  };
}
