/**
 * The workloads that every contestant runs: the same data, the same initial weights, the same batches in the same
 * order. Nothing here depends on a library's random numbers or on its mathematics, so that the C++ twin of this file
 * (workloads.cpp) makes the same bits.
 *
 * A step is one mini-batch: forward, loss, backward, update. Batches are consecutive rows; after the last one comes the
 * first again. After {@link CHECKED_STEPS} steps a contestant predicts the first rows, and the loss of these predictions
 * must agree with that of the double-precision reference (reference.mjs), or its figure does not count.
 */

/** @typedef {{ units: number, activation: 'tanh' | 'sigmoid' | 'relu' | 'softmax' | 'maxout', pieces?: number }} Layer */

/**
 * @typedef {object} Workload
 * @property {string} id
 * @property {string} title what it is, for people
 * @property {'train' | 'predict' | 'race'} kind whether samples are trained on, or only predicted; a race trains several
 *   networks on the same stream
 * @property {'points' | 'grid' | 'digits' | 'strokes'} data
 * @property {number} rows
 * @property {number} inputs
 * @property {Layer[]} layers the last one is the output
 * @property {'half-mse' | 'cross-entropy'} loss
 * @property {'sgd' | 'adam'} optimizer
 * @property {number} learningRate
 * @property {number} batchSize
 * @property {number} networks how many are trained side by side: 1 but for a race
 */

/** @typedef {{ x: Float32Array, y: Float32Array, rows: number, inputs: number, outputs: number }} Data */

export const CHECKED_STEPS = 16;
export const CHECKED_ROWS = 256;
/** Relative to the reference. */
export const LOSS_TOLERANCE = 1e-3;

/** @param {number} count @param {Layer} layer @returns {Layer[]} */
const times = (count, layer) => Array.from({ length: count }, () => layer);

/** @type {Layer} */
const TANH_8 = { units: 8, activation: 'tanh' };
const BASE = /** @type {const} */ ({ networks: 1, loss: 'half-mse', optimizer: 'sgd' });
const SMALL = /** @type {const} */ ({
  ...BASE,
  kind: 'train',
  data: 'points',
  rows: 500,
  inputs: 2,
});
const DIGITS = /** @type {const} */ ({
  ...BASE,
  kind: 'train',
  data: 'digits',
  rows: 2048,
  inputs: 784,
  loss: 'cross-entropy',
  optimizer: 'adam',
  learningRate: 0.001,
});

const RELU_128 = /** @type {const} */ ({
  ...DIGITS,
  layers: [
    { units: 128, activation: 'relu' },
    { units: 10, activation: 'softmax' },
  ],
  batchSize: 64,
});

/** @type {readonly Workload[]} */
export const WORKLOADS = [
  {
    ...SMALL,
    id: 'W1',
    title: '2-8-8-1 tanh, batch 10, SGD',
    layers: [TANH_8, TANH_8, { units: 1, activation: 'tanh' }],
    learningRate: 0.03,
    batchSize: 10,
  },
  {
    ...SMALL,
    id: 'W1b',
    title: '2-4-2-1 tanh, batch 10, SGD',
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 2, activation: 'tanh' },
      { units: 1, activation: 'tanh' },
    ],
    learningRate: 0.03,
    batchSize: 10,
  },
  {
    ...DIGITS,
    id: 'W2',
    title: '784-30-10 sigmoid, batch 10, SGD',
    rows: 2000,
    layers: [
      { units: 30, activation: 'sigmoid' },
      { units: 10, activation: 'sigmoid' },
    ],
    loss: 'half-mse',
    optimizer: 'sgd',
    learningRate: 0.5,
    batchSize: 10,
  },
  {
    ...RELU_128,
    id: 'W3',
    title: '784-128-10 ReLU, softmax, batch 64, Adam',
  },
  {
    ...DIGITS,
    id: 'W4',
    title: '784-512-512-10 ReLU, softmax, batch 128, Adam',
    layers: [...times(2, { units: 512, activation: 'relu' }), { units: 10, activation: 'softmax' }],
    learningRate: 0.0001, // so that 16 steps do not end at a loss too small to compare
    batchSize: 128,
  },
  {
    ...SMALL,
    id: 'W5',
    title: '2-(20 x 64)-1 tanh, batch 32, SGD',
    rows: 512,
    layers: [...times(20, { units: 64, activation: 'tanh' }), { units: 1, activation: 'tanh' }],
    learningRate: 0.01,
    batchSize: 32,
  },
  {
    ...SMALL,
    id: 'W6',
    title: 'prediction of 2-8-8-1 tanh on a 100 x 100 grid',
    kind: 'predict',
    data: 'grid',
    rows: 10_000,
    layers: [TANH_8, TANH_8, { units: 1, activation: 'tanh' }],
    learningRate: 0.03,
    batchSize: 10_000,
  },
  {
    ...DIGITS,
    id: 'W8',
    title: 'maxout 784-(64, 4 pieces)-10, softmax, batch 64, Adam',
    layers: [
      { units: 64, activation: 'maxout', pieces: 4 },
      { units: 10, activation: 'softmax' },
    ],
    batchSize: 64,
  },
  {
    ...SMALL,
    id: 'W9',
    title: 'race of 16 networks 2-8-8-1 tanh on one sample stream, batch 10, SGD',
    kind: 'race',
    layers: [TANH_8, TANH_8, { units: 1, activation: 'tanh' }],
    learningRate: 0.03,
    batchSize: 10,
    networks: 16,
  },
  {
    ...RELU_128,
    id: 'W10',
    title: '784-128-10 ReLU, softmax, batch 64, Adam, images that are blank for the most part',
    data: 'strokes',
  },
];

