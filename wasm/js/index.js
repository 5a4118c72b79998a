/**
 * The engine's public API over the Embind classes: see index.d.ts for the contract.
 *
 * This module only shapes what WebAssembly gives: it adds getters, refuses handles that have been
 * disposed, and frees what a caller forgot. All validation of specs is the engine's.
 */

/** @typedef {import('./index.js').Variant} Variant */
/** @typedef {import('./index.js').Floats} Floats */

export class EngineError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}

const { get: typedArrayTag } = /** @type {{ get: () => string | undefined }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

/**
 * The kind of a typed array of any realm, such as 'Float32Array'; undefined for anything else.
 * @param {unknown} value
 */
const kindOfTypedArray = (value) => typedArrayTag.call(value);

/** The smallest module with a relaxed SIMD instruction (i32x4.relaxed_trunc_f32x4_s). */
const RELAXED_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15,
  65, 2, 253, 15, 253, 128, 2, 11,
]);

/** The smallest module with a SIMD128 instruction (i8x16.splat, i8x16.popcnt). */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/** @returns {Variant[]} */
export function supportedVariants() {
  if (typeof WebAssembly === 'undefined') {
    throw new EngineError(
      'unsupported',
      'WebAssembly: none here; some browsers turn it off for safety, as in lockdown mode',
    );
  }
  /** @type {Variant[]} */
  const variants = [];
  if (WebAssembly.validate(RELAXED_PROBE)) variants.push('relaxed');
  if (WebAssembly.validate(SIMD_PROBE)) variants.push('simd');
  variants.push('scalar');
  return variants;
}

/**
 * @param {unknown} requested
 * @returns {Variant}
 */
function chooseVariant(requested) {
  const supported = supportedVariants();
  if (requested === 'auto') return supported[0];
  const names = ['simd', 'relaxed', 'scalar'];
  if (!names.includes(/** @type {string} */ (requested))) {
    throw new EngineError(
      'unknown-name',
      `variant: ${String(requested)} given; allowed: ${names.join(', ')}, auto`,
    );
  }
  const variant = /** @type {Variant} */ (requested);
  if (!supported.includes(variant)) {
    throw new EngineError(
      'unsupported',
      `variant: "${variant}" given; this host can run: ${supported.join(', ')}`,
    );
  }
  return variant;
}

/** @param {Variant} variant */
async function importVariant(variant) {
  switch (variant) {
    case 'relaxed':
      return (await import('./gradient-relaxed.js')).default;
    case 'scalar':
      return (await import('./gradient-scalar.js')).default;
    default:
      return (await import('./gradient-simd.js')).default;
  }
}

/** @type {any} */
const { document, location, process } = globalThis;

/**
 * Where this module came from. A bundle that is a classic script has no import.meta.url, and tells its own address
 * only while it runs for the first time.
 * @type {string | undefined}
 */
const here = import.meta.url ?? document?.currentScript?.src ?? location?.href;

/** The process of node and its kin; undefined in browsers. */
const node = process?.versions?.node && process.type !== 'renderer' ? process : undefined;

/** The folder of the generated modules, seen from here; `./` inside it. */
const files = './';

/** Where the generated modules and their .wasm files are: in a bundle, beside it. Undefined where nothing tells. */
const folder = here && new URL(/\/index\.js(\?|$)/.test(here) ? files : '.', here).href;

/**
 * The content of a file, for node, whose fetch() takes no files.
 * @param {string} file a path or a file: URL
 */
function readFile(file) {
  if (!node.getBuiltinModule) {
    throw new EngineError(
      'unsupported',
      `node: ${node.version} given; allowed: 20.16 or later of version 20, 22.3 or later`,
    );
  }
  // not an import: no bundler for browsers would resolve it
  const { readFileSync } = node.getBuiltinModule('node:fs');
  return readFileSync(file.startsWith('file:') ? new URL(file) : file);
}

/**
 * In node: beside the generated modules, or beside the bundle that they are in.
 * @param {string} name
 */
