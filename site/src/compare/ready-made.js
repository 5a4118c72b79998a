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
 * @property {'larger' | 'same'} [expected] 'same': it is claimed that the two do not differ; by default 'larger'
 * @property {boolean} [textbook] whether it is a rule of textbooks
 *
 * @typedef {object} ReadyMade
 * @property {string} id
 * @property {string} title
 * @property {string} question
 * @property {string} watch what to look at
 * @property {string} metric id
 * @property {Description & Required<Pick<Description, 'base' | 'rows' | 'columns' | 'seeds' | 'steps'>>} description
 * @property {readonly Claim[]} claims
 * @property {readonly {id: string, label: string}[]} [next] ready-made comparisons to try next
 */

const twelve = Array.from({ length: 12 }, () => 8).join(',');
const initializers = 'zeros|normal(deviation:0.1)|normal(deviation:1)|xavier-normal|he-normal';

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
      base: `preset=blobs-mod-2&layers=${twelve}&learningRate=0.03&validationFraction=0.2`,
      rows: `initializer:${initializers}`,
      columns: 'activation:sigmoid|tanh|relu|leaky-relu',
      seeds: 5,
      steps: 300,
    },
    claims: [
      {
        text: 'ReLU learns better with He than with Xavier initialisation.',
        metric: 'testAccuracy',
        larger: [4, 2],
        smaller: [3, 2],
        textbook: true,
      },
      {
        text: 'tanh learns sooner with Xavier than with He initialisation.',
        metric: 'stepsTo95',
        larger: [4, 1],
        smaller: [3, 1],
        textbook: true,
      },
      {
        text: 'With Xavier initialisation, tanh learns better than sigmoid.',
        metric: 'testAccuracy',
        larger: [3, 1],
        smaller: [3, 0],
      },
    ],
    next: [
      { id: 'initialisers-shallow', label: 'depth 2' },
      { id: 'initialisers-four', label: 'four classes' },
    ],
  },
  {
    id: 'initialisers-shallow',
    title: 'Initialiser × activation, two layers',
    question: 'Does the initialiser matter with two hidden layers?',
    watch:
      'The same data and rate, two layers, 1,000 steps: with tanh and ReLU, Xavier, He and normal (deviation 1) now come out alike.',
    metric: 'testAccuracy',
    description: {
      base: 'preset=blobs-mod-2&layers=8,8&learningRate=0.03&validationFraction=0.2',
      rows: `initializer:${initializers}`,
      columns: 'activation:sigmoid|tanh|relu|leaky-relu',
      seeds: 10,
      steps: 1000,
    },
    claims: [
      {
        text: 'With two layers, ReLU learns as well with Xavier as with He initialisation.',
        metric: 'testAccuracy',
        larger: [4, 2],
        smaller: [3, 2],
        expected: 'same',
      },
      {
        text: 'With two layers, tanh learns as well with Xavier as with He initialisation.',
        metric: 'testAccuracy',
        larger: [4, 1],
        smaller: [3, 1],
        expected: 'same',
      },
      {
        text: 'With He initialisation, ReLU learns better than from zeros: those never part the units.',
        metric: 'testAccuracy',
        larger: [4, 2],
        smaller: [0, 2],
      },
    ],
    next: [{ id: 'initialisers', label: 'depth 12' }],
  },
  {
    id: 'initialisers-four',
    title: 'Initialiser × activation, four classes',
    question: 'Does the initialiser matter with four classes?',
    watch:
      'Four blobs, each a class of its own: guessing gets a quarter right, a straight line or two get all.',
    metric: 'testAccuracy',
    description: {
      base: `preset=none&data=blobs&dataParams=classes:4&noise=0.1&layers=${twelve}&learningRate=0.03&validationFraction=0.2`,
      rows: `initializer:${initializers}`,
      columns: 'activation:sigmoid|tanh|relu|leaky-relu',
      seeds: 10,
      steps: 300,
    },
    claims: [
      {
        text: 'ReLU learns better with He than with Xavier initialisation.',
        metric: 'testAccuracy',
        larger: [4, 2],
        smaller: [3, 2],
        textbook: true,
      },
      {
        text: 'tanh learns sooner with Xavier than with He initialisation.',
        metric: 'stepsTo95',
        larger: [4, 1],
        smaller: [3, 1],
        textbook: true,
      },
    ],
    next: [{ id: 'initialisers', label: 'two classes' }],
  },
  {
    id: 'sigmoid-tanh',
    title: 'Sigmoid against tanh',
    question: 'tanh is a shifted and stretched sigmoid. Does it learn sooner?',
    watch:
      'tanh gives values around 0, sigmoid values around 0.5. Along a row only the depth changes: what is left of the gradient in the first layer?',
    metric: 'stepsTo95',
    description: {
      base: 'preset=none&initializer=xavier-normal&learningRate=0.3&validationFraction=0.2',
      rows: 'activation:sigmoid|tanh',
      columns: 'depth:1|4|8|16',
      seeds: 10,
      steps: 1000,
    },
    claims: [
      {
        text: 'With one hidden layer, sigmoid takes more steps than tanh.',
        metric: 'stepsTo95',
        larger: [0, 0],
        smaller: [1, 0],
        textbook: true,
      },
      {
        text: 'With four hidden layers, tanh learns better than sigmoid.',
        metric: 'testAccuracy',
        larger: [1, 1],
        smaller: [0, 1],
      },
      {
        text: 'The gradient of tanh vanishes too: with 16 layers less of it is left in the first than with 4.',
        metric: 'gradientRatio',
        larger: [1, 1],
        smaller: [1, 3],
      },
    ],
    next: [
      { id: 'depth', label: 'with ReLU' },
      { id: 'fair-rates', label: 'each with its best rate' },
    ],
  },
  {
    id: 'rectifiers',
    title: 'ReLU and its relatives',
    question:
      'Leaky ReLU, PReLU and ELU keep a small gradient below 0. Does that bring units back?',
    watch:
      'Along a row every bias starts further below 0, so that more units give 0 at first. Choose “Silent units” as the metric, too.',
    metric: 'testAccuracy',
    description: {
      base: 'preset=dying-relu&validationFraction=0.2',
      rows: 'activation:relu|leaky-relu|prelu|elu',
      columns: 'bias:0|-1|-2',
      seeds: 20,
      steps: 2000,
    },
    claims: [
      {
        text: 'From biases of −1, ReLU ends with more silent units than leaky ReLU.',
        metric: 'deadShare',
        larger: [0, 1],
        smaller: [1, 1],
        textbook: true,
      },
      {
        text: 'From biases of −1, leaky ReLU learns better than ReLU.',
        metric: 'testAccuracy',
        larger: [1, 1],
        smaller: [0, 1],
        textbook: true,
      },
      {
        text: 'From biases of −2, ELU learns better than leaky ReLU, whose gradient below 0 is a hundredth.',
        metric: 'testAccuracy',
        larger: [3, 2],
        smaller: [1, 2],
      },
      {
        text: 'From biases of 0, leaky ReLU learns as well as ReLU.',
        metric: 'testAccuracy',
        larger: [1, 0],
        smaller: [0, 0],
        expected: 'same',
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
      base: 'preset=none&validationFraction=0.2',
      rows: 'depth:1|2|4|8|16',
      columns: 'activation:sigmoid|tanh|relu',
      seeds: 10,
      steps: 1000,
    },
    claims: [
      {
        text: 'With sixteen layers, ReLU learns better than sigmoid.',
        metric: 'testAccuracy',
        larger: [4, 2],
        smaller: [4, 0],
      },
      {
        text: 'More layers, more accuracy: ReLU learns better with sixteen layers than with two.',
        metric: 'testAccuracy',
        larger: [4, 2],
        smaller: [1, 2],
        textbook: true,
      },
    ],
    next: [{ id: 'fair-rates', label: 'each with its best rate' }],
  },
  {
    id: 'rates',
    title: 'Learning rates',
    question: 'How large should a step be?',
    watch: 'The loss curves: a small rate crawls, a large one leaps about.',
    metric: 'trainLoss',
    description: {
      base: 'preset=none&validationFraction=0.2',
      rows: 'learningRate:0.001|0.01|0.1|1|10',
      columns: 'optimizer:sgd|momentum',
      seeds: 10,
      steps: 500,
    },
    claims: [
      {
        text: 'Gradient descent ends with a lower loss at rate 0.1 than at 0.001.',
        metric: 'trainLoss',
        larger: [0, 0],
        smaller: [2, 0],
      },
      {
        text: 'Gradient descent ends with a lower loss at rate 0.1 than at 10.',
        metric: 'trainLoss',
        larger: [4, 0],
        smaller: [2, 0],
      },
    ],
    next: [{ id: 'fair-rates', label: 'the best rate of each activation' }],
  },
  {
    id: 'optimizers',
    title: 'Optimisers × batch sizes',
    question: 'Which optimiser, and how many rows in a step?',
    watch: 'How much the curves of one cell spread, and which cells reach a low loss.',
    metric: 'trainLoss',
    description: {
      base: 'preset=spirals&layers=16,16&validationFraction=0.2',
      rows: 'variant:SGD(optimizer:sgd,learningRate:0.1)|momentum(optimizer:momentum,learningRate:0.03)|RMSprop(optimizer:rmsprop,learningRate:0.01)|Adam(optimizer:adam,learningRate:0.01)',
      columns: 'batchSize:1|16|250',
      seeds: 5,
      steps: 1500,
    },
    claims: [
      {
        text: 'With batches of 16, Adam ends with a lower loss than plain gradient descent.',
        metric: 'trainLoss',
        larger: [0, 1],
        smaller: [3, 1],
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
      base: 'preset=overfitting&validationFraction=0.2',
      rows: 'variant:plain()|L2 of 0.003(l2:0.003)|dropout of 0.2(dropout:0.2)|both(l2:0.003,dropout:0.2)',
      columns: 'samples:50|100|400',
      seeds: 10,
      steps: 1500,
    },
    claims: [
      {
        text: 'L2 makes the gap between test and training loss smaller.',
        metric: 'gap',
        larger: [0, 1],
        smaller: [1, 1],
      },
      {
        text: 'More rows make the gap smaller.',
        metric: 'gap',
        larger: [0, 0],
        smaller: [0, 2],
      },
    ],
  },
  {
    id: 'fair-rates',
    title: 'Activations, each with its best rate',
    question: 'Is sigmoid only slower because its learning rate does not suit it?',
    watch:
      'Every cell tries five learning rates, and shows the one that is best on the validation rows.',
    metric: 'testAccuracy',
    description: {
      base: 'preset=none&validationFraction=0.2',
      rows: 'activation:sigmoid|tanh|relu',
      columns: 'depth:1|2|4|8',
      best: 'learningRate:0.03|0.1|0.3|1|3',
      seeds: 10,
      steps: 500,
    },
    claims: [
      {
        text: 'With one hidden layer, sigmoid learns as well as ReLU, each with its best rate.',
        metric: 'testAccuracy',
        larger: [2, 0],
        smaller: [0, 0],
        expected: 'same',
      },
      {
        text: 'With four hidden layers, ReLU learns better than sigmoid even then.',
        metric: 'testAccuracy',
        larger: [2, 2],
        smaller: [0, 2],
      },
    ],
  },
];

/**
 * The ready-made comparison that settings are of, whatever the seeds, the steps and the metric.
 * @param {Description} settings
 */
export const readyMadeOf = ({ base, rows, columns, best, newData }) =>
  readyMade.find(
    ({ description }) =>
      description.base === base &&
      description.rows === rows &&
      description.columns === columns &&
      (description.best ?? '') === best &&
      newData === false,
  );
