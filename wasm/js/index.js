/**
 * The engine's public API over the Embind classes: see index.d.ts for the contract.
 *
 * This module only shapes what WebAssembly gives: it loads it, and refuses handles that have been disposed.
 * All validation of specs and arguments is the engine's.
 */

/** @typedef {import('./index.js').Variant} Variant */

export class EngineError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** @param {string} code @param {string} message @returns {never} */
function refuse(code, message) {
  throw new EngineError(code, message);
}

const { get: typedArrayTag } = /** @type {{ get: () => string | undefined }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

/**
 * The kind of a typed array of any realm, such as 'Float32Array'; undefined for anything else.
 * @param {unknown} value
 */
const kindOfTypedArray = (value) => typedArrayTag.call(value);

/** Such as 'Object', 'Undefined'. @param {unknown} value */
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

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
    refuse(
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

/** @param {unknown} requested @returns {Variant} */
function chooseVariant(requested) {
  const supported = supportedVariants();
  if (requested === 'auto') return supported[0];
  const names = ['simd', 'relaxed', 'scalar'];
  if (!names.includes(/** @type {string} */ (requested))) {
    refuse(
      'unknown-name',
      `variant: ${String(requested)} given; allowed: ${names.join(', ')}, auto`,
    );
  }
  const variant = /** @type {Variant} */ (requested);
  if (!supported.includes(variant)) {
    refuse(
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
    refuse(
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
    refuse(
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
  const kind = kindOf(compiled);
  if (kind !== 'WebAssembly.Module') {
    refuse('invalid-argument', `module: ${kind} given; allowed: ${allowed}`);
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

/** @template T @param {T} value @returns {T} */
function deepFreeze(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}

/**
 * The Embind object behind each data set and network, which only this module may use; null once it is disposed.
 * Embind frees what is forgotten.
 * @type {WeakMap<object, any>}
 */
const handles = new WeakMap();

/** @param {object} owner @param {string} kind */
function handleOf(owner, kind) {
  const handle = handles.get(owner);
  if (handle === null) refuse('disposed', `${kind}: used after dispose()`);
  return handle;
}

/** @param {object} owner */
function dispose(owner) {
  handles.get(owner)?.delete();
  handles.set(owner, null);
}

/**
 * Gives a class the methods that are the engine's own, each with the number of its arguments: Embind wants as many.
 * @param {{prototype: object}} type
 * @param {string} kind
 * @param {Record<string, number>} methods
 */
function addMethods(type, kind, methods) {
  for (const [name, count] of Object.entries(methods)) {
    Object.defineProperty(type.prototype, name, {
      /** @param {unknown[]} given */
      value(...given) {
        const all = Array.from({ length: count }, (_, index) => given[index]);
        return handleOf(this, kind)[name](...all);
      },
    });
  }
}

class Engine {
  #module;

  /** @param {any} module @param {Variant} variant */
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
    return this.#module.activate(String(name), x, params);
  }

  /** @param {string} name @param {Float32Array} x @param {object} [params] */
  activateDerivative(name, x, params) {
    return this.#module.activateDerivative(String(name), x, params);
  }

  /** @param {string} name @param {object} options */
  benchmarkActivation(name, options) {
    return this.#module.benchmarkActivation(String(name), options);
  }

  /** @param {Float32Array} values @param {object} options */
  principalComponents(values, options) {
    return this.#module.principalComponents(values, options);
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

class Dataset {
  /** @param {any} handle */
  constructor(handle) {
    Object.assign(this, handle.describe());
    handles.set(this, handle);
    Object.freeze(this);
  }

  train() {
    return handleOf(this, 'data set').split('train');
  }

  validation() {
    return handleOf(this, 'data set').split('validation');
  }

  test() {
    return handleOf(this, 'data set').split('test');
  }

  dispose() {
    dispose(this);
  }
}

addMethods(Dataset, 'data set', { standardization: 0, transform: 1 });

/** @param {unknown} data @returns {any} */
function datasetHandle(data) {
  if (!(data instanceof Dataset && handles.has(data))) {
    refuse(
      'invalid-argument',
      `data: ${kindOf(data)} given; allowed: what createDataset() returns`,
    );
  }
  return handleOf(data, 'data set');
}

/**
 * Values in an array of the caller's, where there is one.
 * @param {Float32Array} values
 * @param {unknown} into
 */
function fill(values, into) {
  if (into === undefined) return values;
  if (kindOfTypedArray(into) !== 'Float32Array') {
    refuse('invalid-argument', `into: ${kindOf(into)} given; allowed: a Float32Array`);
  }
  const array = /** @type {Float32Array} */ (into);
  if (array.length !== values.length) {
    refuse('shape-mismatch', `into: ${array.length} values given; allowed: ${values.length}`);
  }
  array.set(values);
  return array;
}

class Network {
  /** @param {any} handle */
  constructor(handle) {
    handles.set(this, handle);
    Object.freeze(this);
  }

  /** @param {Float32Array} x @param {Float32Array} [into] */
  predict(x, into) {
    return fill(handleOf(this, 'network').predict(x), into);
  }

  /** @param {number} layer @param {Float32Array} x @param {Float32Array} [into] */
  activationsOf(layer, x, into) {
    return fill(handleOf(this, 'network').activationsOf(layer, x), into);
  }

  /** @param {{data?: Dataset, rows?: number, bins?: number, detail?: 'full' | 'magnitudes'}} [options] */
  statistics(options) {
    const handle = handleOf(this, 'network');
    if (options?.data === undefined) return handle.statisticsOfLastBatch(options);
    const { data, ...others } = options;
    return handle.statisticsOf(datasetHandle(data), others);
  }

  dispose() {
    dispose(this);
  }
}

addMethods(Network, 'network', {
  trainBatch: 2,
  trainBatches: 3,
  inputGradient: 2,
  trace: 3,
  checkGradients: 3,
  updateInDouble: 3,
  spec: 0,
  optimizerState: 0,
  gradients: 0,
  parameters: 0,
  parameterHash: 0,
  setParameters: 1,
  setLearningRate: 1,
  setRegularization: 1,
  setClipping: 1,
  unitMask: 1,
  setUnitMask: 2,
  frozen: 0,
  setFrozen: 1,
  save: 0,
  restore: 1,
});

for (const name of ['train', 'nextRows', 'evaluate', 'classify']) {
  Object.defineProperty(Network.prototype, name, {
    /** @param {Dataset} data @param {unknown} [given] */
    value(data, given) {
      return handleOf(this, 'network')[name](datasetHandle(data), given);
    },
  });
}

for (const name of ['parameterCount', 'step', 'epoch', 'learningRate']) {
  Object.defineProperty(Network.prototype, name, {
    get() {
      return handleOf(this, 'network')[name];
    },
  });
}
