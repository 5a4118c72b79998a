/**
 * Changes to the state that touch more than one field. Each gives a new state.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./state.js').Layer} Layer
 * @typedef {import('./schema.js').Schema} Schema
 */

import { entryOf } from './schema.js';
import { defaultLayer, same } from './state.js';

/**
 * @param {State} state
 * @param {number} index
 * @param {Partial<Layer>} change
 * @returns {State}
 */
export function changeLayer(state, index, change) {
  const layers = state.layers.map((layer, i) => (i === index ? withChange(layer, change) : layer));
  return { ...state, layers };
}

/**
 * @param {State} state
 * @param {Partial<Layer>} change
 * @returns {State}
 */
export function changeAllLayers(state, change) {
  return { ...state, layers: state.layers.map((layer) => withChange(layer, change)) };
}

/**
 * Parameters belong to what was chosen; another activation or initialiser starts with its own defaults.
 * @param {Layer} layer
 * @param {Partial<Layer>} change
 * @returns {Layer}
 */
function withChange(layer, change) {
  const { activation = layer.activation, initializer = layer.initializer } = change;
  return {
    ...layer,
    ...(activation !== layer.activation && { params: {} }),
    ...(initializer !== layer.initializer && { initializerParams: {} }),
    ...change,
  };
}

/**
 * A copy of the layer at `index` behind it; at the end by default.
 * @param {State} state
 * @param {number} [index]
 * @returns {State}
 */
export function addLayer(state, index = state.layers.length - 1) {
  const model = state.layers[index] ?? state.layers[0] ?? defaultLayer;
  return { ...state, layers: state.layers.toSpliced(index + 1, 0, { ...model }) };
}

/**
 * @param {State} state
 * @param {number} index
 * @returns {State}
 */
export function removeLayer(state, index) {
  return { ...state, layers: state.layers.toSpliced(index, 1) };
}

/**
 * @param {State} state
 * @param {number} depth hidden layers
 * @returns {State}
 */
export function setDepth(state, depth) {
  const model = state.layers.at(-1) ?? defaultLayer;
  const layers = Array.from({ length: depth }, (_, index) => state.layers[index] ?? { ...model });
  return { ...state, layers };
}

/**
 * Chooses an entry of a table: its parameters start from their defaults, and a learning rate that was the
 * old optimiser's default becomes the new one's.
 * @param {Schema} schema
 * @param {State} state
 * @param {string} name the field
 * @param {string} value
 * @returns {State}
 */
export function choose(schema, state, name, value) {
  const group = schema.groups.find((candidate) => candidate.choice === name);
  const next = { ...state, [name]: value, ...(group && { [group.params]: {} }) };
  if (name !== 'optimizer') return next;
  const { optimizers } = schema.tables;
  const usual = entryOf(optimizers, state.optimizer)?.defaultLearningRate;
  const learningRate = entryOf(optimizers, value)?.defaultLearningRate;
  return learningRate !== undefined && state.learningRate === usual
    ? { ...next, learningRate }
    : next;
}

/** @param {State} state */
const drawn = ({ seed, outputInitializer, initialScale, layers }) => ({
  seed,
  outputInitializer,
  initialScale,
  layers: layers.map(({ units, initializer, initializerParams, bias }) => ({
    units,
    initializer,
    initializerParams,
    bias,
  })),
});

/**
 * Weights that came with a link are for the network that they were taken of: whoever asks for other layers or for other
 * random weights gets those.
 * @param {State} before
 * @param {State} next
 * @returns {State}
 */
export function dropStaleWeights(before, next) {
  const kept = next.weights === '' || next.weights !== before.weights;
  return kept || same(drawn(before), drawn(next)) ? next : { ...next, weights: '' };
}
