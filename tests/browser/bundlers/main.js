// A page that uses the engine and nothing else, for bundlers: trains, and says what came out.
import { loadEngine } from './engine/index.js';

const parameters = new URLSearchParams(location.search);
const options = parameters.has('wasm') ? { wasmUrl: parameters.get('wasm') } : {};

globalThis.trained = async (experiment) => {
  const engine = await loadEngine({ variant: parameters.get('variant') ?? 'simd', ...options });
  const network = engine.createNetwork(experiment.spec);
  network.train(engine.createDataset(experiment.data), experiment.train);
  return network.parameterHash();
};
