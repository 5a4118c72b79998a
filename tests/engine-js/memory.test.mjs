import assert from 'node:assert/strict';
import test from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadEngine } from '../../dist/engine/index.js';
import { cycle } from './cycles.mjs';
import { goodNetwork } from './support.mjs';

test('10,000 networks leave the heap where the first 100 left it', async () => {
  const engine = await loadEngine();
  cycle(engine, 100);
  const before = engine.memoryBytes();
  cycle(engine, 10_000);
  assert.equal(engine.memoryBytes(), before);
});

test('a large network is given back, and the next one takes its place', async () => {
  const engine = await loadEngine();
  const large = {
    ...goodNetwork,
    layers: [
      { units: 1000, activation: 'relu' },
      { units: 1000, activation: 'relu' },
      goodNetwork.layers[1],
    ],
  };
  engine.createNetwork(large).dispose();
  const before = engine.memoryBytes();
  for (let i = 0; i < 20; i++) engine.createNetwork(large).dispose();
  assert.equal(engine.memoryBytes(), before);
});

test('what a caller forgets to dispose is freed when it is collected', async () => {
  setFlagsFromString('--expose-gc');
  const collect = /** @type {() => void} */ (runInNewContext('gc'));
  const engine = await loadEngine();
  let made = 0;
  let collected = 0;
  const registry = new FinalizationRegistry(() => (collected += 1));
  const forget = () => {
    for (let i = 0; i < 50; i++) {
      const network = engine.createNetwork({
        ...goodNetwork,
        layers: [{ units: 8192, activation: 'relu' }, goodNetwork.layers[1]],
      });
      registry.register(network, undefined);
      made += 1;
    }
  };
  const turn = () => new Promise((done) => setImmediate(done));
  const settle = async () => {
    while (collected < made) {
      collect();
      await turn();
    }
    await turn(); // for the engine's own registry
  };
  forget();
  await settle();
  const before = engine.memoryBytes();
  for (let i = 0; i < 5; i++) {
    forget();
    await settle();
  }
  assert.equal(engine.memoryBytes(), before);
});
