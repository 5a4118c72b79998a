/** What the tests of the engine's JavaScript API share. */

import assert from 'node:assert/strict';

/** @typedef {import('../../dist/engine/index.js').Engine} Engine */
/** @typedef {import('../../dist/engine/index.js').Network} Network */

/** A network that learns two circles. */
export const goodNetwork = {
  inputs: 2,
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 1, activation: 'sigmoid' },
  ],
  loss: 'binary-cross-entropy',
  optimizer: { name: 'adam', learningRate: 0.03 },
  seed: 7,
};

export const circles = { kind: 'circles', samples: 100, noise: 0.1, seed: 1 };

/**
 * Checks that `call` throws an EngineError with this code, and a message that begins so.
 * @param {() => unknown} call
 * @param {string} code
 * @param {string} message
 */
export function assertRefused(call, code, message) {
  /** @type {unknown} */
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof Error, `accepted; wanted: ${message}`);
  assert.equal(thrown.name, 'EngineError', `${thrown.name}: ${thrown.message}`);
  assert.equal(
    thrown.message.slice(0, message.length),
    message,
    `${thrown.message}\nshould begin with\n${message}`,
  );
  assert.equal(/** @type {any} */ (thrown).code, code, thrown.message);
}

/**
 * Checks that the engine still makes a network and trains it.
 * @param {Engine} engine
 */
export function assertStillTrains(engine) {
  const network = engine.createNetwork(goodNetwork);
  const data = engine.createDataset(circles);
  assert.equal(network.train(data, { steps: 3 }).steps, 3);
  network.dispose();
  data.dispose();
}

/**
 * A bad call, and the code and the beginning of the message that it must give.
 * @typedef {[what: () => unknown, code: string, message: string]} Refusal
 */

/**
 * Checks that each call is refused, and that the engine trains after it.
 * @param {Engine} engine
 * @param {Refusal[]} cases
 */
export function assertRefusals(engine, cases) {
  for (const [call, code, message] of cases) {
    assertRefused(call, code, message);
    assertStillTrains(engine);
  }
}

/**
 * Numbers in [lower, upper) that are the same on every run (a linear congruential generator).
 * @param {number} count
 * @param {number} [seed]
 * @param {number} [lower]
 * @param {number} [upper]
 */
export function uniform(count, seed = 1, lower = -1, upper = 1) {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return lower + ((upper - lower) * state) / 2 ** 32;
  });
}
