/**
 * The benchmark's worker: loads every build that this device can run, measures them in turns, and tells the page what
 * it has after each turn.
 *
 * @typedef {import('../../../wasm/js/index.js').Variant} Variant
 * @typedef {{ type: 'progress', done: number, total: number }} Progress
 * @typedef {{ type: 'result', version: string, rates: Rates }} Result
 * @typedef {{ type: 'failed', message: string }} Failed
 * @typedef {Record<string, Partial<Record<Variant, number>>>} Rates by measurement, then by build
 */

import { loadEngine, supportedVariants } from '../../../wasm/js/index.js';
import { measure, measurements } from './measurements.js';

/** @import { Engine } from '../../../wasm/js/index.js' */

const rounds = 4;
const secondsPerTurn = 0.12;
const secondsOfWarmUp = 0.2;

/** @param {Progress | Result | Failed} message */
const tell = (message) => postMessage(message);

async function run() {
  /** @type {Engine[]} */
  const engines = [];
  for (const variant of supportedVariants()) engines.push(await loadEngine({ variant }));

  const turns = measurements.flatMap((measurement) =>
    engines.map((engine) => ({
      measurement,
      variant: engine.variant,
      probe: measurement.prepare(engine),
      calls: { repeats: 1 },
      rates: /** @type {number[]} */ ([]),
    })),
  );
  const total = turns.length * (rounds + 1);
  let done = 0;
  for (let round = 0; round <= rounds; round++) {
    for (const turn of turns) {
      const isWarmUp = round === 0;
      const seconds = isWarmUp ? secondsOfWarmUp : secondsPerTurn;
      const rate = measure(turn.measurement, turn.probe, turn.calls, seconds);
      if (!isWarmUp) turn.rates.push(rate);
      tell({ type: 'progress', done: ++done, total });
    }
  }
  /** @type {Rates} */
  const rates = {};
  for (const { measurement, variant, probe, rates: measured } of turns) {
    (rates[measurement.id] ??= {})[variant] = Math.max(...measured);
    probe.dispose();
  }
  tell({ type: 'result', version: engines[0].version, rates });
}

run().catch((/** @type {unknown} */ error) =>
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
);
