/**
 * The rows of shipped data sets that experiments name, each loaded once.
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
 * @typedef {import('../state/state.js').Experiment} Experiment
 * @typedef {import('../data/shipped.js').ShippedData} ShippedData
 */

import { isShipped } from '../data/shipped-info.js';

export class NamedData {
  #load;
  /** @type {Map<string, Promise<ShippedData>>} */
  #loaded = new Map();

  /** @param {(name: string) => Promise<ShippedData>} load */
  constructor(load) {
    this.#load = load;
  }

  /**
   * @param {Experiment} experiment
   * @returns {Promise<DatasetSpec | undefined>} undefined where the engine draws the data
   */
  async of({ data: name }) {
    if (!isShipped(name)) return undefined;
    const loading = this.#loaded.get(name) ?? this.#load(name);
    this.#loaded.set(name, loading);
    // What could not be loaded is tried again with the next trial.
    loading.catch(() => this.#loaded.delete(name));
    return (await loading).spec;
  }
}
