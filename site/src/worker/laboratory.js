/**
 * One experiment in the engine: a data set, a network, and what can be measured of them.
 *
 * @typedef {import('./protocol.js').Engine} Engine
 * @typedef {import('./protocol.js').Configuration} Configuration
 * @typedef {import('./protocol.js').DatasetFacts} DatasetFacts
 * @typedef {import('./protocol.js').Detail} Detail
 * @typedef {import('./protocol.js').Grid} Grid
 * @typedef {import('./protocol.js').LiveSettings} LiveSettings
 * @typedef {import('./protocol.js').Moment} Moment
 * @typedef {import('./protocol.js').Probe} Probe
 * @typedef {import('../../../wasm/js/index.js').Dataset} Dataset
 * @typedef {import('../../../wasm/js/index.js').Network} Network
 */

import { fitTo } from './fit.js';
import { domainOf, gridPoints } from './grids.js';

/** Rows of the training split that layer statistics look at, at most. */
export const statisticsRows = 256;
/** Multiplications of a measurement above which half of these rows have to do. */
const mostStatisticsWork = 4e7;
/** Multiplications a second on the slowest devices; a step over all rows takes three for each of a measurement. */
const slowest = 2e7;
/** Cells along each side of the pictures of the inputs. */
const inputGridSize = 24;
/** Cells along each side of the coarsest output map. */
const coarsestMap = 20;
/** Multiplications for an output map while training goes on: they take about 3 ms. */
const mostMapWork = 6.5e7;
/** Layers up to this width get a heatmap for each unit. */
export const heatmapUnits = 16;

/** From the least to the most. @type {readonly Detail[]} */
const details = ['none', 'magnitudes', 'full'];

export class Laboratory {
  /** @type {Dataset} */
  #dataset;
  /** @type {Network} */
  #network;
  /** @type {LiveSettings} */
  #live;
  /** @type {Map<number, Float32Array>} network inputs at the points of a grid, by its size */
  #grids = new Map();
  /** @type {{x: Float32Array, y: Float32Array}[]} */
  #splits;
  /** @type {DatasetFacts} */
  #facts;
  #layers;
  #loss;
  /** @type {Moment | null} */
  #latest = null;
  #engine;
  /** The axes of each layer's principal components when they were last found. @type {Map<number, [Float64Array, Float64Array]>} */
  #axes = new Map();
  /** How closely the latest moment has been looked at. @type {Detail} */
  #detail = 'none';