function fileInNode(name) {
  const { existsSync } = node.getBuiltinModule?.('node:fs') ?? {};
  const file = new URL(name, folder);
  return existsSync?.(file) === false ? new URL(name, here) : file;
}

/**
 * Where the generated module finds its .wasm file. By default that is its own business, written in the form that
 * bundlers recognise.
 * @param {Variant} variant
 * @param {string | URL} [wasmUrl]
 */
function wasmSource(variant, wasmUrl) {
  if (wasmUrl === undefined && !node && import.meta.url) return {};
  if (wasmUrl === undefined && !here) {
    throw new EngineError(
      'invalid-argument',
      `wasmUrl: none given; allowed: where gradient-${variant}.wasm is, which this bundle cannot tell`,
    );
  }
  const name = `gradient-${variant}.wasm`;
  const file = String(wasmUrl ?? (node ? fileInNode(name) : new URL(name, here)));
  const locateFile = () => file;
  return node && !/^https?:/.test(file)
    ? { locateFile, wasmBinary: readFile(file) }
    : { locateFile };
}

/**
 * What the generated module needs to run a compiled .wasm file, which another thread may have sent.
 * @param {Variant} variant
 * @param {WebAssembly.Module} compiled
 * @param {(error: EngineError) => void} fail
 */
function compiledSource(variant, compiled, fail) {
  const allowed = `gradient-${variant}.wasm as a WebAssembly.Module`;
  const kind = Object.prototype.toString.call(compiled).slice(8, -1);
  if (kind !== 'WebAssembly.Module') {
    throw new EngineError('invalid-argument', `module: ${kind} given; allowed: ${allowed}`);
  }
  return {
    /**
     * @param {WebAssembly.Imports} imports
     * @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} receive
     */
    instantiateWasm(imports, receive) {
      WebAssembly.instantiate(compiled, imports)
        .then((instance) => receive(instance, compiled))
        .catch(({ message }) =>
          fail(
            new EngineError(
              'invalid-argument',
              `module: another one given (${message}); allowed: ${allowed}`,
            ),
          ),
        );
      return {};
    },
  };
}

/**
 * @param {{variant?: Variant | 'auto', wasmUrl?: string | URL, module?: WebAssembly.Module}} [options]
 */
export async function loadEngine(options = {}) {
  const variant = chooseVariant(options?.variant ?? 'simd');
  const compiled = options?.module;
  try {
    const create = await importVariant(variant);
    const module = await new Promise((resolve, reject) => {
      const source = compiled
        ? compiledSource(variant, compiled, reject)
        : wasmSource(variant, options?.wasmUrl);
      create({ EngineError, kindOfTypedArray, ...source }).then(resolve, reject);
    });
    return new Engine(module, variant);
  } catch (error) {
    if (node || error instanceof EngineError) throw error;
    const newer = options?.wasmUrl === undefined && !compiled && (await newerModule());
    if (newer) return newer.loadEngine(options);
    throw await loadFailure(error, variant, options?.wasmUrl);
  }
}

/**
 * This module as the server has it now, where a deployment has replaced it since a cache kept this one: its files
 * are gone then, and those of the other must not be mixed with it.
 * @returns {Promise<typeof import('./index.js') | null>}
 */
async function newerModule() {
  if (files === './') return null;
  try {
    const answer = await fetch(new URL('build.json', here), { cache: 'no-store' });
    const build = await answer.json();
    if (files === `./${build.folder}/`) return null;
    const url = new URL(`${build.folder}/index.js`, here).href;
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ url);
  } catch {
    return null;
  }
}

/**
 * What to throw where the files of a build do not load.
 * @param {unknown} error
 * @param {Variant} variant
 * @param {string | URL} [wasmUrl]
 */
async function loadFailure(error, variant, wasmUrl) {
  const script = new URL(`gradient-${variant}.js`, folder).href;
  const wasm = new URL(wasmUrl ?? `gradient-${variant}.wasm`, folder).href;
  let found = { cause: 'network', message: `${script} cannot be reached.` };
  try {
    const { explainEngineFailure } = await import('./load-failure.js');
    found = await explainEngineFailure(error, script, wasm);
  } catch {
    // what explains it does not load either
  }
  const code = found.cause === 'memory' ? 'out-of-memory' : 'load-failed';
  return Object.assign(new EngineError(code, found.message), { cause: error });
}

