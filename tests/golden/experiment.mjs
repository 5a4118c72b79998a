/**
 * @typedef {object} Experiment
 * @property {string} name
 * @property {any} spec what createNetwork takes
 * @property {any} data what createDataset takes
 * @property {{ steps: number, batchSize: number }} train
 * @property {string} [hash] of the parameters that it ends with
 */

/**
 * @param {import('../../dist/engine/index.js').Engine} engine
 * @param {Experiment} experiment
 * @returns {string} the hash of the parameters that it ends with
 */
export function run(engine, { spec, data, train }) {
  const network = engine.createNetwork(spec);
  const dataset = engine.createDataset(data);
  network.train(dataset, train);
  const hash = network.parameterHash();
  network.dispose();
  dataset.dispose();
  return hash;
}
