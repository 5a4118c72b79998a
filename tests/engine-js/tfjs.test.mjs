// An independent autograd agrees: the same networks in TensorFlow.js, on its plain CPU backend, from the same weights on
// the same rows. Every loss of 50 training steps must be ours within 1e-5.
//
// Where TensorFlow.js 4.22 departs from the papers, ours is set to do what it does, or its gradients are taken and the
// paper's equation is applied to them here, in double:
// - adagrad starts its sum at 0.1 and adds 1e-7 under the root: our initialAccumulator is 0.1 + 1e-7;
// - adadelta divides by the mean of squares of the step before (Zeiler's Algorithm 1: of this step): our own here;
// - centred rmsprop subtracts epsilon where it means to add it: both are given one that is too small to matter;
// - nadam, amsgrad and adamw it has not: our own here.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { loadEngine } from '../../dist/engine/index.js';
import { uniform } from './support.mjs';

/** @typedef {import('@tensorflow/tfjs').Tensor} Tensor */
/** @typedef {import('@tensorflow/tfjs').Variable} Variable */

await tf.setBackend('cpu');
const engine = await loadEngine();

const STEPS = 50;
const TOLERANCE = 1e-5;

/** @type {Record<string, (z: Tensor, slopes?: Tensor) => Tensor>} */
const ACTIVATIONS = {
  linear: (z) => z,
  sigmoid: tf.sigmoid,
  'log-sigmoid': (z) => tf.neg(tf.softplus(tf.neg(z))),
  tanh: tf.tanh,
  relu: tf.relu,
  'leaky-relu': (z) => tf.leakyRelu(z, 0.2),
  prelu: (z, slopes) => tf.prelu(z, /** @type {Tensor} */ (slopes)),
  elu: tf.elu,
  selu: tf.selu,
  gelu: (z) => tf.mul(tf.mul(z, 0.5), tf.add(1, tf.erf(tf.div(z, Math.SQRT2)))),
  swish: (z) => tf.mul(z, tf.sigmoid(z)),
  mish: (z) => tf.mul(z, tf.tanh(tf.softplus(z))),
  softplus: tf.softplus,
  softsign: (z) => tf.div(z, tf.add(1, tf.abs(z))),
  sine: tf.sin,
  gaussian: (z) => tf.exp(tf.neg(tf.square(z))),
  softmax: (z) => tf.softmax(/** @type {any} */ (z)),
  maxout: (z) => {
    const units = /** @type {number} */ (z.shape[1]) / 2;
    return tf.maximum(tf.slice(z, [0, 0], [-1, units]), tf.slice(z, [0, units], [-1, units]));
  },
};

/**
 * Loss of an output: the mean over the rows of the sum over the outputs.
 * @type {Record<string, (z: Tensor, a: Tensor, y: Tensor) => Tensor>}
 */
const LOSSES = {
  mse: (_z, a, y) => rows(tf.square(tf.sub(a, y))),
  'half-mse': (_z, a, y) => rows(tf.mul(0.5, tf.square(tf.sub(a, y)))),
  mae: (_z, a, y) => rows(tf.abs(tf.sub(a, y))),
  huber: (_z, a, y) => tf.mul(tf.losses.huberLoss(y, a, undefined, 0.5), columns(y)),
  'log-cosh': (_z, a, y) => {
    const d = tf.abs(tf.sub(a, y));
    return rows(tf.sub(tf.add(d, tf.softplus(tf.mul(-2, d))), Math.LN2));
  },
  'binary-cross-entropy': (z, _a, y) => tf.mul(tf.losses.sigmoidCrossEntropy(y, z), columns(y)),
  'cross-entropy': (z, _a, y) => tf.losses.softmaxCrossEntropy(y, z),
  hinge: (_z, a, y) => rows(tf.relu(tf.sub(1, tf.mul(y, a)))),
};

const columns = (/** @type {Tensor} */ y) => /** @type {number} */ (y.shape[1]);
const rows = (/** @type {Tensor} */ terms) => tf.mean(tf.sum(terms, 1));

/**
 * The papers' equations for one parameter, in double. `s` is what an optimiser remembers of it, zeros at first.
 * @type {Record<string, (g: number, s: Float64Array, t: number, p: number, o: any) => number>}
 */
