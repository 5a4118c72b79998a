/**
 * From the state to what the worker is told.
 *
 * @typedef {import('./state.js').Experiment} Experiment
 * @typedef {import('./state.js').State} State
 * @typedef {import('./schema.js').Schema} Schema
 * @typedef {import('../worker/protocol.js').Configuration} Configuration
 * @typedef {import('../worker/protocol.js').LiveSettings} LiveSettings
 */

import { isGiven } from '../data/shipped-info.js';
import { auto, entryOf } from './schema.js';
import { same } from './state.js';

/**
 * Settings of training that can change while it goes on.
 * @param {Experiment} experiment
 */
export function trainingSettings({ learningRate, batchSize, l1, l2, clipNorm, clipValue }) {
  return {
    learningRate,
    batchSize,
    regularization: { l1, l2 },
    clipping: {
      ...(clipNorm > 0 && { norm: clipNorm }),
      ...(clipValue > 0 && { value: clipValue }),
    },
  };
}

/**
 * Settings that a run takes over without a reset.
 * @param {State} state
 * @returns {LiveSettings}
 */
export function liveSettings(state) {
  const { speed, maxSteps } = state;
  return { ...trainingSettings(state), speed, maxSteps };
}

/**
 * @param {Experiment} state
 * @param {Schema} schema
 * @returns {import('../../../wasm/js/index.js').DatasetSpec}
 */
export function datasetSpec(state, schema) {
  const { samples, noise, features } = state;
  const targets = entryOf(schema.tables.losses, state.loss)?.targets ?? 'real';
  if (isGiven(state.data)) return { kind: state.data, ...splitSettings(state) };
  return {
    ...state.dataParams,
    kind: state.data,
    samples,
    noise,
    ...splitSettings(state),
    ...(twoDimensional(state, schema) && { features: [...features] }),
    ...(targets !== 'real' && { targets }),
  };
}

/**
 * Which rows train and which do not, and the scale of the inputs: settings of data of every kind.
 * @param {Experiment} state
 */
export function splitSettings({ testFraction, validationFraction, dataSeed, split, scaling }) {
  return {
    testFraction,
    validationFraction,
    seed: dataSeed,
    split: /** @type {import('../../../wasm/js/index.js').SplitRule} */ (split),
    standardize: scaling === 'standardised',
  };
}

/**
 * @param {Experiment} state
 * @param {Schema} schema
 */
export function twoDimensional(state, schema) {
  return entryOf(schema.tables.datasets, state.data)?.dimensions === 2;
}

/**
 * The network; what is `'auto'`, the output layer's width and the inputs are fitted to the data set by
 * the worker, which alone knows how many classes there are.
 * @param {Experiment} state
 * @returns {import('../../../wasm/js/index.js').NetworkSpec}
 */
export function networkSpec(state) {
  const hidden = state.layers.map(({ initializer, initializerParams, params, ...layer }) => ({
    ...layer,
    params: { ...params },
    ...(initializer !== auto && { initializer: named(initializer, initializerParams) }),
  }));
  const output = {
    units: 0,
    activation: state.outputActivation,
    ...(state.outputInitializer !== auto && { initializer: state.outputInitializer }),
  };
  const { regularization, clipping, learningRate } = trainingSettings(state);
  return {
    inputs: 0,
    layers: [...hidden, output],
    loss: named(state.loss, state.lossParams),
    optimizer: { ...state.optimizerParams, name: state.optimizer, learningRate },
    schedule: named(state.schedule, state.scheduleParams),
    regularization,
    clipping,
    seed: state.seed,
    initialScale: state.initialScale,
  };
}

/**
 * @param {string} name
 * @param {Record<string, number>} params
 */
function named(name, params) {
  return Object.keys(params).length > 0 ? { ...params, name } : name;
}

/**
 * What has to happen when one state follows another.
 * @param {State} before
 * @param {State} after
 * @param {Schema} schema
 * @returns {'nothing' | 'live' | 'reset'}
 */
export function changeBetween(before, after, schema) {
  const old = new Map(Object.entries(before));
  let result = /** @type {'nothing' | 'live'} */ ('nothing');
  for (const [name, value] of Object.entries(after)) {
    if (name === 'preset' || same(value, old.get(name))) continue;
    const change = schema.fields.get(name)?.change ?? 'reset';
    if (change === 'reset') return 'reset';
    if (change === 'live') result = 'live';
  }
  return result;
}
