/**
 * What was measured, to be copied.
 *
 * @typedef {import('./benchmark-worker.js').Variant} Variant
 * @typedef {import('./benchmark-worker.js').Rates} Rates
 *
 * @typedef {object} Report what is copied as JSON
 * @property {string} project
 * @property {string} version
 * @property {string} date
 * @property {string} userAgent
 * @property {number} logicalProcessors
 * @property {{ id: string, title: string, detail: string, unit: string, results: Partial<Record<Variant, number>> }[]} measurements
 */

import { groups, measurements } from './measurements.js';

/**
 * @param {string} version
 * @param {Rates} rates
 * @returns {Report}
 */
export function reportOf(version, rates) {
  return {
    project: 'Gradient Playground',
    version,
    date: new Date().toISOString(),
    userAgent: navigator.userAgent,
    logicalProcessors: navigator.hardwareConcurrency,
    measurements: measurements.map(({ id, title, detail, group }) => {
      const { unit, scale } = groups[group];
      const results = Object.fromEntries(
        Object.entries(rates[id] ?? {}).map(([variant, rate]) => [
          variant,
          Number((rate / scale).toPrecision(4)),
        ]),
      );
      return { id, title, detail, unit, results };
    }),
  };
}
