/**
 * A trial: one experiment, trained for a fixed number of steps without a page. A pure function: the same
 * arguments give the same bits in node, in a window and in a worker; only `milliseconds` differs.
 *
 * @typedef {import('../../../wasm/js/index.js').Dataset} Dataset
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
 * @typedef {import('../../../wasm/js/index.js').Divergence} Divergence
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 * @typedef {import('../../../wasm/js/index.js').LayerStatistics} LayerStatistics
 * @typedef {import('../../../wasm/js/index.js').Network} Network
 * @typedef {import('../state/state.js').Experiment} Experiment
 * @typedef {import('../worker/protocol.js').Grid} Grid
 *
 * @typedef {object} Plan
 * @property {number} steps to train, from 0 to 1e9
 * @property {number} [measurements] besides that of step 0, geometrically spaced, the last at `steps`; from
 *   1 to 10,000, by default 25
 * @property {boolean | 'final'} [layers] measure the layers as well; 'final': at the last measurement alone
 * @property {boolean} [predictions] outputs for every row at the end
 * @property {number} [map] cells along each side of an output map at the end, from 2 to 256; 0 for none
 * @property {DatasetSpec} [data] in place of the data set that the experiment names
 *
 * Losses and accuracies, each in the order of `step`; NaN where the split has no rows, and for the accuracy
 * of a regression.
 * @typedef {object} Curves
 * @property {Float32Array} trainLoss
 * @property {Float32Array} validationLoss
 * @property {Float32Array} testLoss
 * @property {Float32Array} trainAccuracy
 * @property {Float32Array} validationAccuracy
 * @property {Float32Array} testAccuracy
 *
 * @typedef {Record<keyof Curves, number>} Final
 *
 * @typedef {object} TrialOutcome
 * @property {number} seed
 * @property {Uint32Array} step of each measurement, from 0; up to the last one before a divergence
 * @property {Final} final the last of each curve
 * @property {LayerStatistics[][]} [layers] of each measurement
 * @property {{train: Float32Array, test: Float32Array}} [predictions]
 * @property {Grid} [map]
 * @property {Divergence} [diverged] training stopped there, or a loss was no longer finite
 * @property {string} parameterHash at the end
 * @property {number} milliseconds that the trial took
 *
 * @typedef {TrialOutcome & Curves} TrialResult
 */

import { isGiven } from '../data/shipped-info.js';
import { datasetSpec, networkSpec, splitSettings } from '../state/spec.js';
import { checkExperiment } from '../state/validate.js';
import { decodeWeights } from '../state/weights.js';
import { fitTo } from '../worker/fit-network.js';
import { domainOf, gridPoints } from '../worker/grids.js';
import { measurementSteps } from './measurement-steps.js';
import { schemaOf } from './read-experiment.js';
import { TrialError } from './trial-error.js';

/** Rows of the training data that layer statistics are computed from, at most. */
const statisticsRows = 256;

/** Bounds of each number of a plan. */
const bounds = {
  steps: { minimum: 0, maximum: 1e9 },
  measurements: { minimum: 1, maximum: 10_000 },
  map: { minimum: 0, maximum: 256 },
};

/**
 * Trains an experiment, and measures it on the way.
 * @param {Engine} engine
 * @param {Experiment} experiment
 * @param {Plan} plan
 * @returns {TrialResult}
 * @throws {TrialError} for a bad plan or experiment
 */
export function runTrial(engine, experiment, plan) {
  const { steps, measurements = 25, map = 0, layers = false, predictions = false, data } = plan;
  checkPlan({ steps, measurements, map });
  const started = performance.now();
  const [dataset, network] = create(engine, experiment, data);
  try {
    const record = measure(
      experiment,
      dataset,
      network,
      measurementSteps(steps, measurements),
      layers,
    );
    return {
      seed: experiment.seed,
      ...record,
      ...(predictions && { predictions: predict(dataset, network) }),
      ...(map > 0 && { map: outputMap(dataset, network, map) }),
      parameterHash: network.parameterHash(),
      milliseconds: performance.now() - started,
    };
  } finally {
    network.dispose();
    dataset.dispose();
  }
}

/** @param {Record<keyof typeof bounds, number>} plan */
function checkPlan(plan) {
  for (const [name, { minimum, maximum }] of Object.entries(bounds)) {
    const value = plan[/** @type {keyof typeof bounds} */ (name)];
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      const allowed = `a whole number from ${minimum} to ${maximum}`;
      throw new TrialError('out-of-range', `${name}: ${String(value)} given; allowed: ${allowed}`);
    }
  }
}

/**
 * @param {Engine} engine
 * @param {Experiment} experiment
 * @param {DatasetSpec} [data]
 * @returns {[Dataset, Network]}
 */
function create(engine, experiment, data) {
  const schema = schemaOf(engine);
  const [problem] = checkExperiment(schema, experiment);
  if (problem) throw new TrialError('invalid-experiment', `${problem.field}: ${problem.message}`);
  const dataset = engine.createDataset(specOf(experiment, schema, data));
  try {
    const network = engine.createNetwork(
      fitTo(networkSpec(experiment), dataset, engine.activations),
    );
    setWeights(network, experiment.weights);
    return [dataset, network];
  } catch (error) {
    dataset.dispose();
    throw error;
  }
}

