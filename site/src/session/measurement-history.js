/**
 * Numbers of a run over time, in typed arrays that grow, and the full statistics of a bounded number of
 * its measurements.
 *
 * @typedef {import('../worker/protocol.js').Measurement} Measurement
 * @typedef {import('../worker/protocol.js').LayerStatistics} LayerStatistics
 */

/** Measurements kept with their histograms. */
const maximumMeasurements = 384;

/** Numbers in a row, cheap to append to and to cut. */
class Column {
  #values = new Float64Array(256);
  length = 0;

  /** @param {number} value */
  push(value) {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** @param {number} length */
  cut(length) {
    this.length = Math.min(this.length, length);
  }

  /** A view, good until the next change. */
  get values() {
    return this.#values.subarray(0, this.length);
  }
}

/** What is kept of each measurement, over all layers. */
const scalars = {
  step: (/** @type {Measurement} */ measurement) => measurement.step,
  epoch: (/** @type {Measurement} */ measurement) => measurement.epoch,
  trainLoss: (/** @type {Measurement} */ measurement) => measurement.train.loss,
  testLoss: (/** @type {Measurement} */ measurement) => measurement.test.loss,
  trainAccuracy: (/** @type {Measurement} */ measurement) => measurement.train.accuracy ?? NaN,
  testAccuracy: (/** @type {Measurement} */ measurement) => measurement.test.accuracy ?? NaN,
};

/** What is kept of each layer. */
const layerScalars = {
  activation: (/** @type {LayerStatistics} */ layer) => layer.activationValues.meanAbsolute,
  gradient: (/** @type {LayerStatistics} */ layer) => layer.meanAbsoluteGradient,
  dead: (/** @type {LayerStatistics} */ layer) => layer.deadShare,
  saturated: (/** @type {LayerStatistics} */ layer) => layer.saturatedShare,
  update: (/** @type {LayerStatistics} */ layer) => layer.updateToWeightRatio,
};

/** @typedef {{[K in keyof typeof scalars]: Float64Array}} Curves */
/** @typedef {{[K in keyof typeof layerScalars]: Float64Array[]}} LayerCurves one array per layer */

const names = /** @type {(keyof typeof scalars)[]} */ (Object.keys(scalars));
const layerNames = /** @type {(keyof typeof layerScalars)[]} */ (Object.keys(layerScalars));

export class Series {
  #columns = newColumns();
  #layerSteps = new Column();
  #layerColumns = newLayerColumns(0);
  /** @type {Measurement[]} */
  #measurements = [];

  get length() {
    return this.#columns.step.length;
  }

  /** The last step recorded; -1 for none. */
  get lastStep() {
    return this.#columns.step.values.at(-1) ?? -1;
  }

  /** Measurements with histograms, thinned with age. */
  get measurements() {
    return this.#measurements;
  }

  /** @returns {Curves} views, good until the next measurement is added */
  get curves() {
    const entries = names.map((name) => [name, this.#columns[name].values]);
    return Object.fromEntries(entries);
  }

  /** Steps of {@link layerCurves}. */
  get layerSteps() {
    return this.#layerSteps.values;
  }

  /** @returns {LayerCurves} views, good until the next measurement is added */
  get layerCurves() {
    const entries = layerNames.map((name) => [
      name,
      this.#layerColumns[name].map((column) => column.values),
    ]);
    return Object.fromEntries(entries);
  }

  /** @param {Measurement} measurement later than all before */
  add(measurement) {
    if (measurement.step <= this.lastStep) return;
    for (const name of names) this.#columns[name].push(scalars[name](measurement));
    if (!measurement.layers) return;
    this.#addLayers(measurement.step, measurement.layers);
    if (!measurement.layers.every((layer) => layer.activationValues.histogram)) return;
    this.#measurements.push(measurement);
    if (this.#measurements.length > maximumMeasurements) this.#thin();
  }

  /**
   * @param {number} step
   * @param {readonly LayerStatistics[]} layers
   */
  #addLayers(step, layers) {
    this.#layerSteps.push(step);
    if (this.#layerColumns.activation.length === 0)
      this.#layerColumns = newLayerColumns(layers.length);
    for (const name of layerNames) {
      layers.forEach((layer, index) =>
        this.#layerColumns[name][index].push(layerScalars[name](layer)),
      );
    }
  }

  /** Discards everything after `step`. @param {number} step */
  cut(step) {
    const length = countUpTo(this.curves.step, step);
    const layerLength = countUpTo(this.layerSteps, step);
    for (const name of names) this.#columns[name].cut(length);
    this.#layerSteps.cut(layerLength);
    for (const columns of Object.values(this.#layerColumns)) {
      for (const column of columns) column.cut(layerLength);
    }
    this.#measurements = this.#measurements.filter((measurement) => measurement.step <= step);
  }

  /** Halves the older half: the recent past stays fine, the distant one grows coarse. */
  #thin() {
    const half = Math.floor(this.#measurements.length / 2);
    this.#measurements = this.#measurements.filter((_, index) => index >= half || index % 2 === 0);
  }
}

/** @returns {Record<keyof typeof scalars, Column>} */
function newColumns() {
  const entries = names.map((name) => [name, new Column()]);
  return Object.fromEntries(entries);
}

/**
 * @param {number} layers
 * @returns {Record<keyof typeof layerScalars, Column[]>}
 */
function newLayerColumns(layers) {
  const entries = layerNames.map((name) => [
    name,
    Array.from({ length: layers }, () => new Column()),
  ]);
  return Object.fromEntries(entries);
}

/**
 * @param {Float64Array} rising
 * @param {number} most
 */
function countUpTo(rising, most) {
  const beyond = rising.findIndex((value) => value > most);
  return beyond < 0 ? rising.length : beyond;
}
