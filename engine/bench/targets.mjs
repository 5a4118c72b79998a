/**
 * What the engine is to reach, and what of it a run met. A ratio is of samples, operations or elements per second; it
 * is the median of the ratios within the rounds; of products and the peak, that of the fastest rounds.
 */

import { activationCeiling, workloadCeiling } from './roofline.mjs';
import { fastest, fastestRatio, ratio } from './statistics.mjs';
import { workload } from './workloads.mjs';

/** @typedef {import('./statistics.mjs').Series} Series */

/**
 * @typedef {object} Results what a run measured
 * @property {Record<string, Record<string, Series>>} workloads by workload, then by "host/contestant"
 * @property {Record<string, Record<string, Series>>} kernels by kernel, then by "host/build"
 * @property {Record<string, Record<string, Series>>} activations by "name value" or "name derivative", then by contestant
 * @property {Record<string, import('./operations.mjs').Operations>} [operations] vector instructions a value, by
 *   "name value" or "name derivative"
 * @property {Start} [start]
 */

/**
 * @typedef {object} Start milliseconds after navigation, medians: of a bare page, of the first training step; and how far
 *   the earliest of each are apart
 * @property {number} bare
 * @property {number} engine
 * @property {number} extra
 *
 * @typedef {object} Target
 * @property {string} what
 * @property {string} against
 * @property {number} least
 * @property {string} [part] what tells it from others of its kind, which documents show as one
 * @property {number} [ratio] NaN where the run did not measure it
 * @property {number} [ceiling] the ratio that the arithmetic alone would allow; NaN where it was not measured
 * @property {number} [relaxed] the ratio of the relaxed build, beside that of simd
 */

/** Activations without a kink, whose values need more than additions and comparisons. */
export const SMOOTH = [
  'sigmoid',
  'log-sigmoid',
  'tanh',
  'elu',
  'selu',
  'gelu',
  'gelu-tanh',
  'swish',
  'mish',
  'softplus',
  'softsign',
  'sine',
  'gaussian',
];

/** Products of 256 x 256 matrices, and those of W4's hidden layers: kind, then rows, columns, depth. */
export const GEMMS = [
  { name: '256^3', kind: 'forward', shape: [256, 256, 256] },
  { name: 'W4 x W1', kind: 'forward', shape: [128, 512, 784] },
  { name: 'W4 a W2', kind: 'forward', shape: [128, 512, 512] },
  { name: 'W4 x^T dz', kind: 'weights', shape: [784, 512, 128] },
  { name: 'W4 a^T dz', kind: 'weights', shape: [512, 512, 128] },
  { name: 'W4 dz W^T', kind: 'inputs', shape: [128, 512, 512] },
];

const PEERS = ['tfjs', 'jax-js', 'convnetjs', 'brain.js'];

/**
 * @param {Results} results
 * @returns {Target[]}
 */
