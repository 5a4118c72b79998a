/**
 * What every contestant's loss is held against: the textbook's equations in double precision, in plain loops, without
 * regard to speed. write-references.mjs keeps the
 * results in references.json.
 */

import {
  CHECKED_STEPS,
  checkedRows,
  dataOf,
  initialParameters,
  lossOf,
  widthOf,
} from './workloads.mjs';

/** @typedef {import('./workloads.mjs').Workload} Workload */
/** @typedef {import('./workloads.mjs').Data} Data */

/** A network in double precision. */
export class ReferenceNetwork {
  /**
   * @param {Workload} workload
   * @param {ArrayLike<number>} parameters
   */
  constructor(workload, parameters) {
    this.workload = workload;
    this.parameters = Float64Array.from(parameters);
    this.steps = 0;
    this.mean = new Float64Array(parameters.length);
    this.square = new Float64Array(parameters.length);
    let inputs = workload.inputs;
    let offset = 0;
    this.layers = workload.layers.map((layer) => {
      const width = widthOf(layer);
      const shape = { ...layer, inputs, width, weights: offset, biases: offset + inputs * width };
      offset = shape.biases + width;
      inputs = layer.units;
      return shape;
    });
  }

  /**
   * One row through every layer.
   * @param {Float64Array} row
   */
  forward(row) {
    let input = row;
    return this.layers.map((layer) => {
      const z = this.parameters.slice(layer.biases, layer.biases + layer.width);
      for (let i = 0; i < layer.inputs; i++) {
        for (let j = 0; j < layer.width; j++) {
          z[j] += input[i] * this.parameters[layer.weights + i * layer.width + j];
        }
      }
      const a = activate(layer, z);
      const passed = { input, z, a };
      input = a;
      return passed;
    });
  }

  /**
   * The gradient of the mean loss over a batch, then the update.
   * @param {Data} data
   * @param {number} first row
   * @param {number} count rows
   */
  step(data, first, count) {
    const gradient = new Float64Array(this.parameters.length);
    for (let r = first; r < first + count; r++) {
      const passed = this.forward(Float64Array.from(rowOf(data.x, data.inputs, r)));
      const target = rowOf(data.y, data.outputs, r);
      const output = passed[passed.length - 1].a;
      // of the activations; for softmax with cross-entropy of the logits, where it has the same form
      let upstream = output.map((p, j) => p - target[j]);
      for (let l = this.layers.length - 1; l >= 0; l--) {
        const layer = this.layers[l];
        const { input, z, a } = passed[l];
        const dz = gradientOfLogits(layer, z, a, upstream);
        const below = new Float64Array(layer.inputs);
        for (let i = 0; i < layer.inputs; i++) {
          const weights = layer.weights + i * layer.width;
          for (let j = 0; j < layer.width; j++) {
            gradient[weights + j] += (input[i] * dz[j]) / count;
            below[i] += this.parameters[weights + j] * dz[j];
          }
        }
        for (let j = 0; j < layer.width; j++) gradient[layer.biases + j] += dz[j] / count;
        upstream = below;
      }
    }
    this.update(gradient);
  }

  /** @param {Float64Array} gradient */
  update(gradient) {
    const { optimizer, learningRate } = this.workload;
    this.steps++;
    const correction1 = 1 - 0.9 ** this.steps;
    const correction2 = 1 - 0.999 ** this.steps;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i];
      if (optimizer === 'sgd') {
        this.parameters[i] -= learningRate * g;
      } else {
        this.mean[i] = 0.9 * this.mean[i] + 0.1 * g;
        this.square[i] = 0.999 * this.square[i] + 0.001 * g * g;
        this.parameters[i] -=
          (learningRate * (this.mean[i] / correction1)) /
          (Math.sqrt(this.square[i] / correction2) + 1e-8);
      }
    }
  }
}

/**
 * @param {Float32Array} values
 * @param {number} width
 * @param {number} row
 */
const rowOf = (values, width, row) => values.subarray(row * width, (row + 1) * width);

/**
 * Which piece of a maxout unit is the largest; the first of equals.
 * @param {{ units: number, pieces?: number }} layer
 * @param {Float64Array} z
 * @param {number} unit
 */
function largest(layer, z, unit) {
  let best = 0;
  for (let piece = 1; piece < (layer.pieces ?? 1); piece++) {
    if (z[piece * layer.units + unit] > z[best * layer.units + unit]) best = piece;
  }
  return best * layer.units + unit;
}

/**
 * @param {import('./workloads.mjs').Layer} layer
 * @param {Float64Array} z
 * @returns {Float64Array}
 */
function activate(layer, z) {
  switch (layer.activation) {
    case 'tanh':
      return z.map(Math.tanh);
    case 'sigmoid':
      return z.map((v) => 1 / (1 + Math.exp(-v)));
    case 'relu':
      return z.map((v) => Math.max(0, v));
    case 'maxout':
      return Float64Array.from({ length: layer.units }, (_, unit) => z[largest(layer, z, unit)]);
    case 'softmax': {
      const top = Math.max(...z);
      const powers = z.map((v) => Math.exp(v - top));
      const sum = powers.reduce((total, v) => total + v, 0);
      return powers.map((v) => v / sum);
    }
  }
}

/**
 * @param {import('./workloads.mjs').Layer} layer
 * @param {Float64Array} z
 * @param {Float64Array} a
 * @param {Float64Array} upstream dL/da; of softmax dL/dz already
 * @returns {Float64Array} dL/dz
 */
function gradientOfLogits(layer, z, a, upstream) {
  switch (layer.activation) {
    case 'tanh':
      return upstream.map((g, j) => g * (1 - a[j] * a[j]));
    case 'sigmoid':
      return upstream.map((g, j) => g * a[j] * (1 - a[j]));
    case 'relu':
      return upstream.map((g, j) => (z[j] > 0 ? g : 0));
    case 'softmax':
      return upstream;
    case 'maxout': {
      const dz = new Float64Array(z.length);
      for (let unit = 0; unit < layer.units; unit++) dz[largest(layer, z, unit)] = upstream[unit];
      return dz;
    }
  }
}

/**
 * The loss of the first rows after the first steps (for predictions: after none).
 * @param {Workload} workload
 * @returns {number}
 */
export function referenceLoss(workload) {
  const data = dataOf(workload);
  const predictions = [];
  for (let n = 0; n < workload.networks; n++) {
    const network = new ReferenceNetwork(workload, initialParameters(workload, n));
    if (workload.kind !== 'predict') {
      const batches = Math.floor(data.rows / workload.batchSize);
      for (let step = 0; step < CHECKED_STEPS; step++) {
        network.step(data, (step % batches) * workload.batchSize, workload.batchSize);
      }
    }
    for (let row = 0; row < checkedRows(workload); row++) {
      const passed = network.forward(Float64Array.from(rowOf(data.x, data.inputs, row)));
      predictions.push(...passed[passed.length - 1].a);
    }
  }
  return lossOf(workload, data, predictions);
}
