/**
 * What the benchmark page measures: each through the engine's public API, as any page could.
 *
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 *
 * @typedef {object} Probe one measurement, ready to be repeated
 * @property {(repeats: number) => number | void} run does it; may answer the seconds that it took, where setting up
 *   is not to count
 * @property {() => void} dispose
 *
 * @typedef {object} Measurement
 * @property {string} id
 * @property {'gflops' | 'elements' | 'samples'} group
 * @property {string} title
 * @property {string} detail what exactly is done
 * @property {number} work units of the group in one repeat
 * @property {(engine: Engine) => Probe} prepare
 */

/** @type {Readonly<Record<Measurement['group'], { title: string, unit: string, scale: number, note: string }>>} */
export const groups = Object.freeze({
  gflops: {
    title: 'Matrix product',
    unit: 'GFLOP/s',
    scale: 1e9,
    note: 'Billions of multiplications and additions per second, the copies into and out of the engine included.',
  },
  elements: {
    title: 'Activations',
    unit: 'M elements/s',
    scale: 1e6,
    note: 'Values in [−4, 4) that stay inside the engine, half a million at a time.',
  },
  samples: {
    title: 'Training',
    unit: 'k samples/s',
    scale: 1e3,
    note: 'Whole steps on data that stays inside the engine: forward, loss, backward, update.',
  },
});

const side = 512;

/** @type {Measurement} */
const product = {
  id: 'product',
  group: 'gflops',
  title: `${side} × ${side} by ${side} × ${side}`,
  detail: `prediction of ${side} rows by one linear layer with ${side} inputs and ${side} units`,
  work: 2 * side ** 3,
  prepare(engine) {
    const network = engine.createNetwork({
      inputs: side,
      layers: [{ units: side, activation: 'linear' }],
      loss: 'mse',
      optimizer: { name: 'sgd' },
    });
    const x = ramp(side * side);
    const outputs = new Float32Array(side * side);
    return {
      run(repeats) {
        for (let repeat = 0; repeat < repeats; repeat++) network.predict(x, outputs);
      },
      dispose: () => network.dispose(),
    };
  },
};

const elements = 1 << 19;

/**
 * @param {string} name
 * @param {string} title
 * @returns {Measurement}
 */
const activation = (name, title) => ({
  id: name,
  group: 'elements',
  title,
  detail: `values of ${title} over 524,288 numbers`,
  work: elements,
  prepare: (engine) => ({
    run: (repeats) => engine.benchmarkActivation(name, { elements, repeats }),
    dispose() {},
  }),
});

/**
 * @typedef {object} TrainingSpec
 * @property {string} id
 * @property {string} title
 * @property {string} detail
 * @property {number} inputs
 * @property {{ units: number, activation: string }[]} layers
 * @property {string} loss
 * @property {string} optimizer
 * @property {number} learningRate
 * @property {number} rows
 * @property {number} batchSize
 */

/**
 * @param {TrainingSpec} spec
 * @returns {Measurement}
 */
const training = (spec) => ({
  id: spec.id,
  group: 'samples',
  title: spec.title,
  detail: spec.detail,
  work: spec.batchSize,
  prepare(engine) {
    const { inputs, layers, loss, rows, batchSize } = spec;
    const outputs = layers[layers.length - 1].units;
    const y = new Float32Array(rows * outputs);
    for (let row = 0; row < rows; row++) {
      if (outputs === 1) y[row] = row % 2 === 0 ? 1 : -1;
      else y[row * outputs + (row % outputs)] = 1;
    }
    const data = engine.createDataset({
      kind: 'arrays',
      x: ramp(rows * inputs),
      y,
      inputs,
      outputs,
    });
    const network = engine.createNetwork({
      inputs,
      layers,
      loss,
      optimizer: { name: spec.optimizer, learningRate: spec.learningRate },
      seed: 1,
    });
    return {
      run(repeats) {
        const { diverged } = network.train(data, { steps: repeats, batchSize, shuffle: false });
        if (diverged) throw new Error(diverged.message);
      },
      dispose() {
        network.dispose();
        data.dispose();
      },
    };
  },
});

/** @type {readonly Measurement[]} */
export const measurements = Object.freeze([
  product,
  activation('relu', 'ReLU'),
  activation('sigmoid', 'sigmoid'),
  activation('tanh', 'tanh'),
  activation('gelu', 'GELU'),
  training({
    id: 'small',
    title: '2-8-8-1, tanh',
    detail: 'half squared error, gradient descent, batches of 10: what the playground opens with',
    inputs: 2,
    layers: [
      { units: 8, activation: 'tanh' },
      { units: 8, activation: 'tanh' },
      { units: 1, activation: 'tanh' },
    ],
    loss: 'half-mse',
    optimizer: 'sgd',
    learningRate: 0.03,
    rows: 500,
    batchSize: 10,
  }),
  training({
    id: 'digits',
    title: '784-128-10, ReLU and softmax',
    detail:
      'cross-entropy, Adam, batches of 64: the size of a first network for handwritten digits',
    inputs: 784,
    layers: [
      { units: 128, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
    loss: 'cross-entropy',
    optimizer: 'adam',
    learningRate: 0.001,
    rows: 512,
    batchSize: 64,
  }),
]);

/**
 * Numbers in [-1, 1) without a pattern that a network could follow.
 * @param {number} count
 */
function ramp(count) {
  return Float32Array.from({ length: count }, (_, i) => ((i * 0.618034) % 1) * 2 - 1);
}

const secondsPerCall = 0.02;

/**
 * Units of work per second, over about the given time.
 * @param {Measurement} measurement
 * @param {Probe} probe
 * @param {{ repeats: number }} calls how many repeats a call does; found here, kept by the caller
 * @param {number} seconds
 * @param {() => number} now milliseconds
 */
export function measure(measurement, probe, calls, seconds, now = () => performance.now()) {
  let work = 0;
  let spent = 0;
  while (spent < seconds) {
    const start = now();
    const told = probe.run(calls.repeats);
    const took = Math.max(told ?? (now() - start) / 1000, 1e-5);
    work += calls.repeats * measurement.work;
    spent += took;
    // calls are short, because engines of WebAssembly get faster only from one call to the next
    const factor = Math.min(8, secondsPerCall / took);
    calls.repeats = Math.max(
      1,
      Math.round(calls.repeats * (factor > 2 || factor < 0.5 ? factor : 1)),
    );
  }
  return work / spent;
}
