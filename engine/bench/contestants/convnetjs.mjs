/**
 * ConvNetJS: one sample after the other through its layers, gradients summed over a batch. Its maker of networks puts a
 * linear layer in front of the loss; here the layers are put together by hand, so that the output keeps its activation.
 */

import { checkedRows } from '../workloads.mjs';

/**
 * @param {any} convnetjs
 * @returns {import('./contestant.mjs').Contestant}
 */
export function convnetContestant(convnetjs) {
  return {
    name: 'convnetjs',
    title: 'ConvNetJS 0.3.0',
    refuses: ({ optimizer, kind }) =>
      optimizer === 'adam' && kind !== 'predict' ? 'has no Adam' : null,
    async create(workload, data, parametersOf) {
      const networks = Array.from({ length: workload.networks }, (_, n) =>
        makeNetwork(convnetjs, workload, parametersOf(n)),
      );
      const rows = Array.from({ length: data.rows }, (_, r) => {
        const x = new convnetjs.Vol(1, 1, data.inputs, 0);
        x.w.set(data.x.subarray(r * data.inputs, (r + 1) * data.inputs));
        return {
          x,
          y: Float64Array.from(data.y.subarray(r * data.outputs, (r + 1) * data.outputs)),
        };
      });
      const { batchSize } = workload;
      const end = Math.floor(data.rows / batchSize) * batchSize;
      let at = 0;
      return {
        run(steps) {
          for (let step = 0; step < steps; step++) {
            for (const { net, trainer } of networks) {
              for (let r = at; r < at + batchSize; r++) {
                if (workload.kind === 'predict') net.forward(rows[r].x, false);
                else trainer.train(rows[r].x, rows[r].y);
              }
            }
            at = (at + batchSize) % end;
          }
        },
        predict: () =>
          networks.flatMap(({ net }) =>
            rows
              .slice(0, checkedRows(workload))
              .flatMap(({ x }) => Array.from(net.forward(x, false).w)),
          ),
        dispose() {},
      };
    },
  };
}

function makeNetwork(convnetjs, workload, parameters) {
  const shape = (depth) => ({ in_sx: 1, in_sy: 1, in_depth: depth });
  const layers = [new convnetjs.InputLayer({ out_sx: 1, out_sy: 1, out_depth: workload.inputs })];
  let inputs = workload.inputs;
  let offset = 0;
  for (const { units, activation } of workload.layers) {
    const dense = new convnetjs.FullyConnLayer({ ...shape(inputs), num_neurons: units });
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < units; j++) dense.filters[j].w[i] = parameters[offset++];
    }
    for (let j = 0; j < units; j++) dense.biases.w[j] = parameters[offset++];
    const Activation = { tanh: convnetjs.TanhLayer, sigmoid: convnetjs.SigmoidLayer }[activation];
    layers.push(dense, new Activation(shape(units)));
    inputs = units;
  }
  layers.push(new convnetjs.RegressionLayer(shape(inputs)));
  const net = new convnetjs.Net();
  net.layers = layers;
  const trainer = new convnetjs.Trainer(net, {
    method: 'sgd',
    momentum: 0,
    learning_rate: workload.learningRate,
    batch_size: workload.batchSize,
  });
  return { net, trainer };
}
