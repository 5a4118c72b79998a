/**
 * The side of the benchmark that runs where JavaScript runs, in a page or in node: it holds the engines, the kernels and
 * the contestants, and answers the runner's requests one at a time.
 */

import { engineContestant } from './contestants/engine.mjs';
import { handWritten, handWrittenFastTanh } from './contestants/hand-written.mjs';
import { Entry, measure } from './contestants/contestant.mjs';
import { objectGraph } from './contestants/object-graph.mjs';
import { uniform, workload } from './workloads.mjs';

/** @typedef {import('./contestants/contestant.mjs').Contestant} Contestant */
/** @typedef {import('../../wasm/js/index.js').Variant} Variant */

/**
 * @typedef {object} Modules where this host finds what was built
 * @property {typeof import('../../wasm/js/index.js')} engine
 * @property {(variant: Variant) => Promise<any>} kernels the module bench-kernels-VARIANT
 */

const GEMM_KINDS = ['forward', 'weights', 'inputs'];
const CHAIN_ROUNDS = 20_000;

export class JsHost {
  /** @type {Map<string, Contestant>} */
  #contestants = new Map();
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Map<Variant, import('../../wasm/js/index.js').Engine>} */
  #engines = new Map();
  /** @type {Map<Variant, any>} */
  #kernels = new Map();
  /** @type {Map<string, { repeats: number }>} how many repeats a call of each kernel has found to be right */
  #calls = new Map();
  /** @type {readonly { name: string }[]} */
  #elementwise = [];
  /** @type {Map<string, (name: string, x: Float32Array) => (() => void | Promise<void>) | null>} */
  #activations = new Map();

  /** @param {Record<string, number>} references */
  constructor(references) {
    this.references = references;
    this.add(handWritten);
    this.add(handWrittenFastTanh);
    this.add(objectGraph);
  }

  /** @param {Contestant} contestant */
  add(contestant) {
    this.#contestants.set(contestant.name, contestant);
  }

  /**
   * How a peer computes an activation over many values: a function that does it once, or null.
   * @param {string} peer
   * @param {(name: string, x: Float32Array) => (() => void | Promise<void>) | null} make
   */
  addActivations(peer, make) {
    this.#activations.set(peer, make);
  }

  /** @param {Modules} modules */
  async loadBuilds(modules) {
    const variants = modules.engine.supportedVariants();
    for (const variant of variants) {
      const engine = await modules.engine.loadEngine({ variant });
      this.#elementwise = engine.activations.filter(({ elementwise }) => elementwise);
      this.#engines.set(variant, engine);
      this.add(engineContestant(engine));
      this.#kernels.set(variant, await modules.kernels(variant));
    }
    return variants;
  }

  /** The engine's element-wise activations. */
  activationNames() {
    return this.#elementwise.map(({ name }) => name);
  }

  contestants() {
    return [...this.#contestants.values()].map(({ name, title }) => ({ name, title }));
  }

  /**
   * @param {string} name
   * @param {string} id
   */
  #entry(name, id) {
    const key = `${name}/${id}`;
    const contestant = this.#contestants.get(name);
    if (!contestant) throw new Error(`no contestant ${name}`);
    const known = this.#entries.get(key);
    const entry = known ?? new Entry(contestant, workload(id), this.references[id]);
    this.#entries.set(key, entry);
    return entry;
  }

  /**
   * @param {string} name
   * @param {string} id
   */
  async check(name, id) {
    const entry = this.#entry(name, id);
    const refused = entry.contestant.refuses(entry.workload);
    if (refused !== null) return { refused };
    return entry.check();
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {number} seconds
   */
  train(name, id, seconds) {
    return this.#entry(name, id).measure(seconds);
  }

  /** @param {string} id frees what the contestants of a workload hold */
  finish(id) {
    for (const [key, entry] of this.#entries) {
      if (!key.endsWith(`/${id}`)) continue;
      entry.dispose();
      this.#entries.delete(key);
    }
  }

  /**
   * @param {string} key
   * @param {number} seconds
   * @param {number} units
   * @param {(repeats: number) => void | Promise<void>} once
   */
  #measure(key, seconds, units, once) {
    const calls = this.#calls.get(key) ?? { repeats: 1 };
    this.#calls.set(key, calls);
    return measure(seconds, units, once, calls);
  }

  /**
   * Flops of independent multiplications and additions: the peak of the core, as this engine of JavaScript compiles it.
   * @param {Variant} variant
   * @param {number} seconds
   */
  peak(variant, seconds) {
    const kernels = this.#kernels.get(variant);
    const flops = kernels._chain_flops(CHAIN_ROUNDS);
    return this.#measure(`peak ${variant}`, seconds, flops, (repeats) => {
      for (let repeat = 0; repeat < repeats; repeat++) kernels._multiply_add_chains(CHAIN_ROUNDS);
    });
  }

  /**
   * Independent divisions.
   * @param {Variant} variant
   * @param {number} seconds
   */
  division(variant, seconds) {
    const kernels = this.#kernels.get(variant);
    const divisions = kernels._chain_divisions(CHAIN_ROUNDS);
    return this.#measure(`division ${variant}`, seconds, divisions, (repeats) => {
      for (let repeat = 0; repeat < repeats; repeat++) kernels._divide_chains(CHAIN_ROUNDS);
    });
  }

  /**
   * Flops of the engine's matrix product.
   * @param {Variant} variant
   * @param {string} kind
   * @param {[number, number, number]} shape rows, columns, depth
   * @param {number} seconds
   */
  gemm(variant, kind, shape, seconds) {
    const kernels = this.#kernels.get(variant);
    const flops = kernels._gemm_prepare(...shape, GEMM_KINDS.indexOf(kind));
    return this.#measure(`gemm ${variant} ${kind} ${shape}`, seconds, flops, (repeats) => {
      for (let repeat = 0; repeat < repeats; repeat++) kernels._gemm_run();
    });
  }

  /**
   * Bytes that Adam moves, with next to no arithmetic.
   * @param {Variant} variant
   * @param {number} parameters
   * @param {number} seconds
   */
  update(variant, parameters, seconds) {
    const kernels = this.#kernels.get(variant);
    const bytes = kernels._update_prepare(parameters);
    return this.#measure(`update ${variant} ${parameters}`, seconds, bytes, (repeats) => {
      for (let repeat = 0; repeat < repeats; repeat++) kernels._update_run();
    });
  }

  /**
   * Elements of an activation or its derivative: by the engine's kernel, by a loop over libm in the same module, or by
   * a peer. Null where there is none.
   * @param {string} who a variant, `libm`, or a peer
   * @param {string} name
   * @param {boolean} derivative
   * @param {number} elements
   * @param {number} seconds
   */
  async activation(who, name, derivative, elements, seconds) {
    const peer = this.#activations.get(who);
    if (peer) {
      const x = Float32Array.from({ length: elements }, (_, i) => -4 + (8 * i) / elements);
      const once = derivative ? null : peer(name, x);
      if (!once) return null;
      return this.#measure(`activation ${who} ${name}`, seconds, elements, async (repeats) => {
        for (let repeat = 0; repeat < repeats; repeat++) await once();
      });
    }
    const isLibm = who === 'libm';
    const kernels = this.#kernels.get(isLibm ? 'simd' : /** @type {Variant} */ (who));
    const found = kernels.ccall(
      'activation_prepare',
      'number',
      ['string', 'number', 'number', 'number'],
      [name, Number(derivative), Number(isLibm), elements],
    );
    if (!found) return null;
    return this.#measure(
      `activation ${who} ${name} ${derivative}`,
      seconds,
      elements,
      (repeats) => {
        for (let repeat = 0; repeat < repeats; repeat++) kernels._activation_run();
      },
    );
  }

  /**
   * Steps of plain gradient descent of a network of one width: as many inputs, `depth` ReLU layers, ten outputs.
   * @param {Variant} variant
   * @param {{ width: number, depth: number, rows: number }} shape
   * @param {number} seconds
   */
  steps(variant, { width, depth, rows }, seconds) {
    const engine = this.#engines.get(variant);
    if (!engine) throw new Error(`no build ${variant}`);
    const next = uniform(1);
    const random = (/** @type {number} */ count) => Float32Array.from({ length: count }, next);
    const data = engine.createDataset({
      kind: 'arrays',
      x: random(rows * width),
      y: random(rows * 10),
      inputs: width,
      outputs: 10,
    });
    const network = engine.createNetwork({
      inputs: width,
      layers: [
        ...Array.from({ length: depth }, () => ({ units: width, activation: 'relu' })),
        { units: 10, activation: 'linear' },
      ],
      loss: 'mse',
      optimizer: { name: 'sgd', learningRate: 1e-6 },
    });
    const measured = this.#measure(`steps ${width} ${depth}`, seconds, 1, (repeats) => {
      network.train(data, { steps: repeats, batchSize: rows, shuffle: false });
    });
    return measured.finally(() => {
      network.dispose();
      data.dispose();
    });
  }

  /**
   * Bytes of the heap that a network of this shape holds, with Adam.
   * @param {Variant} variant
   * @param {{ width: number, depth: number, rows: number }} shape
   */
  networkBytes(variant, { width, depth, rows }) {
    return this.#kernels.get(variant)._network_bytes(width, depth, rows);
  }
}
