/**
 * What is kept of a run under results/: of every series the median of its rounds, of products, divisions and updates
 * the fastest round too, which their shares of the peak are of. Ratios are of the rounds and not of these medians, so
 * they are kept as the targets that they belong to.
 */

import { fastest } from './statistics.mjs';

/** @typedef {import('./statistics.mjs').Series} Series */
/** @typedef {import('./targets.mjs').Target} Target */

/** @typedef {Record<string, Record<string, Series>>} Measurements by what was measured, then by who did it */
/** @typedef {{ median: number, fastest: number }} Rates work per second */

/**
 * @typedef {object} Run
 * @property {Record<string, unknown>} machine
 * @property {number} rounds
 * @property {number} seconds
 * @property {Measurements} workloads
 * @property {Record<string, Record<string, string>>} failures
 * @property {Measurements} kernels
 * @property {Measurements} activations
 * @property {import('./targets.mjs').Start} [start]
 * @property {Target[]} targets
 */

/**
 * @template T
 * @param {Measurements} measurements
 * @param {(series: Series) => T} of
 */
const each = (measurements, of) =>
  Object.fromEntries(
    Object.entries(measurements).map(([what, entry]) => [
      what,
      Object.fromEntries(Object.entries(entry).map(([who, series]) => [who, of(series)])),
    ]),
  );

/** Of work that a contestant refuses nothing is kept; of what it got wrong, why. @param {Run['failures']} failures */
function realFailures(failures) {
  const found = Object.entries(failures).flatMap(([what, entry]) =>
    Object.entries(entry)
      .filter(([, why]) => why.startsWith('FAILED'))
      .map(([who, why]) => [`${what} ${who}`, why]),
  );
  return Object.fromEntries(found);
}

/** @param {Run} run */
export function summaryOf({ workloads, kernels, activations, failures, ...rest }) {
  const { machine, rounds, seconds, start, targets } = rest;
  // The peak before each product is part of the one in `peak`.
  const kept = Object.entries(kernels).filter(([what]) => !what.startsWith('peak '));
  return {
    machine: { ...machine, rounds, seconds },
    ...(start ? { start } : {}),
    failures: realFailures(failures),
    workloads: each(workloads, ({ rate }) => rate),
    kernels: each(Object.fromEntries(kept), (series) => ({
      median: series.rate,
      fastest: fastest(series),
    })),
    activations: each(activations, ({ rate }) => rate),
    targets,
  };
}

/**
 * Four digits are more than a measurement has. What was not measured is left out.
 * @param {string} _key
 * @param {unknown} value
 */
export function rounded(_key, value) {
  if (typeof value !== 'number') return value;
  if (Number.isNaN(value)) return undefined;
  return Number.isInteger(value) && value < 1e6 ? value : Number(value.toPrecision(4));
}

/**
 * JSON with a line for each thing that was measured.
 * @param {Record<string, object>} summary
 */
export function formatted(summary) {
  const line = (/** @type {unknown} */ value) => JSON.stringify(value, rounded);
  const sections = Object.entries(summary).map(([name, section]) => {
    const [open, close] = Array.isArray(section) ? '[]' : '{}';
    const lines = Array.isArray(section)
      ? section.map(line)
      : Object.entries(section).map(([key, value]) => `${line(key)}: ${line(value)}`);
    if (lines.length === 0) return `  ${line(name)}: ${open}${close}`;
    return `  ${line(name)}: ${open}\n${lines.map((one) => `    ${one}`).join(',\n')}\n  ${close}`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}
