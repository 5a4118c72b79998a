/**
 * jax-js with its WebAssembly backend: one jitted function from parameters and batch to updated parameters, so that the
 * library can fuse whatever it knows to fuse. Every use of an array but the last takes a reference (`.ref`).
 */

import { checkedRows, widthOf } from '../workloads.mjs';

/**
 * @param {any} jax the library's module, initialised
 * @param {string} version
 * @returns {import('./contestant.mjs').Contestant}
 */
export function jaxContestant(jax, version) {
  return {
    name: 'jax-js',
    title: `jax-js ${version}, wasm`,
    refuses: () => null,
    async create(workload, data, parametersOf) {
      const { numpy: np } = jax;
      const matrix = (values, rows) => np.array(values).reshape([rows, values.length / rows]);
      const predict = jax.jit((params, x) => outputs(jax, workload, params, x));
      const networks = Array.from({ length: workload.networks }, (_, n) =>
        makeNetwork(jax, workload, parametersOf(n)),
      );
      // compiled once for all the networks of a race, which have one shape
      const step = jax.jit(
        workload.optimizer === 'sgd' ? sgdStep(jax, workload) : adamStep(jax, workload),
      );
      const { batchSize } = workload;
      const batches = Array.from({ length: Math.floor(data.rows / batchSize) }, (_, b) => ({
        x: matrix(
          data.x.slice(b * batchSize * data.inputs, (b + 1) * batchSize * data.inputs),
          batchSize,
        ),
        y: matrix(
          data.y.slice(b * batchSize * data.outputs, (b + 1) * batchSize * data.outputs),
          batchSize,
        ),
      }));
      let at = 0;
      return {
        run(steps) {
          for (let count = 0; count < steps; count++) {
            const { x, y } = batches[at];
            at = (at + 1) % batches.length;
            for (const network of networks) {
              if (workload.kind === 'predict') predict(refs(network.params), x.ref).dataSync();
              else network.step(step, x, y);
            }
          }
          if (workload.kind === 'predict') return undefined;
          return jax.blockUntilReady(networks.map((network) => network.params));
        },
        predict() {
          const rows = checkedRows(workload);
          const x = matrix(data.x.slice(0, rows * data.inputs), rows);
          const all = networks.flatMap((network) =>
            Array.from(predict(refs(network.params), x.ref).dataSync()),
          );
          x.dispose();
          return all;
        },
        dispose() {
          for (const { x, y } of batches) {
            x.dispose();
            y.dispose();
          }
          for (const network of networks) network.dispose();
          step.dispose();
          predict.dispose();
        },
      };
    },
  };
}

/** References to every array of a list of layers. */
const refs = (layers) => layers.map(({ w, b }) => ({ w: w.ref, b: b.ref }));

const isSoftmax = (workload) =>
  workload.layers[workload.layers.length - 1].activation === 'softmax';

function logits({ numpy: np, nn }, workload, params, x) {
  let a = x;
  workload.layers.forEach((layer, l) => {
    const z = np.matmul(a, params[l].w).add(params[l].b);
    if (layer.activation === 'tanh') a = np.tanh(z);
    else if (layer.activation === 'sigmoid') a = nn.sigmoid(z);
    else if (layer.activation === 'relu') a = nn.relu(z);
    else if (layer.activation === 'maxout') {
      a = np.max(z.reshape([-1, layer.pieces, layer.units]), 1);
    } else a = z; // softmax: the loss is of the logits
  });
  return a;
}

function outputs(jax, workload, params, x) {
  const z = logits(jax, workload, params, x);
  return isSoftmax(workload) ? jax.nn.softmax(z) : z;
}

function gradients(jax, workload) {
  const { numpy: np, nn } = jax;
  return jax.grad((params, x, y) => {
    const z = logits(jax, workload, params, x);
    return isSoftmax(workload)
      ? nn
          .logSoftmax(z)
          .mul(y)
          .sum()
          .mul(-1 / workload.batchSize)
      : np
          .square(z.sub(y))
          .sum()
          .mul(0.5 / workload.batchSize);
  });
}

function sgdStep(jax, workload) {
  const gradientsOf = gradients(jax, workload);
  return (params, x, y) => {
    const g = gradientsOf(refs(params), x, y);
    return params.map(({ w, b }, l) => ({
      w: w.sub(g[l].w.mul(workload.learningRate)),
      b: b.sub(g[l].b.mul(workload.learningRate)),
    }));
  };
}

function adamStep(jax, workload) {
  const { numpy: np } = jax;
  const gradientsOf = gradients(jax, workload);
  return (params, mean, square, x, y, rate, correction) => {
    const g = gradientsOf(refs(params), x, y);
    const results = { params: [], mean: [], square: [] };
    params.forEach((layer, l) => {
      for (const list of Object.values(results)) list.push({});
      for (const key of ['w', 'b']) {
        const m = mean[l][key].mul(0.9).add(g[l][key].ref.mul(0.1));
        const v = square[l][key].mul(0.999).add(np.square(g[l][key]).mul(0.001));
        const root = np.sqrt(v.ref.mul(correction.ref)).add(1e-8);
        results.params[l][key] = layer[key].sub(m.ref.mul(rate.ref).div(root));
        results.mean[l][key] = m;
        results.square[l][key] = v;
      }
    });
    rate.dispose();
    correction.dispose();
    return results;
  };
}

function makeNetwork({ numpy: np }, workload, parameters) {
  let inputs = workload.inputs;
  let offset = 0;
  const take = (...shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return np.array(parameters.slice(offset, (offset += count))).reshape(shape);
  };
  const params = workload.layers.map((layer) => {
    const width = widthOf(layer);
    const made = { w: take(inputs, width), b: take(width) };
    inputs = layer.units;
    return made;
  });
  const zeros = () => params.map(({ w, b }) => ({ w: np.zeros(w.shape), b: np.zeros(b.shape) }));
  const network = {
    params,
    mean: workload.optimizer === 'adam' ? zeros() : [],
    square: workload.optimizer === 'adam' ? zeros() : [],
    steps: 0,
    step(update, x, y) {
      network.steps++;
      if (workload.optimizer === 'sgd') {
        network.params = update(network.params, x.ref, y.ref);
        return;
      }
      const rate = workload.learningRate / (1 - 0.9 ** network.steps);
      const correction = 1 / (1 - 0.999 ** network.steps);
      const { mean, square } = network;
      Object.assign(network, update(network.params, mean, square, x.ref, y.ref, rate, correction));
    },
    dispose() {
      for (const list of [network.params, network.mean, network.square]) {
        for (const { w, b } of list) {
          w.dispose();
          b.dispose();
        }
      }
    },
  };
  return network;
}
