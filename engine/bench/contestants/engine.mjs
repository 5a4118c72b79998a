/**
 * The engine itself, through its public API: a data set that lives in the engine, many steps in one call.
 */

import { checkedRows } from '../workloads.mjs';

/** @typedef {import('../../../wasm/js/index.js').Engine} Engine */

/**
 * The workload's network, as the engine's spec says it.
 * @param {import('../workloads.mjs').Workload} workload
 */
export function specOf(workload) {
  return {
    inputs: workload.inputs,
    layers: workload.layers.map(({ units, activation, pieces }) =>
      pieces === undefined ? { units, activation } : { units, activation, params: { pieces } },
    ),
    loss: workload.loss,
    optimizer: { name: workload.optimizer, learningRate: workload.learningRate },
  };
}

/**
 * @param {Engine} engine
 * @returns {import('./contestant.mjs').Contestant}
 */
export function engineContestant(engine) {
  return {
    name: engine.variant,
    title: `Gradient Playground ${engine.version}, ${engine.variant}`,
    refuses: () => null,
    async create(workload, data, parametersOf) {
      const dataset = engine.createDataset({
        kind: 'arrays',
        x: data.x,
        y: data.y,
        inputs: data.inputs,
        outputs: data.outputs,
        ...(workload.loss === 'half-mse' ? { targets: 'real' } : {}),
      });
      const networks = Array.from({ length: workload.networks }, (_, n) => {
        const network = engine.createNetwork(specOf(workload));
        network.setParameters(parametersOf(n));
        return network;
      });
      const { batchSize } = workload;
      const outputs = new Float32Array(data.rows * data.outputs);
      const head = data.x.slice(0, checkedRows(workload) * data.inputs);
      return {
        run(steps) {
          for (const network of networks) {
            if (workload.kind === 'predict') {
              for (let step = 0; step < steps; step++) network.predict(data.x, outputs);
            } else {
              const { diverged } = network.train(dataset, { steps, batchSize, shuffle: false });
              if (diverged) throw new Error(diverged.message);
            }
          }
        },
        predict: () => networks.flatMap((network) => Array.from(network.predict(head))),
        dispose() {
          for (const network of networks) network.dispose();
          dataset.dispose();
        },
      };
    },
  };
}
