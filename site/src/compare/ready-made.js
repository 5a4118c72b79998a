/**
 * Comparisons that come with the page: claims of textbooks, each tested by trials on the reader's own machine. A claim
 * says that one cell has more of a metric than another; whether it holds is measured, and may turn out the other way.
 *
 * @typedef {import('./comparison.js').Description} Description
 *
 * @typedef {object} Claim
 * @property {string} text what is claimed
 * @property {string} metric id
 * @property {readonly [number, number]} larger row and column of the cell that has more of it, as claimed
 * @property {readonly [number, number]} smaller
 *
 * @typedef {object} ReadyMade
 * @property {string} id
 * @property {string} title
 * @property {string} question
 * @property {string} watch what to look at
 * @property {string} metric id
 * @property {Required<Pick<Description, 'base' | 'rows' | 'columns' | 'seeds' | 'steps'>>} description
 * @property {readonly Claim[]} claims
 */

const twelve = Array.from({ length: 12 }, () => 8).join(',');

/** @type {readonly ReadyMade[]} */
export const readyMade = [
  {
    id: 'initialisers',
    title: 'Initialiser × activation',
    question: 'Which initialiser for which activation?',
    watch:
      'Twelve hidden layers on four blobs: down a column only the initialiser changes, along a row only the activation.',
    metric: 'testAccuracy',
    description: {
      base: `preset=blobs-mod-2&layers=${twelve}&learningRate=0.03`,
      rows: 'initializer:zeros|normal(deviation:0.1)|normal(deviation:1)|xavier-normal|he-normal',
      columns: 'activation:sigmoid|tanh|relu|leaky-relu',
      ...{ seeds: 8, steps: 300 },
    },
    claims: [
      {
        text: 'ReLU learns better with He than with Xavier initialisation.',
        metric: 'testAccuracy',
        ...{ larger: [4, 2], smaller: [3, 2] },
      },
      {
        text: 'tanh learns sooner with Xavier than with He initialisation.',
        metric: 'stepsTo95',
        ...{ larger: [4, 1], smaller: [3, 1] },
      },
      {
        text: 'With Xavier initialisation, tanh learns better than sigmoid.',
        metric: 'testAccuracy',
        ...{ larger: [3, 1], smaller: [3, 0] },
      },
    ],
  },
  {
    id: 'depth',
    title: 'Depth: sigmoid and ReLU',
    question: 'Do more hidden layers help?',
    watch: 'The columns from top to bottom: where does each activation stop learning?',
    metric: 'testAccuracy',
    description: {
      base: 'preset=none&initializer=auto&learningRate=0.1',
      rows: 'depth:1|2|4|8|16',
      columns: 'activation:sigmoid|tanh|relu',
      ...{ seeds: 10, steps: 1000 },
    },
    claims: [
      {
        text: 'With sixteen layers, ReLU learns better than sigmoid.',
        metric: 'testAccuracy',
        ...{ larger: [4, 2], smaller: [4, 0] },
      },
      {
        text: 'ReLU learns better with sixteen layers than with two.',
        metric: 'testAccuracy',
        ...{ larger: [4, 2], smaller: [1, 2] },
      },
    ],
  },
  {
    id: 'rates',
    title: 'Learning rates',
    question: 'How large should a step be?',
    watch: 'The loss curves: a small rate crawls, a large one leaps about.',
    metric: 'trainLoss',
    description: {
      base: 'preset=none',
      rows: 'learningRate:0.001|0.01|0.1|1|10',
      columns: 'optimizer:sgd|momentum',
      ...{ seeds: 10, steps: 500 },
    },
    claims: [
      {
        text: 'Gradient descent ends with a lower loss at rate 0.1 than at 0.001.',
        metric: 'trainLoss',
        ...{ larger: [0, 0], smaller: [2, 0] },
      },
      {
        text: 'Gradient descent ends with a lower loss at rate 0.1 than at 10.',
        metric: 'trainLoss',
        ...{ larger: [4, 0], smaller: [2, 0] },
      },
    ],
  },
  {
    id: 'optimizers',
    title: 'Optimisers × batch sizes',
    question: 'Which optimiser, and how many rows in a step?',
    watch: 'How much the curves of one cell spread, and which cells reach a low loss.',
    metric: 'trainLoss',
    description: {
      base: 'preset=spirals&layers=16,16&noise=0.05',
      rows: 'variant:SGD(optimizer:sgd,learningRate:0.1)|momentum(optimizer:momentum,learningRate:0.03)|RMSprop(optimizer:rmsprop,learningRate:0.01)|Adam(optimizer:adam,learningRate:0.01)',
      columns: 'batchSize:1|16|250',
      ...{ seeds: 5, steps: 1500 },
    },
    claims: [
      {
        text: 'With batches of 16, Adam ends with a lower loss than plain gradient descent.',
        metric: 'trainLoss',
        ...{ larger: [0, 1], smaller: [3, 1] },
      },
    ],
  },
  {
    id: 'regularisation',
    title: 'Regularisation',
    question: 'What helps against overfitting?',
    watch: 'Test minus training loss: what a network knows by heart is of no use on new rows.',
    metric: 'gap',
    description: {
      base: 'preset=overfitting',
      rows: 'variant:plain()|L2 of 0.003(l2:0.003)|dropout of 0.2(dropout:0.2)|both(l2:0.003,dropout:0.2)',
      columns: 'samples:50|100|400',
      ...{ seeds: 10, steps: 1500 },
    },
    claims: [
      {
        text: 'L2 makes the gap between test and training loss smaller.',
        metric: 'gap',
        ...{ larger: [0, 1], smaller: [1, 1] },
      },
      {
        text: 'More rows make the gap smaller.',
        metric: 'gap',
        ...{ larger: [0, 0], smaller: [0, 2] },
      },
    ],
  },
  {
    id: 'rectifiers',
    title: 'ReLU and its relatives',
    question: 'Do units that died come back?',
    watch: 'Silent units: every bias starts below zero, so that many units give 0 at first.',
    metric: 'deadShare',
    description: {
      base: 'preset=dying-relu',
      rows: 'activation:relu|leaky-relu|elu|gelu|tanh',
      columns: 'bias:0|-1|-2',
      ...{ seeds: 10, steps: 500 },
    },
    claims: [
      {
        text: 'From biases of −1, leaky ReLU learns better than ReLU.',
        metric: 'testAccuracy',
        ...{ larger: [1, 1], smaller: [0, 1] },
      },
    ],
  },
];
