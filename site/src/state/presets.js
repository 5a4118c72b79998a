/**
 * The experiments: claims of the textbooks as runs that anyone can repeat. Each says what to ask, what to
 * watch, and which change to try next; and trains at a speed at which that can be watched, within some ten seconds.
 *
 * @typedef {import('./state.js').State} State
 *
 * @typedef {object} Preset
 * @property {string} id
 * @property {string} title
 * @property {string} group
 * @property {string} question
 * @property {string} watch what to look at, in one line
 * @property {{label: string, change: Partial<State>} | null} next the thing to try
 * @property {Partial<State>} settings what differs from a plain run
 */

import { auto } from './schema.js';
import { layersOf, plainState } from './state.js';
import { checkState } from './validate.js';

/** What the page opens with. */
export const defaultPreset = 'vanishing';

const eight = (/** @type {number} */ depth) => Array.from({ length: depth }, () => 8);
const sixteen = (/** @type {number} */ depth) => Array.from({ length: depth }, () => 16);
const deep = eight(6);

/** @type {readonly Preset[]} */
export const presets = [
  {
    id: 'vanishing',
    title: 'Vanishing gradients',
    group: 'Depth and signal',
    question: 'Why does this deep sigmoid network not learn?',
    watch:
      'The gradient of each layer, on a log axis: every layer further back gets a smaller one.',
    next: {
      label: 'Use ReLU and He initialisation',
      change: { layers: layersOf(deep, { activation: 'relu', initializer: 'he-normal' }) },
    },
    settings: {
      data: 'circles',
      layers: layersOf(deep, { activation: 'sigmoid', initializer: 'xavier-uniform' }),
      learningRate: 0.1,
      speed: 100,
    },
  },
  {
    id: 'sigmoid-tanh',
    title: 'Sigmoid against tanh',
    group: 'Depth and signal',
    question: 'tanh is a shifted sigmoid. Why does it learn so much sooner?',
    watch:
      'Mean activation: near 0.5 with sigmoid, near 0 with tanh; and how long the loss stays flat.',
    next: { label: 'Use tanh', change: { layers: layersOf(eight(3), { activation: 'tanh' }) } },
    settings: {
      layers: layersOf(eight(3), { activation: 'sigmoid' }),
      learningRate: 0.3,
      seed: 7,
      speed: 1000,
    },
  },
  {
    id: 'exploding',
    title: 'Exploding gradients',
    group: 'Depth and signal',
    question: 'What if each layer makes the signal larger?',
    watch:
      'Activations grow from layer to layer, gradients on the way back, until the run diverges.',
    next: { label: 'Clip the gradient’s norm at 1', change: { clipNorm: 1 } },
    settings: {
      layers: layersOf(
        Array.from({ length: 6 }, () => 32),
        {
          activation: 'relu',
          initializer: 'normal',
          initializerParams: { deviation: 0.6 },
        },
      ),
      learningRate: 0.1,
      seed: 2,
      speed: 3,
    },
  },
  {
    id: 'dying-relu',
    title: 'Dying ReLU',
    group: 'Depth and signal',
    question: 'Why do some units never fire again?',
    watch: 'The share of dead units: it climbs and stays.',
    next: {
      label: 'Use leaky ReLU from the same start',
      change: { layers: layersOf(eight(3), { activation: 'leaky-relu', bias: -1 }) },
    },
    settings: {
      layers: layersOf(eight(3), { activation: 'relu', bias: -1 }),
      learningRate: 0.5,
      seed: 27,
      speed: 10,
    },
  },
  {
    id: 'selu',
    title: 'Self-normalising SELU',
    group: 'Depth and signal',
    question: 'Can a deep network keep mean 0 and variance 1 by itself?',
    watch: 'The size of the activations from layer to layer: almost level.',
    next: {
      label: 'Use tanh instead',
      change: { layers: layersOf(eight(12), { activation: 'tanh', initializer: 'lecun-normal' }) },
    },
    settings: {
      layers: layersOf(eight(12), { activation: 'selu', initializer: 'lecun-normal' }),
      learningRate: 0.03,
      speed: 10,
    },
  },
  {
    id: 'linear-xor',
    title: 'Linear layers stay linear',
    group: 'Why non-linear',
    question: 'Does depth help without a non-linearity?',
    watch: 'Accuracy stays near 50 %: a product of matrices is one matrix.',
    next: {
      label: 'Make the layers tanh',
      change: { layers: layersOf([8, 8], { activation: 'tanh' }) },
    },
    settings: {
      data: 'xor',
      noise: 0,
      layers: layersOf([8, 8], { activation: 'linear', initializer: 'xavier-uniform' }),
      speed: 100,
    },
  },
  {
    id: 'perceptron-xor',
    title: 'A perceptron cannot do xor',
    group: 'Why non-linear',
    question: 'Why was a single layer not enough?',
    watch: 'One straight line cannot part the corners.',
    next: {
      label: 'Add a hidden layer of 4 units',
      change: { layers: layersOf([4], { activation: 'tanh' }) },
    },
    settings: { data: 'xor', noise: 0, layers: [], learningRate: 0.3, seed: 2, speed: 100 },
  },
  {
    id: 'step',
    title: 'A step cannot be trained',
    group: 'Why non-linear',
    question: 'Why not the step function of the first perceptrons?',
    watch: 'The gradient behind every step layer is exactly 0.',
    next: {
      label: 'Use sigmoid, its smooth cousin',
      change: { layers: layersOf([8], { activation: 'sigmoid' }), learningRate: 1 },
    },
    settings: {
      layers: layersOf([8, 8], { activation: 'step', initializer: 'xavier-uniform' }),
      speed: 100,
    },
  },
  {
    id: 'zero-init',
    title: 'Zero initialisation',
    group: 'Initialisation',
    question: 'Why not start with all weights at 0?',
    watch: 'The units of a layer stay equal for ever: their pictures are all the same.',
    next: {
      label: 'Start with Xavier weights',
      change: { layers: layersOf([8, 8]), outputInitializer: auto },
    },
    settings: {
      layers: layersOf([8, 8], { initializer: 'zeros' }),
      outputInitializer: 'zeros',
      speed: 100,
    },
  },
  {
    id: 'xavier-he',
    title: 'Xavier against He',
    group: 'Initialisation',
    question: 'Must the initialiser fit the activation?',
    watch:
      'The size of the activations by layer: it shrinks with Xavier and ReLU, and is kept with He.',
    next: {
      label: 'Use He initialisation',
      change: { layers: layersOf(sixteen(10), { activation: 'relu', initializer: 'he-normal' }) },
    },
    settings: {
      layers: layersOf(sixteen(10), { activation: 'relu', initializer: 'xavier-normal' }),
      learningRate: 0.03,
      seed: 16,
      speed: 10,
    },
  },
  {
    id: 'blobs-mod-2',
    title: 'Four blobs, classes mod 2',
    group: 'Initialisation',
    question: 'Which pair of initialiser and activation solves four blobs?',
    watch: 'Loss and accuracy: try each pair from the same seed.',
    next: {
      label: 'Use ReLU and He initialisation',
      change: { layers: layersOf([8, 8], { activation: 'relu', initializer: 'he-normal' }) },
    },
    settings: {
      data: 'blobs-mod-2',
      layers: layersOf([8, 8], { activation: 'sigmoid', initializer: 'normal' }),
      speed: 300,
    },
  },
  {
    id: 'rate-high',
    title: 'Learning rate too high',
    group: 'Optimisation',
    question: 'Why does the loss jump about?',
    watch: 'The loss: it leaps instead of falling; update-to-weight ratio far above 0.001.',
    next: { label: 'Learning rate 0.1', change: { learningRate: 0.1 } },
    settings: { layers: layersOf([8, 8]), learningRate: 10, speed: 100 },
  },
  {
    id: 'rate-low',
    title: 'Learning rate too low',
    group: 'Optimisation',
    question: 'Why does it take for ever?',
    watch: 'The update-to-weight ratio: far below 0.001.',
    next: { label: 'Learning rate 0.1', change: { learningRate: 0.1 } },
    settings: { layers: layersOf([8, 8]), learningRate: 0.0001, speed: 100 },
  },
  {
    id: 'spirals',
    title: 'Two spirals',
    group: 'Optimisation',
    question: 'How many units does a spiral take?',
    watch: 'The decision boundary curling along the arms.',
    next: { label: 'Use Adam', change: { optimizer: 'adam', learningRate: 0.01 } },
    settings: {
      data: 'spirals',
      noise: 0.05,
      layers: layersOf([16, 16, 8]),
      learningRate: 0.1,
      seed: 2,
      speed: 1000,
    },
  },
  {
    id: 'softmax',
    title: 'Softmax and cross-entropy',
    group: 'Optimisation',
    question: 'How does a network choose among several classes?',
    watch: 'The output map: one colour a class; where two meet, both are likely.',
    next: null,
    settings: {
      data: 'blobs',
      dataParams: { classes: 3 },
      layers: layersOf([8]),
      speed: 10,
    },
  },
  {
    id: 'overfitting',
    title: 'Overfitting',
    group: 'Generalisation',
    question: 'Why does the test loss rise while the training loss falls?',
    watch: 'The gap between the two loss curves.',
    next: { label: 'L2 of 0.01', change: { l2: 0.01 } },
    settings: {
      data: 'circles',
      samples: 100,
      noise: 0.5,
      layers: layersOf([32, 32]),
      optimizer: 'adam',
      learningRate: 0.01,
      speed: 1000,
    },
  },
  {
    id: 'no-bias',
    title: 'What a bias does',
    group: 'Generalisation',
    question: 'What if every initial bias were pushed away from 0?',
    watch: 'Each unit’s boundary: a bias shifts it away from the origin.',
    next: { label: 'Biases at 0', change: { layers: layersOf([4], { bias: 0 }) } },
    settings: { layers: layersOf([4], { bias: 3 }), speed: 100 },
  },
];

/**
 * Those that the engine can run.
 * @param {import('./schema.js').Schema} schema
 */
export const presetsFor = (schema) =>
  presets.filter(({ id }) => checkState(schema, presetState(id)).length === 0);

/** @param {string} id @returns {Preset | undefined} */
export const presetOf = (id) => presets.find((preset) => preset.id === id);

/**
 * The state that an experiment starts with; a plain run for `''`.
 * @param {string} id
 * @returns {State}
 */
export function presetState(id) {
  const preset = presetOf(id);
  return preset ? { ...plainState, ...preset.settings, preset: id } : plainState;
}
