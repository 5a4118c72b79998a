/**
 * The whole experiment as one plain, immutable object: what the URL hash, the controls, the worker and
 * the element's attributes are views of.
 *
 * @typedef {object} Layer
 * @property {number} units
 * @property {string} activation
 * @property {Record<string, number>} params of the activation; those not named have their default
 * @property {string} initializer
 * @property {Record<string, number>} initializerParams
 * @property {number} bias
 * @property {number} dropout
 *
 * What is trained, and how: data set, network, training settings and seeds.
 * @typedef {object} Experiment
 * @property {string} preset the experiment that this one began as; '' for none
 * @property {string} data
 * @property {Record<string, number>} dataParams
 * @property {string} file what the reader's own table is; '' where none is trained on
 * @property {number} samples
 * @property {number} noise
 * @property {number} testFraction
 * @property {number} validationFraction
 * @property {string} split which rows train: 'stratified', 'random' or 'last'
 * @property {string} scaling
 * @property {number} dataSeed
 * @property {readonly string[]} features
 * @property {readonly Layer[]} layers hidden layers
 * @property {string} outputActivation
 * @property {string} outputInitializer
 * @property {number} initialScale factor on every initial weight
 * @property {string} loss
 * @property {Record<string, number>} lossParams
 * @property {string} optimizer
 * @property {Record<string, number>} optimizerParams
 * @property {number} learningRate
 * @property {string} schedule
 * @property {Record<string, number>} scheduleParams
 * @property {number} batchSize
 * @property {number} l1
 * @property {number} l2
 * @property {number} clipNorm
 * @property {number} clipValue
 * @property {number} seed
 * @property {string} weights that the run starts from, as a link holds them; '' for random ones
 *
 * How fast a run advances, and where it pauses.
 * @typedef {object} Pacing
 * @property {number} speed
 * @property {number} maxSteps
 *
 * What the page shows, and how.
 * @typedef {object} ViewSettings
 * @property {string} theme
 * @property {string} edges
 * @property {number} map hidden layer whose view of the input plane the map shows; 0: the answer
 * @property {string} lossScale
 *
 * @typedef {Experiment & Pacing & ViewSettings} State
 */

import { auto } from './schema.js';

/** @type {Readonly<Layer>} */
export const defaultLayer = Object.freeze({
  units: 8,
  activation: 'tanh',
  params: {},
  initializer: auto,
  initializerParams: {},
  bias: 0,
  dropout: 0,
});

/**
 * So many hidden layers of so many units, all alike.
 * @param {readonly number[]} units
 * @param {Partial<Layer>} [rest]
 * @returns {Layer[]}
 */
export const layersOf = (units, rest = {}) =>
  units.map((count) => ({ ...defaultLayer, ...rest, units: count }));

/** @type {Readonly<Experiment>} */
export const plainExperiment = Object.freeze({
  preset: '',
  data: 'circles',
  dataParams: {},
  file: '',
  samples: 500,
  noise: 0.1,
  testFraction: 0.5,
  validationFraction: 0,
  split: 'stratified',
  scaling: 'standardised',
  dataSeed: 1,
  features: ['x1', 'x2'],
  layers: layersOf([8, 8]),
  outputActivation: auto,
  outputInitializer: auto,
  initialScale: 1,
  loss: auto,
  lossParams: {},
  optimizer: 'sgd',
  optimizerParams: {},
  learningRate: 0.1,
  schedule: 'constant',
  scheduleParams: {},
  batchSize: 16,
  l1: 0,
  l2: 0,
  clipNorm: 0,
  clipValue: 0,
  seed: 1,
  weights: '',
});

/** @type {Readonly<Pacing>} */
export const plainPacing = Object.freeze({ speed: 0, maxSteps: 0 });

/** @type {Readonly<ViewSettings>} */
export const plainViewSettings = Object.freeze({
  theme: 'auto',
  edges: 'weight',
  map: 0,
  lossScale: 'log',
});

/** @type {Readonly<State>} */
export const plainState = Object.freeze({
  ...plainExperiment,
  ...plainPacing,
  ...plainViewSettings,
});

/**
 * The properties of a state that a part of it has.
 * @template {object} Part
 * @param {Part} part
 * @returns {(state: Part) => Part}
 */
const partOf = (part) => (state) => {
  const values = new Map(Object.entries(state));
  const entries = Object.keys(part).map((name) => [name, values.get(name)]);
  return Object.fromEntries(entries);
};

/** What undo covers, and a comparison or a trial is made of. */
export const experimentOf = partOf(plainExperiment);
/** What stays when another experiment is chosen, and in what way a past run is shown. */
export const viewSettingsOf = partOf(plainViewSettings);

/** Whether a setting decides what is trained, and is neither pacing nor a view setting. @param {string} name */
export const isOfExperiment = (name) => !(name in plainPacing || name in plainViewSettings);

/**
 * Whether two plain values hold the same.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}
