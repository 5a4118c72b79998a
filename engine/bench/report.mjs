/** Tables for people. */

import { fastest, fastestRatio, ratio } from './statistics.mjs';
import { GEMMS } from './targets.mjs';

/** @typedef {import('./statistics.mjs').Series} Series */

/** @param {number} value three significant digits, thousands as k, M, G */
export function short(value) {
  if (!Number.isFinite(value)) return '-';
  const units = ['', 'k', 'M', 'G', 'T'];
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)}${units[unit]}`;
}

/** @param {number} value */
const percent = (value) => (Number.isFinite(value) ? `${Math.round(100 * value)} %` : '-');

/** @param {number} value */
const times = (value) => (Number.isFinite(value) ? `${short(value)}x` : '-');

/**
 * @param {string[][]} rows the first one is the heading; the first column is text
 */
export function table(rows) {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/**
 * @param {import('./workloads.mjs').Workload} workload
 * @param {Record<string, Series>} series
 * @param {Record<string, string>} failures
 */
export function printWorkload(workload, series, failures) {
  const unit = workload.kind === 'predict' ? 'rows/s' : 'samples/s';
  const ours = series['chromium/simd'];
  console.log(`\n${workload.id}  ${workload.title}\n`);
  const rows = Object.entries(series)
    .sort(([, a], [, b]) => b.rate - a.rate)
    .map(([key, values]) => [
      `  ${key}`,
      short(values.rate),
      short(values.p90),
      key === 'chromium/simd' ? '' : times(ratio(ours, values)),
    ]);
  console.log(table([['', unit, 'p90', 'simd against it'], ...rows]));
  for (const [key, why] of Object.entries(failures)) {
    if (why.startsWith('FAILED')) console.log(`  ${key}: ${why}`);
  }
}

/** @param {Record<string, Record<string, Series>>} kernels */
export function printKernels(kernels) {
  // the others are in the results
  const keys = Object.keys(kernels.peak).filter((key) => !/node|scalar/.test(key));
  console.log('\nGFLOP/s in the fastest round, and the share of the peak of the same build\n');
  console.log(
    table([
      ['', ...keys.flatMap((key) => [key, ''])],
      ['  peak', ...keys.flatMap((key) => [short(fastest(kernels.peak[key]) / 1e9), ''])],
      ...GEMMS.map(({ name, shape }) => [
        `  ${name} ${shape.join('x')}`,
        ...keys.flatMap((key) => {
          const series = kernels[`gemm ${name}`][key];
          return [short(fastest(series) / 1e9), percent(fastestRatio(series, kernels.peak[key]))];
        }),
      ]),
    ]),
  );
}

/** @param {Record<string, Record<string, Series>>} activations */
export function printActivations(activations) {
  console.log('\nActivations over 1 M floats in Chromium, M elements/s, and simd against libm\n');
  const keys = [...new Set(Object.values(activations).flatMap((entry) => Object.keys(entry)))];
  console.log(
    table([
      ['', ...keys, 'ratio'],
      ...Object.entries(activations).map(([name, entry]) => [
        `  ${name}`,
        ...keys.map((key) => (entry[key] ? short(entry[key].rate / 1e6) : '-')),
        times(ratio(entry.simd, entry.libm)),
      ]),
    ]),
  );
}

/** @param {import('./targets.mjs').Target} target */
export function verdict({ ratio: reached = NaN, relaxed = NaN, ceiling = NaN, least }) {
  if (Number.isNaN(reached)) return 'not measured';
  if (reached >= least) return 'met';
  if (relaxed >= least) return 'met by relaxed';
  return ceiling < least ? 'NOT MET: above its ceiling' : 'NOT MET';
}

/** @param {import('./targets.mjs').Start} start */
export function printStart({ bare, engine, extra }) {
  const [floor, first, later] = [bare, engine, extra].map((ms) => `${ms.toFixed(0)} ms`);
  console.log(`\nFirst training step after ${first}, a bare page after ${floor} (medians)`);
  console.log(`The earliest of each are ${later} apart`);
}

/** @param {import('./targets.mjs').Target[]} targets */
export function printTargets(targets) {
  console.log('\nTargets\n');
  console.log(
    table([
      ['', 'against', 'at least', 'reached', 'relaxed', 'ceiling', ''],
      ...targets.map((target) => {
        const { what, part, against, least } = target;
        const { ratio: reached = NaN, relaxed = NaN, ceiling = NaN } = target;
        return [
          `  ${what}${part ? ` ${part}` : ''}`,
          against,
          least < 1 ? percent(least) : `${least}x`,
          least < 1 ? percent(reached) : times(reached),
          times(relaxed),
          times(ceiling),
          verdict(target),
        ];
      }),
    ]),
  );
}
