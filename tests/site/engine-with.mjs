/** The real engine with other networks or data sets: those of the real one with some methods of their own. */

import { engine } from './tables.mjs';

/** @param {any} real @param {Record<string, unknown>} own */
const withOwn = (real, own) =>
  new Proxy(real, {
    get: (target, name) => {
      if (Object.hasOwn(own, name)) return own[name];
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/**
 * @param {{ network?: (real: any) => Record<string, unknown>, dataset?: (real: any) => Record<string, unknown> }} own
 *   of each one that is made
 */
export const engineWith = ({ network, dataset }) =>
  withOwn(engine, {
    ...(network && {
      createNetwork: (spec) => {
        const real = engine.createNetwork(spec);
        return withOwn(real, network(real));
      },
    }),
    ...(dataset && {
      createDataset: (spec) => {
        const real = engine.createDataset(spec);
        return withOwn(real, dataset(real));
      },
    }),
  });