/** @param {string} id @returns {Workload} */
export function workload(id) {
  const found = WORKLOADS.find((entry) => entry.id === id);
  if (!found)
    throw new Error(`no workload ${id}; there are ${WORKLOADS.map((w) => w.id).join(', ')}`);
  return found;
}

/** @param {Layer} layer @returns {number} pre-activations of a layer */
export const widthOf = (layer) => layer.units * (layer.pieces ?? 1);

/**
 * Numbers in [0, 1), the same in every language: mulberry32.
 * @param {number} seed a whole number
 */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Seed of every workload's rows; network i starts from seed INITIAL_SEED + i. */
const DATA_SEED = 1;
const INITIAL_SEED = 1000;

/**
 * Points in [-1, 1)^2, inside (1) and outside (-1) of a circle.
 * @param {number} rows
 * @returns {Data}
 */
function points(rows) {
  const next = uniform(DATA_SEED);
  const x = new Float32Array(rows * 2);
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const a = 2 * next() - 1;
    const b = 2 * next() - 1;
    x[2 * row] = a;
    x[2 * row + 1] = b;
    y[row] = a * a + b * b < 0.5 ? 1 : -1;
  }
  return { x, y, rows, inputs: 2, outputs: 1 };
}

/**
 * The corners and the inside of [-1, 1]^2, row by row, as an output map asks for them.
 * @param {number} rows a square number
 * @returns {Data}
 */
function grid(rows) {
  const side = Math.round(Math.sqrt(rows));
  const x = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    x[2 * row] = (2 * (row % side)) / (side - 1) - 1;
    x[2 * row + 1] = (2 * Math.floor(row / side)) / (side - 1) - 1;
  }
  return { x, y: new Float32Array(rows), rows, inputs: 2, outputs: 1 };
}

/**
 * Ten classes of 28 x 28 images: a prototype of each class, blended with noise; values in [0, 1).
 * @param {number} rows
 * @returns {Data}
 */
function digits(rows) {
  const next = uniform(DATA_SEED);
  const prototypes = Array.from({ length: 10 * 784 }, () => (next() < 0.2 ? next() : 0));
  const x = new Float32Array(rows * 784);
  const y = new Float32Array(rows * 10);
  for (let row = 0; row < rows; row++) {
    const label = Math.floor(10 * next());
    for (let pixel = 0; pixel < 784; pixel++) {
      x[row * 784 + pixel] = 0.5 * prototypes[label * 784 + pixel] + 0.25 * next();
    }
    y[row * 10 + label] = 1;
  }
  return { x, y, rows, inputs: 784, outputs: 10 };
}

/**
 * Where a pen was on an image of 28 x 28: three lines that turn now and then, within the middle 16 x 16 pixels.
 * @param {() => number} next
 */
