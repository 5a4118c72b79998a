/**
 * The four phases of a training step, as they are lit in the network.
 *
 * @typedef {'forward' | 'loss' | 'backward' | 'update'} Phase
 *
 * @typedef {object} Light opacities
 * @property {number} units
 * @property {number} edges
 * @property {number} output of the last layer
 * @property {boolean} gradients edges show gradients instead of weights
 */

const full = 1;
const dim = 0.22;

/** @type {Readonly<Record<Phase | 'none', Light>>} */
const lights = Object.freeze({
  none: { units: full, edges: full, output: full, gradients: false },
  forward: { units: full, edges: 0.7, output: full, gradients: false },
  loss: { units: dim, edges: dim, output: full, gradients: false },
  backward: { units: dim, edges: full, output: full, gradients: true },
  update: { units: dim, edges: full, output: dim, gradients: false },
});

/** @param {Phase | null} phase */
export function phaseLight(phase) {
  return lights[phase ?? 'none'] ?? lights.none;
}

/** What happens in each phase, in one line. */
export const phaseTexts = Object.freeze({
  forward: 'Forward: activations, from left to right',
  loss: 'Loss: the output against the target',
  backward: 'Backward: gradients, from right to left',
  update: 'Update: weights against their gradients',
});
