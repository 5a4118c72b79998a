/** TensorFlow.js with its WebAssembly backend: variables, and an optimiser that minimises a function of them. */

import { checkedRows, widthOf } from '../workloads.mjs';

/**
 * @param {any} tf the library, its wasm backend chosen
 * @returns {import('./contestant.mjs').Contestant}
 */
export function tfjsContestant(tf) {
  return {
    name: 'tfjs',
    title: `TensorFlow.js ${tf.version_core}, wasm`,
    refuses: () => null,
    async create(workload, data, parametersOf) {
      const networks = Array.from({ length: workload.networks }, (_, n) =>
        makeNetwork(tf, workload, parametersOf(n)),
      );
      const { batchSize } = workload;
      const batches = Array.from({ length: Math.floor(data.rows / batchSize) }, (_, b) => ({
        x: tf.tensor2d(
          data.x.slice(b * batchSize * data.inputs, (b + 1) * batchSize * data.inputs),
          [batchSize, data.inputs],
        ),
        y: tf.tensor2d(
          data.y.slice(b * batchSize * data.outputs, (b + 1) * batchSize * data.outputs),
          [batchSize, data.outputs],
        ),
      }));
      let at = 0;
      return {
        run(steps) {
          for (let step = 0; step < steps; step++) {
            const { x, y } = batches[at];
            at = (at + 1) % batches.length;
            for (const network of networks) {
              if (workload.kind === 'predict') tf.tidy(() => network.predict(x).dataSync());
              else network.step(x, y);
            }
          }
        },
        predict() {
          const rows = checkedRows(workload);
          return networks.flatMap((network) =>
            tf.tidy(() => {
              const x = tf.tensor2d(data.x.slice(0, rows * data.inputs), [rows, data.inputs]);
              return Array.from(network.predict(x).dataSync());
            }),
          );
        },
        dispose() {
          for (const network of networks) network.dispose();
          for (const { x, y } of batches) tf.dispose([x, y]);
        },
      };
    },
  };
}

function makeNetwork(tf, workload, parameters) {
  let inputs = workload.inputs;
  let offset = 0;
  const take = (count, shape) =>
    tf.variable(tf.tensor(parameters.slice(offset, (offset += count)), shape));
  const layers = workload.layers.map((layer) => {
    const width = widthOf(layer);
    const made = { ...layer, w: take(inputs * width, [inputs, width]), b: take(width, [width]) };
    inputs = layer.units;
    return made;
  });
  const optimizer =
    workload.optimizer === 'sgd'
      ? tf.train.sgd(workload.learningRate)
      : tf.train.adam(workload.learningRate, 0.9, 0.999, 1e-8);

  const activate = (layer, z) => {
    switch (layer.activation) {
      case 'tanh':
        return tf.tanh(z);
      case 'sigmoid':
        return tf.sigmoid(z);
      case 'relu':
        return tf.relu(z);
      case 'maxout':
        return tf.max(tf.reshape(z, [z.shape[0], layer.pieces, layer.units]), 1);
      default:
        return z; // softmax: the loss is of the logits
    }
  };
  const logits = (x) =>
    layers.reduce((a, layer) => activate(layer, tf.add(tf.matMul(a, layer.w), layer.b)), x);
  const isSoftmax = layers[layers.length - 1].activation === 'softmax';
  const loss = (x, y) =>
    isSoftmax
      ? tf.losses.softmaxCrossEntropy(y, logits(x))
      : tf.div(tf.sum(tf.square(tf.sub(logits(x), y))), 2 * workload.batchSize);
  return {
    step: (x, y) => optimizer.minimize(() => loss(x, y)),
    predict: (x) => (isSoftmax ? tf.softmax(logits(x)) : logits(x)),
    dispose() {
      optimizer.dispose();
      for (const { w, b } of layers) tf.dispose([w, b]);
    },
  };
}
