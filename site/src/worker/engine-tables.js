/**
 * The engine's tables, as plain data for a message.
 *
 * @typedef {import('./protocol.js').Engine} Engine
 * @typedef {import('./protocol.js').Tables} Tables
 */

/**
 * @param {Engine} engine
 * @returns {Tables}
 */
export function tablesOf(engine) {
  const { version, variant, limits } = engine;
  const { activations, losses, optimizers, initializers, schedules, datasets, features } = engine;
  return {
    version,
    variant,
    limits,
    activations,
    losses,
    optimizers,
    initializers,
    schedules,
    datasets,
    features,
  };
}