function penPath(next) {
  const turn = () => Math.floor(3 * next()) - 1;
  const onPaper = (/** @type {number} */ at) => Math.min(21, Math.max(6, at));
  const path = [];
  for (let line = 0; line < 3; line++) {
    let [x, y] = [6 + Math.floor(16 * next()), 6 + Math.floor(16 * next())];
    let [dx, dy] = [turn(), turn()];
    for (let point = 0; point < 16; point++) {
      path.push(28 * y + x);
      if (next() < 0.25) [dx, dy] = [turn(), turn()];
      [x, y] = [onPaper(x + dx), onPaper(y + dy)];
    }
  }
  return path;
}

/**
 * Ten classes of 28 x 28 images that are blank but for what a pen of 3 x 3 pixels drew: a path of each class, moved by
 * up to a pixel; values in [0.5, 1) where the pen was, else 0.
 * @param {number} rows
 * @returns {Data}
 */
function strokes(rows) {
  const next = uniform(DATA_SEED);
  const paths = Array.from({ length: 10 }, () => penPath(next));
  const x = new Float32Array(rows * 784);
  const y = new Float32Array(rows * 10);
  for (let row = 0; row < rows; row++) {
    const label = Math.floor(10 * next());
    const shift = Math.floor(3 * next()) - 1 + 28 * (Math.floor(3 * next()) - 1);
    for (const point of paths[label]) {
      for (const from of [-29, -1, 27]) {
        for (let i = 0; i < 3; i++) x[row * 784 + point + shift + from + i] = 0.5 + 0.5 * next();
      }
    }
    y[row * 10 + label] = 1;
  }
  return { x, y, rows, inputs: 784, outputs: 10 };
}

/** @param {Workload} workload @returns {Data} */
export function dataOf(workload) {
  const make = { points, grid, digits, strokes }[workload.data];
  return make(workload.rows);
}

/**
 * Initial parameters in the engine's order: layer by layer, weights [inputs][units] row-major (of maxout
 * [inputs][pieces][units]), then biases, which are 0. Weights are uniform within Glorot and Bengio's limit.
 * @param {Workload} workload
 * @param {number} [network] which one of a race
 * @returns {Float32Array}
 */
export function initialParameters(workload, network = 0) {
  const next = uniform(INITIAL_SEED + network);
  const values = [];
  let inputs = workload.inputs;
  for (const layer of workload.layers) {
    const limit = Math.sqrt(6 / (inputs + layer.units));
    const width = widthOf(layer);
    for (let i = 0; i < inputs * width; i++) values.push(limit * (2 * next() - 1));
    for (let i = 0; i < width; i++) values.push(0);
    inputs = layer.units;
  }
  return Float32Array.from(values);
}

/**
 * Mean loss of predictions of the first rows, in double precision.
 * @param {Workload} workload
 * @param {Data} data
 * @param {ArrayLike<number>} predictions [rows, outputs], of each network after the other
 */
export function lossOf(workload, data, predictions) {
  const count = checkedRows(workload) * data.outputs;
  let sum = 0;
  for (let network = 0; network < workload.networks; network++) {
    for (let i = 0; i < count; i++) {
      const p = predictions[network * count + i];
      const y = data.y[i];
      sum += workload.loss === 'half-mse' ? 0.5 * (p - y) ** 2 : y === 0 ? 0 : -y * Math.log(p);
    }
  }
  return sum / (checkedRows(workload) * workload.networks);
}

/** Rows whose predictions are compared. @param {Workload} workload */
export const checkedRows = (workload) => Math.min(workload.rows, CHECKED_ROWS);

/** Samples that one step works on, over all networks. @param {Workload} workload */
export const samplesPerStep = (workload) => workload.batchSize * workload.networks;

/**
 * Multiplications and additions of the matrix products of one step, the input's gradient left out.
 * @param {Workload} workload
 */
export function flopsPerStep(workload) {
  let flops = 0;
  let inputs = workload.inputs;
  workload.layers.forEach((layer, index) => {
    const passes = workload.kind === 'predict' ? 1 : index === 0 ? 2 : 3;
    flops += 2 * passes * workload.batchSize * inputs * widthOf(layer);
    inputs = layer.units;
  });
  return flops * workload.networks;
}
