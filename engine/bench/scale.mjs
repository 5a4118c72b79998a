/**
 * How a training step grows with the network's width and depth, and what a network holds in memory, in Chromium:
 *   node engine/bench/scale.mjs     prints tables and writes results/scale.json
 * The builds that `make bench` needs have to be there.
 */

import { writeFile } from 'node:fs/promises';

import { browserHost, startBrowser } from './hosts.mjs';
import { table } from './report.mjs';
import { median, rateOf } from './statistics.mjs';

const ROWS = 32;
const ROUNDS = 5;
const SECONDS = 0.3;
const OUTPUTS = 10;

/** @typedef {{ width: number, depth: number, rows: number }} Shape as many inputs, `depth` ReLU layers, ten outputs */

/** @type {Shape[]} */
const WIDTHS = [8, 16, 32, 64, 128, 256, 512, 1024, 2048].map((width) => ({
  width,
  depth: 2,
  rows: ROWS,
}));
/** @type {Shape[]} */
const DEPTHS = [1, 2, 4, 8, 16, 32, 64, 100].map((depth) => ({ width: 64, depth, rows: ROWS }));

/**
 * Multiplications and additions of one step's matrix products; the inputs have no gradient.
 * @param {Shape} shape
 */
export function flopsOf({ width, depth, rows }) {
  const hidden = width * width;
  return 2 * rows * (2 * hidden + 3 * (depth - 1) * hidden + 3 * width * OUTPUTS);
}

/** @param {number} count a row of floats is padded to whole vectors of four */
const padded = (count) => Math.ceil(count / 4) * 4;

/**
 * Bytes of a network and its trainer with an optimiser that keeps so many values per parameter: parameters, gradients
 * and these values; z, a, dL/da and dL/dz of every layer for the rows of a batch, its inputs and its targets.
 * @param {Shape} shape
 * @param {number} slots
 */
export function bytesOf({ width, depth, rows }, slots) {
  const units = [...Array.from({ length: depth }, () => width), OUTPUTS].map(padded);
  const parameters = units.reduce((sum, count) => sum + (width + 1) * count, 0);
  const values = units.reduce((sum, count) => sum + 4 * count, padded(width) + padded(OUTPUTS));
  return 4 * ((2 + slots) * parameters + rows * values);
}

/**
 * Least squares on the relative error of seconds = fixed + perFlop * flops, over the shapes.
 * @param {{ flops: number, seconds: number }[]} points
 */
function fit(points) {
  // weighted by 1 / seconds^2: every point counts by its relative error
  let [sw, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (const { flops, seconds } of points) {
    const w = 1 / seconds ** 2;
    sw += w;
    sx += w * flops;
    sy += w * seconds;
    sxx += w * flops * flops;
    sxy += w * flops * seconds;
  }
  const perFlop = (sw * sxy - sx * sy) / (sw * sxx - sx * sx);
  const fixed = (sy - perFlop * sx) / sw;
  const worst = Math.max(
    ...points.map(({ flops, seconds }) => Math.abs((fixed + perFlop * flops) / seconds - 1)),
  );
  return { fixedSeconds: fixed, gflops: 1e-9 / perFlop, worstRelativeError: worst };
}

const browser = await startBrowser();
const host = await browserHost(browser);
try {
  await host.request('loadBuilds');
  const shapes = [...WIDTHS, ...DEPTHS];
  /** @type {number[][]} */
  const seconds = shapes.map(() => []);
  for (const shape of shapes) await host.measure('steps', 'simd', shape, SECONDS);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, shape] of shapes.entries()) {
      const measured = await host.measure('steps', 'simd', shape, SECONDS);
      if (measured) seconds[i].push(1 / rateOf(measured));
    }
  }
  const points = shapes.map((shape, i) => {
    const flops = flopsOf(shape);
    const step = median(seconds[i]);
    return { ...shape, flops, seconds: step, gflops: flops / step / 1e9 };
  });
  const memory = [];
  for (const shape of [...WIDTHS.slice(0, -1), ...DEPTHS]) {
    const heap = await host.request('networkBytes', 'simd', shape);
    memory.push({ ...shape, formula: bytesOf(shape, 2), heap });
  }
  const widths = points.slice(0, WIDTHS.length);
  const depths = points.slice(WIDTHS.length);
  const fits = { width: fit(widths.filter(({ width }) => width <= 256)), depth: fit(depths) };

  console.log(
    table([
      ['width x depth', 'flops', 'µs a step', 'GFLOP/s'],
      ...points.map(({ width, depth, flops, seconds: step, gflops }) => [
        `${width} x ${depth}`,
        String(flops),
        (1e6 * step).toFixed(1),
        gflops.toFixed(1),
      ]),
    ]),
  );
  for (const [name, found] of Object.entries(fits)) {
    console.log(
      `${name}: ${(1e6 * found.fixedSeconds).toFixed(2)} µs + flops / ${found.gflops.toFixed(1)} GFLOP/s, ` +
        `off by at most ${(100 * found.worstRelativeError).toFixed(0)} %`,
    );
  }
  console.log(
    table([
      ['width x depth', 'formula', 'heap', 'beyond'],
      ...memory.map(({ width, depth, formula, heap }) => [
        `${width} x ${depth}`,
        String(formula),
        String(heap),
        `${(100 * (heap / formula - 1)).toFixed(1)} %`,
      ]),
    ]),
  );
  const results = { chromium: browser.version, rows: ROWS, points, fits, memory };
  const rounded = (/** @type {string} */ _key, /** @type {unknown} */ value) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  await writeFile(
    new URL('results/scale.json', import.meta.url),
    `${JSON.stringify(results, rounded, 1)}\n`,
  );
} finally {
  await host.close();
  await browser.close();
}
