/**
 * Makes, trains and disposes of networks, and refuses some, `count` times. Runs in node and in a page.
 * @param {import('../../dist/engine/index.js').Engine} engine
 * @param {number} count
 */
export function cycle(engine, count) {
  for (let i = 0; i < count; i++) {
    const network = engine.createNetwork({
      inputs: 2,
      layers: [
        { units: 8, activation: i % 2 ? 'tanh' : 'maxout', dropout: 0.1 },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binary-cross-entropy',
      optimizer: { name: 'adam' },
      seed: i,
    });
    const data = engine.createDataset({ kind: 'circles', samples: 40, seed: i });
    network.train(data, { steps: 2 });
    network.evaluate(data);
    network.statistics();
    network.trace(Float32Array.of(1, 2), Float32Array.of(0));
    network.restore(network.save());
    try {
      network.train(data, { steps: 0 });
    } catch {
      // refused, as it should be
    }
    try {
      engine.createNetwork(/** @type {any} */ ({ inputs: 2, layers: 'none' }));
    } catch {
      // refused, as it should be
    }
    network.dispose();
    data.dispose();
  }
}
