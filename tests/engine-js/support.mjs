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
 * What the message of a refusal names, each as it stands there.
 * @typedef {object} Facts
 * @property {string} [field] what was wrong: a path in the spec, or an argument
 * @property {string} [given]
 * @property {string} [allowed]
 */

/**
 * Whether a message holds a text, not as a part of a longer word or number.
 * @param {string} message
 * @param {string} text
 */
function names(message, text) {
  const start = message.indexOf(text);
  if (start < 0) return false;
  const [before, after] = [message[start - 1], message[start + text.length]];
  const joined = /[\w.-]/;
  const whole = !(before && joined.test(before)) && !(after && /\w/.test(after));
  return whole || names(message.slice(start + 1), text);
}

/**
 * Checks that `call` throws an EngineError with this code, whose message names these facts.
 * @param {() => unknown} call
 * @param {string} code
 * @param {Facts} [facts]
 */
export function assertRefused(call, code, facts = {}) {
  /** @type {unknown} */
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof Error, `accepted; wanted: ${code} ${JSON.stringify(facts)}`);
  assert.equal(thrown.name, 'EngineError', `${thrown.name}: ${thrown.message}`);
  assert.equal(/** @type {any} */ (thrown).code, code, thrown.message);
  for (const [fact, text] of Object.entries(facts))
    assert.ok(
      names(thrown.message, text),
      `the message names no ${fact} ${text}: ${thrown.message}`,
    );
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
 * A bad call, the code that it must give, and what the message must name.
 * @typedef {[what: () => unknown, code: string, facts?: Facts]} Refusal
 */

/**
 * Checks that each call is refused, and that the engine trains after it.
 * @param {Engine} engine
 * @param {Refusal[]} cases
 */
export function assertRefusals(engine, cases) {
  for (const [call, code, facts] of cases) {
    assertRefused(call, code, facts);
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