/**
 * The rows to train on: those given, of which the experiment decides the split where it names them; or else generated.
 * @param {Experiment} experiment
 * @param {import('../state/schema.js').Schema} schema
 * @param {DatasetSpec} [data]
 * @returns {DatasetSpec}
 */
function specOf(experiment, schema, data) {
  const named = isGiven(experiment.data);
  if (named && !data) {
    const message = `data: nothing given; allowed: the rows of ${experiment.data}, which data.js loads or prepares`;
    throw new TrialError('no-data', message);
  }
  if (!data) return datasetSpec(experiment, schema);
  return named ? { ...data, ...splitSettings(experiment) } : data;
}

/**
 * @param {Network} network
 * @param {string} text as a link holds them; '' for the initial ones
 */
function setWeights(network, text) {
  if (text === '') return;
  const parameters = decodeWeights(text);
  if (parameters?.length === network.parameterCount) {
    network.setParameters(parameters);
    return;
  }
  const given = parameters ? String(parameters.length) : 'damaged weights';
  const allowed = `${network.parameterCount} weights and biases`;
  network.dispose();
  throw new TrialError('invalid-experiment', `weights: ${given} given; allowed: ${allowed}`);
}

/**
 * Trains up to each of the steps, and measures there.
 * @param {Experiment} experiment
 * @param {Dataset} dataset
 * @param {Network} network
 * @param {Uint32Array} steps
 * @param {boolean | 'final'} withLayers
 */
function measure({ batchSize }, dataset, network, steps, withLayers) {
  const { length } = steps;
  /** @type {Curves} */
  const curves = {
    trainLoss: new Float32Array(length),
    validationLoss: new Float32Array(length),
    testLoss: new Float32Array(length),
    trainAccuracy: new Float32Array(length),
    validationAccuracy: new Float32Array(length),
    testAccuracy: new Float32Array(length),
  };
  const rows = Math.min(statisticsRows, dataset.trainSize);
  /** @type {LayerStatistics[][]} */
  const layers = [];
  /** @type {Divergence | undefined} */
  let diverged;
  let count = 0;
  for (const [index, step] of steps.entries()) {
    if (step > network.step) {
      ({ diverged } = network.train(dataset, { steps: step - network.step, batchSize }));
      if (diverged) break;
    }
    diverged = record(curves, count, dataset, network);
    if (diverged) break;
    if (withLayers === true || (withLayers && index === length - 1)) {
      layers.push(network.statistics({ data: dataset, rows, detail: 'magnitudes' }));
    }
    count += 1;
  }
  const measured = /** @type {Curves} */ (
    Object.fromEntries(
      Object.entries(curves).map(([name, values]) => [name, values.slice(0, count)]),
    )
  );
  const final = /** @type {Final} */ (
    Object.fromEntries(Object.entries(measured).map(([name, values]) => [name, values[count - 1]]))
  );
  return {
    step: steps.slice(0, count),
    ...measured,
    final,
    ...(withLayers && { layers }),
    ...(diverged && { diverged }),
  };
}

/**
 * @param {Curves} curves
 * @param {number} index
 * @param {Dataset} dataset
 * @param {Network} network
 * @returns {Divergence | undefined} set where a loss is not finite
 */
function record(curves, index, dataset, network) {
  const train = network.evaluate(dataset, 'train');
  const validation = evaluation(dataset.validationSize, () =>
    network.evaluate(dataset, 'validation'),
  );
  const test = evaluation(dataset.testSize, () => network.evaluate(dataset, 'test'));
  curves.trainLoss[index] = train.loss;
  curves.validationLoss[index] = validation.loss;
  curves.testLoss[index] = test.loss;
  curves.trainAccuracy[index] = train.accuracy ?? NaN;
  curves.validationAccuracy[index] = validation.accuracy ?? NaN;
  curves.testAccuracy[index] = test.accuracy ?? NaN;
  return train.diverged ?? validation.diverged ?? test.diverged;
}

/**
 * @param {number} rows of the split
 * @param {() => import('../../../wasm/js/index.js').Evaluation} evaluate
 * @returns {import('../../../wasm/js/index.js').Evaluation}
 */
const evaluation = (rows, evaluate) => (rows > 0 ? evaluate() : { loss: NaN });

/**
 * @param {Dataset} dataset
 * @param {Network} network
 */
function predict(dataset, network) {
  return { train: network.predict(dataset.train().x), test: network.predict(dataset.test().x) };
}

/**
 * @param {Dataset} dataset
 * @param {Network} network
 * @param {number} size
 * @returns {Grid}
 */
function outputMap(dataset, network, size) {
  const { dimensions, outputs } = dataset;
  if (dimensions > 2) {
    const given = `map: ${size} given with ${dimensions} inputs`;
    throw new TrialError('out-of-range', `${given}; allowed: 0, as a map is of one or two inputs`);
  }
  const domain = domainOf([dataset.train(), dataset.test()], dimensions);
  const inputs = dataset.transform(gridPoints(domain, size, dimensions));
  return { size, outputs, values: network.predict(inputs), domain };
}