export function targetsOf({ workloads, kernels, activations, operations, start }) {
  /** @type {Target[]} */
  const targets = [];
  /** @param {string} id @param {string} name */
  const chromium = (id, name) => workloads[id]?.[`chromium/${name}`];
  const peak = (/** @type {string} */ build) => kernels.peak?.[build];
  /** @param {string} id @param {string} build */
  const productsOf = (id, build) =>
    GEMMS.filter(({ name }) => name.startsWith(`${id} `)).map(({ name, shape }) => ({
      flops: 2 * shape[0] * shape[1] * shape[2],
      measured: kernels[`gemm ${name}`]?.[build],
    }));
  /** @param {string} id @param {string} build @param {Series | undefined} theirs */
  const ceilingOf = (id, build, theirs) =>
    workloadCeiling(
      workload(id),
      peak(build),
      (name) => activations[`${name} value`]?.[build.replace('chromium/', '')],
      productsOf(id, build),
      kernels[`update ${id}`]?.[build],
    ) / fastest(theirs);
  /** @param {string} id @param {string[]} names @returns {[string, Series] | undefined} */
  const best = (id, names) =>
    names
      .map((name) => /** @type {[string, Series]} */ ([name, chromium(id, name)]))
      .filter(([, series]) => series)
      .sort(([, a], [, b]) => b.rate - a.rate)[0];
  /**
   * @param {string} id
   * @param {string[]} names
   * @param {number} least
   * @param {string} [ours]
   */
  const against = (id, names, least, ours = 'simd') => {
    const found = best(id, names);
    targets.push({
      what: `${id} ${ours}`,
      against:
        names.length === 1
          ? names[0]
          : `best of ${names.join(', ')}${found ? `: ${found[0]}` : ''}`,
      least,
      ratio: found ? ratio(chromium(id, ours), found[1]) : NaN,
      relaxed: found && ours === 'simd' ? ratio(chromium(id, 'relaxed'), found[1]) : NaN,
      // It counts every multiplication; on blank images most are left out.
      ceiling:
        workload(id).data === 'strokes' ? NaN : ceilingOf(id, `chromium/${ours}`, found?.[1]),
    });
  };
  against('W1', ['hand-written'], 8);
  against('W1b', ['hand-written'], 8);
  against('W1', ['object-graph'], 20);
  against('W1', ['tfjs'], 300);
  against('W2', PEERS, 4);
  against('W3', PEERS, 4);
  against('W4', ['jax-js'], 1.5);
  against('W4', ['jax-js'], 2.2, 'relaxed');
  against('W5', ['jax-js', 'tfjs', 'hand-written', 'hand-written-fast-tanh'], 12);
  against('W6', ['jax-js'], 10);
  against('W10', PEERS, 4);

  for (const part of ['value', 'derivative']) {
    for (const name of SMOOTH) {
      const { simd, relaxed, libm } = activations[`${name} ${part}`] ?? {};
      targets.push({
        what: `W7 ${part}`,
        part: name,
        against: 'libm loop',
        least: 6,
        ratio: ratio(simd, libm),
        ceiling:
          activationCeiling(
            operations?.[`${name} ${part}`],
            peak('chromium/simd'),
            kernels.division?.['chromium/simd'],
          ) / fastest(libm),
        relaxed: ratio(relaxed, libm),
      });
    }
  }
  for (const name of ['tanh', 'sigmoid', 'gelu', 'elu']) {
    for (const peer of ['tfjs', 'jax-js']) {
      const { simd, [peer]: theirs } = activations[`${name} value`] ?? {};
      if (peer === 'tfjs' && name === 'gelu') continue; // it has no such kernel
      targets.push({
        what: 'W7 value',
        part: name,
        against: peer,
        least: 1,
        ratio: ratio(simd, theirs),
      });
    }
  }

  for (const { name } of GEMMS) {
    for (const [variant, least] of /** @type {[string, number][]} */ ([
      ['simd', 0.85],
      ['relaxed', 0.65],
    ])) {
      const key = `chromium/${variant}`;
      targets.push({
        what: `products ${variant}`,
        part: name,
        against: 'peak, in Chromium',
        least,
        ratio: fastestRatio(kernels[`gemm ${name}`]?.[key], kernels.peak?.[key]),
      });
    }
  }
  for (const id of ['W3', 'W4']) {
    const native = workloads[id]?.['native-sse4/engine'];
    targets.push({
      what: 'W3, W4 simd',
      part: id,
      against: 'native, SSE4.2',
      least: 0.8,
      ratio: ratio(chromium(id, 'simd'), native),
    });
  }
  for (const id of ['W3', 'W4']) {
    const { 'native-avx2/engine': ours, 'eigen-avx2/engine': eigen } = workloads[id] ?? {};
    targets.push({
      what: 'W3, W4 native AVX2',
      part: id,
      against: 'Eigen, AVX2',
      least: 1,
      ratio: ratio(ours, eigen),
      ceiling: ceilingOf(id, 'native-avx2/engine', eigen),
    });
  }
  targets.push({
    what: 'first training step',
    against: '120 ms after a bare page',
    least: 1,
    ratio: start ? 120 / start.extra : NaN,
  });
  return targets;
}