  /**
   * @param {Engine} engine
   * @param {Configuration} configuration
   * @param {(stage: 'data' | 'network') => void} [tell] what is about to be made
   */
  constructor(engine, { dataset, network, live, parameters, snapshot }, tell = () => {}) {
    this.#engine = engine;
    tell('data');
    this.#dataset = engine.createDataset(dataset);
    try {
      const spec = fitTo(network, this.#dataset, engine.activations);
      this.#layers = layerFacts(spec, engine.activations);
      this.#loss = spec.loss;
      tell('network');
      this.#network = engine.createNetwork(spec);
    } catch (error) {
      this.#dataset.dispose();
      throw error;
    }
    this.#facts = factsOf(this.#dataset);
    this.#splits = [this.#facts.train, this.#facts.test].map(({ x, y }) => ({ x, y }));
    this.#live = live;
    this.applyLive(live);
    if (parameters?.length === this.#network.parameterCount) {
      this.#network.setParameters(parameters);
    }
    if (snapshot) this.restore(snapshot);
  }

  get step() {
    return this.#network.step;
  }

  get epoch() {
    return this.#network.epoch;
  }

  get learningRate() {
    return this.#network.learningRate;
  }

  /** That one measurement takes, about: a forward pass over both splits. */
  get multiplications() {
    const { trainSize, testSize } = this.#dataset;
    return this.#network.parameterCount * (trainSize + testSize);
  }

  describe() {
    return {
      dataset: this.#facts,
      parameterCount: this.#network.parameterCount,
      layers: this.#layers,
      inputGrid: this.#inputGrid(inputGridSize),
      loss: typeof this.#loss === 'string' ? this.#loss : this.#loss.name,
      patience: (3000 * this.multiplications) / slowest,
    };
  }

  /** @param {LiveSettings} live */
  applyLive(live) {
    this.#network.setLearningRate(live.learningRate);
    this.#network.setRegularization(live.regularization);
    this.#network.setClipping(live.clipping);
    this.#live = live;
  }

  /** @param {number} steps */
  train(steps) {
    this.#forget();
    return this.#network.train(this.#dataset, { steps, batchSize: this.#live.batchSize });
  }

  /**
   * This moment of the run.
   * @param {Detail} detail of the layers' statistics, at least
   * @returns {Moment}
   */
  measure(detail) {
    const known = this.#latest;
    if (known && details.indexOf(this.#detail) >= details.indexOf(detail)) return known;
    this.#detail = detail;
    this.#latest = {
      step: this.step,
      epoch: this.epoch,
      train: known?.train ?? this.#network.evaluate(this.#dataset, 'train'),
      test: known?.test ?? this.#evaluateTest(),
      layers: detail === 'none' ? null : this.#statistics(detail),
    };
    return this.#latest;
  }

  #forget() {
    this.#latest = null;
    this.#detail = 'none';
  }

  #evaluateTest() {
    if (this.#dataset.testSize === 0) return { loss: NaN };
    return this.#network.evaluate(this.#dataset, 'test');
  }

  /** @param {'magnitudes' | 'full'} detail */
  #statistics(detail) {
    const most = this.multiplications > mostStatisticsWork ? statisticsRows / 2 : statisticsRows;
    const rows = Math.min(most, this.#dataset.trainSize);
    return this.#network.statistics({ data: this.#dataset, rows, detail });
  }

  /**
   * Outputs of the network over the plot.
   * @param {number} most cells along each side
   * @param {boolean} moving the map may be coarser where it takes long to compute
   * @returns {Grid}
   */
  outputGrid(most, moving) {
    const affordable = Math.floor(Math.sqrt(mostMapWork / this.#network.parameterCount));
    const size = moving ? Math.min(most, Math.max(coarsestMap, affordable)) : most;
    return this.#grid(size, this.#dataset.outputs, this.#network.predict(this.#inputs(size)));
  }

  /**
   * Outputs of every unit of a layer over the plot.
   * @param {number} layer
   * @param {number} size
   * @returns {Grid}
   */
  layerGrid(layer, size) {
    const values = this.#network.activationsOf(layer, this.#inputs(size));
    return this.#grid(size, this.#layers[layer].units, values);
  }

  /**
   * The plot as a hidden layer sees it: its units' outputs, and where their principal components put each cell.
   * @param {number} layer
   * @param {number} size
   * @returns {import('./protocol.js').WarpedGrid}
   */
  warpedGrid(layer, size) {
    const grid = this.layerGrid(layer, size);
    if (grid.outputs < 2) return { ...grid, components: null };
    const { axes, shares, scores } = this.#engine.principalComponents(grid.values, {
      columns: grid.outputs,
      previous: this.#axes.get(layer),
    });
    this.#axes.set(layer, axes);
    return { ...grid, components: { shares, scores } };
  }

  /**
   * The outputs of each layer over the plot; null for layers too wide to draw unit by unit.
   * @param {number} size
   * @param {Grid | null} map what is known of the output layer
   */
  heatmaps(size, map) {
    const last = this.#layers.length - 1;
    return this.#layers.map(({ units }, layer) => {
      if (units > heatmapUnits) return null;
      return layer === last && map ? map : this.layerGrid(layer, size);
    });
  }

  /**
   * @param {number} layer
   * @param {number} unit
   * @param {number} size
   * @returns {Grid}
   */
  unitGrid(layer, unit, size) {
    const { values, outputs } = this.layerGrid(layer, size);
    const one = Float32Array.from(
      { length: values.length / outputs },
      (_, i) => values[i * outputs + unit],
    );
    return this.#grid(size, 1, one);
  }

  /** @param {number} layer @param {number} unit */
  hasUnit(layer, unit) {
    return layer >= 0 && unit >= 0 && unit < (this.#layers[layer]?.units ?? 0);
  }

  /** What each row is taken for; null where there are no classes. */
  predictions() {
    if (this.#dataset.classes === 0) return null;
    return {
      train: this.#network.classify(this.#dataset, 'train'),
      test: this.#network.classify(this.#dataset, 'test'),
    };
  }

  parameters() {
    return this.#network.parameters();
  }

  gradients() {
    return this.#network.gradients();
  }

  /**
   * @param {Uint32Array} indices
   * @param {Float32Array} values
   */
  setParameters(indices, values) {
    const parameters = this.#network.parameters();
    indices.forEach((index, i) => {
      parameters[index] = values[i];
    });
    this.#network.setParameters(parameters);
    this.#forget();
  }

  /**
   * @param {'train' | 'test'} split
   * @param {number} row
   */
  trace(split, row) {
    const { x, y } = this.#splits[split === 'train' ? 0 : 1];
    const { inputs, outputs } = this.#dataset;
    return this.#network.trace(
      x.slice(row * inputs, (row + 1) * inputs),
      y.slice(row * outputs, (row + 1) * outputs),
    );
  }

  /**
   * The way of one training row through the layers.
   * @param {number} row
   * @returns {Probe}
   */
  probe(row) {
    const layers = this.trace('train', row).layers.map(
      ({ preActivation, activation, derivative }) => ({ preActivation, activation, derivative }),
    );
    return { row, layers };
  }

  /** @param {number} rows */
  checkGradients(rows) {
    const [{ x, y }] = this.#splits;
    const { inputs, outputs } = this.#dataset;
    return this.#network.checkGradients(x.slice(0, rows * inputs), y.slice(0, rows * outputs));
  }

  save() {
    return this.#network.save();
  }

  /** @param {Uint8Array} snapshot */
  restore(snapshot) {
    this.#network.restore(snapshot);
    this.applyLive(this.#live);
    this.#forget();
  }

  dispose() {
    this.#network.dispose();
    this.#dataset.dispose();
  }

  /** @param {number} size */
  #inputGrid(size) {
    return this.#grid(size, this.#dataset.inputs, this.#inputs(size).slice());
  }

  /** @param {number} size */
  #inputs(size) {
    let inputs = this.#grids.get(size);
    if (!inputs) {
      const { domain, dimensions } = this.#facts;
      inputs = this.#dataset.transform(gridPoints(domain, size, dimensions));
      this.#grids.set(size, inputs);
    }
    return inputs;
  }

  /**
   * @param {number} size
   * @param {number} outputs
   * @param {Float32Array} values
   * @returns {Grid}
   */
  #grid(size, outputs, values) {
    return { size, outputs, values, domain: this.#facts.domain };
  }
}

/**
 * @param {import('./protocol.js').NetworkSpec} spec
 * @param {Engine['activations']} activations
 * @returns {import('./protocol.js').LayerFacts[]}
 */
function layerFacts({ layers }, activations) {
  return layers.map(({ units, activation, params }) => {
    const info = activations.find(({ name }) => name === activation);
    const parameter = info?.parameters.find(({ name }) => name === 'pieces');
    const pieces = parameter ? (params?.pieces ?? parameter.default) : 1;
    return { units, activation, pieces, slopes: activation === 'prelu' ? units : 0 };
  });
}

/**
 * @param {Dataset} dataset
 * @returns {DatasetFacts}
 */
function factsOf(dataset) {
  const { kind, task, inputs, outputs, dimensions, classes, targets } = dataset;
  const train = dataset.train();
  const test = dataset.test();
  const domain = domainOf([train, test], dimensions);
  return { kind, task, inputs, outputs, dimensions, classes, targets, train, test, domain };
}