const EQUATIONS = {
  // M. D. Zeiler, ADADELTA: an adaptive learning rate method, 2012, Algorithm 1
  adadelta(g, s, _t, p, { learningRate, rho, epsilon }) {
    s[0] = rho * s[0] + (1 - rho) * g * g;
    const step = (Math.sqrt(s[1] + epsilon) / Math.sqrt(s[0] + epsilon)) * g;
    s[1] = rho * s[1] + (1 - rho) * step * step;
    return p - learningRate * step;
  },
  // I. Loshchilov and F. Hutter, Decoupled weight decay regularization, 2019, Algorithm 2
  adamw(g, s, t, p, { learningRate, beta1, beta2, epsilon, weightDecay }) {
    s[0] = beta1 * s[0] + (1 - beta1) * g;
    s[1] = beta2 * s[1] + (1 - beta2) * g * g;
    const mean = s[0] / (1 - beta1 ** t);
    const square = s[1] / (1 - beta2 ** t);
    return p - learningRate * (mean / (Math.sqrt(square) + epsilon) + weightDecay * p);
  },
};

/**
 * @typedef {object} Case
 * @property {number[]} units of the hidden layers
 * @property {string} activation of the hidden layers
 * @property {Record<string, number>} [params] of that activation
 * @property {string} output
 * @property {number} outputs
 * @property {string} loss
 * @property {any} optimizer
 * @property {() => import('@tensorflow/tfjs').Optimizer} [theirs] absent: EQUATIONS
 */

/** @type {Case[]} */
const CASES = [
  ['sgd', { learningRate: 0.2 }, () => tf.train.sgd(0.2)],
  ['momentum', { learningRate: 0.05, momentum: 0.9 }, () => tf.train.momentum(0.05, 0.9)],
  ['nesterov', { learningRate: 0.05, momentum: 0.9 }, () => tf.train.momentum(0.05, 0.9, true)],
  [
    'adagrad',
    { learningRate: 0.1, initialAccumulator: 0.1 + 1e-7, epsilon: 1e-30 },
    () => tf.train.adagrad(0.1, 0.1),
  ],
  ['adadelta', { learningRate: 1, rho: 0.9, epsilon: 1e-4 }, undefined],
  [
    'rmsprop',
    { learningRate: 0.01, rho: 0.9, epsilon: 1e-6 },
    () => tf.train.rmsprop(0.01, 0.9, 0, 1e-6),
  ],
  [
    'rmsprop',
    { learningRate: 0.01, rho: 0.9, momentum: 0.8, epsilon: 1e-6 },
    () => tf.train.rmsprop(0.01, 0.9, 0.8, 1e-6),
  ],
  [
    'rmsprop',
    { learningRate: 0.002, rho: 0.95, momentum: 0.5, centered: 1, epsilon: 1e-30 },
    () => tf.train.rmsprop(0.002, 0.95, 0.5, 1e-30, true),
  ],
  [
    'adam',
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    () => tf.train.adam(0.02, 0.9, 0.999, 1e-7),
  ],
  [
    'adamax',
    { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-7 },
    () => tf.train.adamax(0.02, 0.9, 0.99, 1e-7),
  ],
  [
    'adamw',
    { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 },
    undefined,
  ],
].map(([name, options, theirs]) => ({
  units: [6, 5],
  activation: 'tanh',
  output: 'sigmoid',
  outputs: 1,
  loss: 'binary-cross-entropy',
  optimizer: { name, .../** @type {object} */ (options) },
  theirs: /** @type {any} */ (theirs),
}));

const SGD = {
  units: [7, 5],
  optimizer: { name: 'sgd', learningRate: 0.05 },
  theirs: () => tf.train.sgd(0.05),
};
for (const [loss, output, outputs] of /** @type {const} */ ([
  ['mse', 'linear', 2],
  ['half-mse', 'tanh', 3],
  ['mae', 'linear', 1],
  ['huber', 'linear', 2],
  ['log-cosh', 'linear', 2],
  ['hinge', 'linear', 1],
  ['binary-cross-entropy', 'sigmoid', 3],
  ['cross-entropy', 'softmax', 4],
])) {
  CASES.push({ ...SGD, activation: 'tanh', output, outputs, loss });
}
for (const activation of Object.keys(ACTIVATIONS)) {
  /** @type {Record<string, Record<string, number>>} */
  const chosen = { 'leaky-relu': { slope: 0.2 }, maxout: { pieces: 2 } };
  const params = chosen[activation];
  CASES.push({ ...SGD, activation, params, output: 'softmax', outputs: 3, loss: 'cross-entropy' });
}
CASES.push({
  units: Array(12).fill(6),
  activation: 'selu',
  output: 'softmax',
  outputs: 3,
  loss: 'cross-entropy',
  optimizer: { name: 'momentum', learningRate: 0.005, momentum: 0.9 },
  theirs: () => tf.train.momentum(0.005, 0.9),
});

const INPUTS = 3;
const ROWS = 16;

