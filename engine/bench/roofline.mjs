/**
 * What the arithmetic alone would allow: rates that no program can exceed that does the same operations on this core,
 * out of what the same run measured. Memory, calls and everything else count as free.
 */

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

/**
 * Samples a second if products ran at the peak, and nothing were beside them but the hidden and output activations at
 * the rate that the engine's own kernel has over a million values.
 * @param {Workload} workload
 * @param {Series | undefined} peak flops a second
 * @param {(activation: string) => Series | undefined} activation values a second
 */
export function workloadCeiling(workload, peak, activation) {
  if (!peak) return NaN;
  let seconds = flopsOf(workload) / peak.rate;
  for (const { units, activation: name } of workload.layers) {
    if (name !== 'tanh' && name !== 'sigmoid') continue;
    seconds += (workload.networks * units) / (activation(name)?.rate ?? NaN);
  }
  return 1 / seconds;
}

/**
 * Values a second of a kernel that takes so many vector instructions a value: the peak has as many as flops, by fours.
 * @param {number | undefined} operations
 * @param {Series | undefined} peak flops a second
 */
export function activationCeiling(operations, peak) {
  return operations && peak ? peak.rate / 4 / operations : NaN;
}
