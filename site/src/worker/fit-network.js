/**
 * Fits the ends of a network to a data set: its inputs, the output layer's width, and what was left to
 * `'auto'`.
 *
 * @typedef {import('../../../wasm/js/index.js').NetworkSpec} NetworkSpec
 * @typedef {import('../../../wasm/js/index.js').ActivationInfo} ActivationInfo
 * @typedef {import('../../../wasm/js/index.js').Dataset} Dataset
 */

/** Output activation and loss for each encoding of the targets. */
const usual = new Map([
  ['binary', { activation: 'sigmoid', loss: 'binary-cross-entropy' }],
  ['one-hot', { activation: 'softmax', loss: 'cross-entropy' }],
  ['sign', { activation: 'tanh', loss: 'mse' }],
  ['real', { activation: 'linear', loss: 'mse' }],
]);

/**
 * @param {NetworkSpec} spec
 * @param {Pick<Dataset, 'inputs' | 'outputs' | 'targets'>} dataset
 * @param {readonly ActivationInfo[]} activations
 * @returns {NetworkSpec}
 */
export function fitTo(spec, dataset, activations) {
  const fitting = /** @type {{activation: string, loss: string}} */ (usual.get(dataset.targets));
  const last = /** @type {import('../../../wasm/js/index.js').LayerSpec} */ (spec.layers.at(-1));
  const activation =
    last.activation === 'auto' ? outputFor(spec.loss, fitting.activation) : last.activation;
  const loss = spec.loss === 'auto' ? lossFor(activation, fitting.loss, activations) : spec.loss;
  const output = { ...last, activation, units: last.units || dataset.outputs };
  return {
    ...spec,
    inputs: spec.inputs || dataset.inputs,
    layers: [...spec.layers.slice(0, -1), output],
    loss,
  };
}

/**
 * @param {NetworkSpec['loss']} loss
 * @param {string} fitting
 */
function outputFor(loss, fitting) {
  const name = typeof loss === 'string' ? loss : loss.name;
  return name.includes('hinge') ? 'linear' : fitting;
}

/**
 * A cross-entropy needs probabilities; any other output is compared by its squared error.
 * @param {string} activation
 * @param {string} fitting
 * @param {readonly ActivationInfo[]} activations
 */
function lossFor(activation, fitting, activations) {
  const range = activations.find(({ name }) => name === activation)?.range;
  const probabilities = range !== undefined && range.lower >= 0 && range.upper <= 1;
  return probabilities || !fitting.includes('cross-entropy') ? fitting : 'mse';
}
