/**
 * What the arithmetic alone would allow: rates that no program can exceed that does the same operations on this core,
 * out of what the same run measured, in the fastest of its rounds. Calls, other memory and everything else count as free.
 */

import { fastest } from './statistics.mjs';

/** @typedef {import('./statistics.mjs').Series} Series */
/** @typedef {import('./workloads.mjs').Workload} Workload */

/**
 * Additions and multiplications of the products for one sample: forward, and in training those for the gradients of
 * the weights and (but for the first layer) of the inputs.
 * @param {Workload} workload
 */
export function flopsOf({ kind, inputs, layers, networks }) {
  let width = inputs;
  let flops = 0;
  layers.forEach(({ units, pieces = 1 }, layer) => {
    const products = kind === 'predict' ? 1 : layer === 0 ? 2 : 3;
    flops += products * 2 * width * units * pieces;
    width = units;
  });
  return networks * flops;
}

/** @param {Workload} workload */
export function parametersOf({ inputs, layers, networks }) {
  let width = inputs;
  let parameters = 0;
  for (const { units, pieces = 1 } of layers) {
    parameters += (width + 1) * units * pieces;
    width = units;
  }
  return networks * parameters;
}

/**
 * Bytes that Adam reads and writes in a step: of each parameter, its gradient (only read) and two moments. Those of
 * plain gradient descent, and of everything else, count as free.
 * @param {Workload} workload
 */
export function updateBytesOf(workload) {
  return workload.optimizer === 'adam' ? 7 * 4 * parametersOf(workload) : 0;
}

/**
 * @typedef {object} Product one of a step
 * @property {number} flops
 * @property {Series | undefined} measured flops a second, of this product by itself
 */

/**
 * Samples a second if products ran as fast as they do by themselves, or at the peak where that was not measured, and
 * nothing were beside them but the hidden and output activations at the rate that the engine's own kernel has over a
 * million values, and the bytes of the update at the rate that as many are moved at with no other work.
 * @param {Workload} workload
 * @param {Series | undefined} peak flops a second
 * @param {(activation: string) => Series | undefined} activation values a second
 * @param {Product[]} products those of a step that were measured
 * @param {Series | undefined} [update] bytes a second
 */
export function workloadCeiling(workload, peak, activation, products, update) {
  if (!peak) return NaN;
  let flops = flopsOf(workload);
  let seconds = 0;
  for (const { flops: ofStep, measured } of products) {
    if (!measured) continue;
    const ofSample = ofStep / workload.batchSize;
    flops -= ofSample;
    seconds += ofSample / fastest(measured);
  }
  seconds += flops / fastest(peak);
  for (const { units, activation: name } of workload.layers) {
    if (name !== 'tanh' && name !== 'sigmoid') continue;
    seconds += (workload.networks * units) / fastest(activation(name));
  }
  if (update) seconds += updateBytesOf(workload) / workload.batchSize / fastest(update);
  return 1 / seconds;
}

/**
 * Values a second of a kernel that takes so many vector instructions a value: the peak has as many as flops, by fours.
 * @param {import('./operations.mjs').Operations | undefined} operations
 * @param {Series | undefined} peak flops a second
 * @param {Series | undefined} division divisions a second
 */
export function activationCeiling(operations, peak, division) {
  if (!operations || !peak) return NaN;
  const inAll = fastest(peak) / 4 / operations.all;
  const inDivisions = division ? fastest(division) / 4 / operations.divisions : Infinity;
  return Math.min(inAll, inDivisions);
}