const TABLES = /** @type {const} */ ([
  'activations',
  'losses',
  'optimizers',
  'initializers',
  'schedules',
  'datasets',
  'features',
  'limits',
]);

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function deepFreeze(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

class Engine {
  #module;

  /**
   * @param {any} module
   * @param {Variant} variant
   */
  constructor(module, variant) {
    this.#module = module;
    this.variant = variant;
    this.version = /** @type {string} */ (module.version());
    for (const name of TABLES) {
      // Made when first asked for: together they take a third of the time to the first training step.
      /** @type {unknown} */
      let table;
      Object.defineProperty(this, name, {
        get: () => (table ??= deepFreeze(module[name]())),
        enumerable: true,
      });
    }
    Object.freeze(this);
  }

  /** @param {string} name @param {Float32Array} x @param {object} [params] */
  activate(name, x, params) {
    return this.#module.activate(String(name), false, x, params);
  }

  /** @param {string} name @param {Float32Array} x @param {object} [params] */
  activateDerivative(name, x, params) {
    return this.#module.activate(String(name), true, x, params);
  }

  /** @param {string} name @param {object} options */
  benchmarkActivation(name, options) {
    return this.#module.benchmarkActivation(String(name), options);
  }

  /** @param {object} spec */
  createNetwork(spec) {
    return new Network(this.#module.createNetwork(spec));
  }

  /** @param {object} spec */
  createDataset(spec) {
    return new Dataset(this.#module.createDataset(spec));
  }

  memoryBytes() {
    return /** @type {number} */ (this.#module.memoryBytes());
  }
}

/** Frees what was dropped without dispose(). */
const forgotten = new FinalizationRegistry((/** @type {any} */ handle) => handle.delete());

/** An object that lives in the engine's memory. */
class Handle {
  #handle;
  #kind;

  /**
   * @param {any} handle
   * @param {string} kind
   */
  constructor(handle, kind) {
    this.#handle = handle;
    this.#kind = kind;
    forgotten.register(this, handle, this);
  }

  /** The Embind object; refuses where it is gone. */
  get raw() {
    if (this.#handle === null) {
      throw new EngineError('disposed', `${this.#kind}: used after dispose()`);
    }
    return this.#handle;
  }

  dispose() {
    if (this.#handle === null) return;
    forgotten.unregister(this);
    this.#handle.delete();
    this.#handle = null;
  }
}

class Dataset {
  #handle;

  /** @param {any} raw */
  constructor(raw) {
    this.#handle = new Handle(raw, 'data set');
    Object.assign(this, raw.describe());
    handles.set(this, this.#handle);
    Object.freeze(this);
  }

  train() {
    return this.#handle.raw.split('train');
  }

  validation() {
    return this.#handle.raw.split('validation');
  }

  test() {
    return this.#handle.raw.split('test');
  }

  standardization() {
    return this.#handle.raw.standardization();
  }

  /** @param {Float32Array} points */
  transform(points) {
    return this.#handle.raw.transform(points);
  }

  dispose() {
    this.#handle.dispose();
  }
}

/** The handle of each data set, which only this module may use. @type {WeakMap<Dataset, Handle>} */
const handles = new WeakMap();

/**
 * @param {unknown} data
 * @returns {any}
 */
function rawDataset(data) {
  const handle = handles.get(/** @type {Dataset} */ (data));
  if (handle === undefined) {
    throw new EngineError(
      'invalid-argument',
      `data: ${Object.prototype.toString.call(data).slice(8, -1)} given; allowed: what createDataset() returns`,
    );
  }
  return handle.raw;
}

class Network {
  #handle;

  /** @param {any} raw */
  constructor(raw) {
    this.#handle = new Handle(raw, 'network');
    Object.freeze(this);
  }

  get parameterCount() {
    return this.#handle.raw.parameterCount();
  }

  get step() {
    return this.#handle.raw.step();
  }

  get epoch() {
    return this.#handle.raw.epoch();
  }

  get learningRate() {
    return this.#handle.raw.learningRate();
  }

  /** @param {Dataset} data @param {object} options */
  train(data, options) {
    return this.#handle.raw.train(rawDataset(data), options);
  }

  /**
   * @param {Dataset} data
   * @param {{batchSize?: number, shuffle?: boolean, batches?: number}} [options]
   */
  nextRows(data, options = {}) {
    return this.#handle.raw.nextRows(rawDataset(data), options);
  }

  /** @param {Float32Array} x @param {Float32Array} y */
  trainBatch(x, y) {
    return this.#handle.raw.trainBatch(x, y);
  }

  /** @param {Float32Array} x @param {Float32Array} y @param {{batchSize: number}} options */
  trainBatches(x, y, options) {
    return this.#handle.raw.trainBatches(x, y, options);
  }

  /** @param {Dataset} data @param {'train' | 'validation' | 'test'} [split] */
  evaluate(data, split = 'train') {
    return this.#handle.raw.evaluate(rawDataset(data), String(split));
  }

  /** @param {Float32Array} x @param {Float32Array} [into] */
  predict(x, into) {
    return this.#handle.raw.predict(x, into);
  }

  /** @param {number} layer @param {Float32Array} x @param {Float32Array} [into] */
  activationsOf(layer, x, into) {
    return this.#handle.raw.activationsOf(Number(layer), x, into);
  }

  /** @param {Float32Array} x @param {number} [output] */
  inputGradient(x, output = 0) {
    return this.#handle.raw.inputGradient(x, Number(output));
  }

  /** @param {Floats} x @param {Floats} y @param {object} [options] */
  trace(x, y, options = {}) {
    return this.#handle.raw.trace(x, y, options);
  }

  /** @param {{data?: Dataset, rows?: number, bins?: number, detail?: 'full' | 'magnitudes'}} [options] */
  statistics(options = {}) {
    if (options?.data === undefined) return this.#handle.raw.statisticsOfLastBatch(options);
    const { data, ...others } = options;
    return this.#handle.raw.statisticsOf(rawDataset(data), others);
  }

  /** @param {Floats} x @param {Floats} y @param {object} [options] */
  checkGradients(x, y, options = {}) {
    return this.#handle.raw.checkGradients(x, y, options);
  }

  /** @param {Floats} x @param {Floats} y @param {object} [options] */
  updateInDouble(x, y, options = {}) {
    return this.#handle.raw.updateInDouble(x, y, options);
  }

  spec() {
    return this.#handle.raw.spec();
  }

  optimizerState() {
    return this.#handle.raw.optimizerState();
  }

  parameters() {
    return this.#handle.raw.parameters();
  }

  /** @param {Float32Array} p */
  setParameters(p) {
    this.#handle.raw.setParameters(p);
  }

  gradients() {
    return this.#handle.raw.gradients();
  }

  parameterHash() {
    return this.#handle.raw.parameterHash();
  }

  /** @param {number} value */
  setLearningRate(value) {
    this.#handle.raw.setLearningRate(value);
  }

  /** @param {{l1?: number, l2?: number}} value */
  setRegularization(value) {
    this.#handle.raw.setRegularization(value);
  }

  /** @param {{norm?: number, value?: number}} value */
  setClipping(value) {
    this.#handle.raw.setClipping(value);
  }

  /** @param {number} layer */
  unitMask(layer) {
    return this.#handle.raw.unitMask(Number(layer));
  }

  /** @param {number} layer @param {Uint8Array} mask */
  setUnitMask(layer, mask) {
    this.#handle.raw.setUnitMask(Number(layer), mask);
  }

  frozen() {
    return this.#handle.raw.frozen();
  }

  /** @param {Uint8Array} frozen */
  setFrozen(frozen) {
    this.#handle.raw.setFrozen(frozen);
  }

  save() {
    return this.#handle.raw.save();
  }

  /** @param {Uint8Array} snapshot */
  restore(snapshot) {
    this.#handle.raw.restore(snapshot);
  }

  dispose() {
    this.#handle.dispose();
  }
}