/** Targets as the loss wants them. */
function targetsFor(/** @type {string} */ loss, /** @type {number} */ outputs) {
  const numbers = uniform(ROWS * outputs, 11);
  if (loss === 'binary-cross-entropy') return numbers.map((v) => (v > 0 ? 1 : 0));
  if (loss === 'hinge') return numbers.map((v) => (v > 0 ? 1 : -1));
  if (loss === 'cross-entropy') {
    return numbers.map((_, i) => (Math.floor(i / outputs) % outputs === i % outputs ? 1 : 0));
  }
  return numbers;
}

/**
 * The engine's parameters as variables of TensorFlow.js, layer by layer.
 * @param {Float32Array} parameters
 * @param {Case} model
 */
function variablesOf(parameters, { units, activation, output, outputs }) {
  let offset = 0;
  let inputs = INPUTS;
  const take = (/** @type {number[]} */ ...shape) => {
    const count = shape.reduce((a, b) => a * b, 1);
    const values = parameters.slice(offset, (offset += count));
    return tf.variable(tf.tensor(values, shape));
  };
  const layers = [...units, outputs].map((size, l) => {
    const name = l < units.length ? activation : output;
    const width = name === 'maxout' ? 2 * size : size;
    const layer = {
      name,
      weights: take(inputs, width),
      biases: take(width),
      slopes: name === 'prelu' ? take(size) : undefined,
    };
    inputs = size;
    return layer;
  });
  assert.equal(offset, parameters.length);
  return layers;
}

/**
 * Losses of STEPS steps in TensorFlow.js.
 * @param {Case} model
 * @param {Float32Array} parameters
 * @param {Float32Array} x
 * @param {Float32Array} y
 */
function theirLosses(model, parameters, x, y) {
  const layers = variablesOf(parameters, model);
  const inputs = tf.tensor2d(x, [ROWS, INPUTS]);
  const targets = tf.tensor2d(y, [ROWS, model.outputs]);
  const loss = () => {
    /** @type {Tensor} */
    let a = inputs;
    /** @type {Tensor} */
    let z = inputs;
    for (const { name, weights, biases, slopes } of layers) {
      z = tf.add(tf.matMul(a, /** @type {any} */ (weights)), biases);
      a = ACTIVATIONS[name](z, slopes);
    }
    return /** @type {import('@tensorflow/tfjs').Scalar} */ (LOSSES[model.loss](z, a, targets));
  };
  const theirs = model.theirs?.();
  /** @type {Map<Variable, Float64Array[]>} */
  const memory = new Map();
  const losses = [];
  for (let step = 1; step <= STEPS; step++) {
    if (theirs) {
      const value = theirs.minimize(loss, true);
      losses.push(/** @type {Tensor} */ (value).dataSync()[0]);
      continue;
    }
    const { value, grads } = tf.variableGrads(loss);
    losses.push(value.dataSync()[0]);
    for (const variable of layers.flatMap((l) => [l.weights, l.biases])) {
      const gradient = grads[variable.name].dataSync();
      const slots = memory.get(variable) ?? Array.from(gradient, () => new Float64Array(2));
      memory.set(variable, slots);
      const values = variable
        .dataSync()
        .map((p, i) =>
          EQUATIONS[model.optimizer.name](gradient[i], slots[i], step, p, model.optimizer),
        );
      variable.assign(tf.tensor(values, variable.shape));
    }
  }
  tf.disposeVariables();
  return losses;
}

for (const model of CASES) {
  const { units, activation, params, output, outputs, loss, optimizer } = model;
  const layers = [...units.map((size) => `${size} ${activation}`), `${outputs} ${output}`];
  const depth =
    units.length > 3 ? `${units.length} x ${layers[0]}-${layers.at(-1)}` : layers.join('-');
  test(`${depth}, ${loss}, ${JSON.stringify(optimizer)}`, () => {
    const network = engine.createNetwork({
      inputs: INPUTS,
      layers: [
        ...units.map((size) => ({ units: size, activation, params, bias: 0.1 })),
        { units: outputs, activation: output },
      ],
      loss: loss === 'huber' ? { name: 'huber', delta: 0.5 } : loss,
      optimizer,
      seed: 11,
    });
    const x = uniform(ROWS * INPUTS, 3);
    const y = targetsFor(loss, outputs);
    const expected = theirLosses(model, network.parameters(), x, y);
    assert.ok(expected.every(Number.isFinite));
    assert.ok(expected[STEPS - 1] < expected[0], 'training makes the loss fall');
    expected.forEach((theirs, step) => {
      const ours = network.trainBatch(x, y);
      assert.ok(
        Math.abs(ours - theirs) <= TOLERANCE * Math.abs(theirs),
        `step ${step + 1}: ours ${ours}, theirs ${theirs}`,
      );
    });
  });
}
