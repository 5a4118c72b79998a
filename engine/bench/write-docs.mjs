/**
 * Puts the figures of results/*.json and sizes.json into docs/performance.md, between its markers:
 *   node engine/bench/write-docs.mjs
 */

import { readFile, writeFile } from 'node:fs/promises';

import { short, verdict } from './report.mjs';
import { defaultBuild, LIMITS } from './sizes.mjs';
import { fastest, fastestRatio, ratio } from './statistics.mjs';
import { GEMMS, targetsOf } from './targets.mjs';
import { WORKLOADS } from './workloads.mjs';

const PAGE = new URL('../../docs/performance.md', import.meta.url);

/** @param {string} name */
const json = async (name) => JSON.parse(await readFile(new URL(name, import.meta.url), 'utf8'));

/**
 * @param {string[]} heading
 * @param {(string | number)[][]} rows
 */
function markdown(heading, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = heading.map((_, column) => (column === 0 ? '---' : '--:'));
  return [heading, rule, ...rows].map(line).join('\n');
}

/** @param {number} value */
const percent = (value) => (Number.isFinite(value) ? `${Math.round(100 * value)} %` : '');

/** @param {any} results */
function targets(results) {
  return markdown(
    ['', 'against', 'at least', 'reached', 'relaxed', 'ceiling', ''],
    targetsOf(results).map((target) => {
      const { what, against, least, ratio: reached, relaxed, ceiling } = target;
      const format = (/** @type {number | undefined} */ value = NaN) =>
        Number.isNaN(value) ? '' : least < 1 ? percent(value) : `${short(value)}×`;
      return [what, against, ...[least, reached, relaxed, ceiling].map(format), verdict(target)];
    }),
  );
}

/** @param {any} results */
function workloads({ workloads: measured }) {
  const columns = [
    ['scalar', 'chromium/scalar'],
    ['simd', 'chromium/simd'],
    ['relaxed', 'chromium/relaxed'],
    ['hand-written', 'chromium/hand-written'],
    ['own tanh', 'chromium/hand-written-fast-tanh'],
    ['object graph', 'chromium/object-graph'],
    ['tfjs', 'chromium/tfjs'],
    ['jax-js', 'chromium/jax-js'],
    ['ConvNetJS', 'chromium/convnetjs'],
    ['native SSE4.2', 'native-sse4/engine'],
    ['native AVX2', 'native-avx2/engine'],
    ['Eigen AVX2', 'eigen-avx2/engine'],
  ];
  return markdown(
    ['', ...columns.map(([title]) => title)],
    WORKLOADS.filter(({ id }) => measured[id]).map(({ id }) => [
      id,
      ...columns.map(([, key]) => (measured[id][key] ? short(measured[id][key].rate) : '')),
    ]),
  );
}

/** @param {any} results */
function kernels({ kernels: measured }) {
  const columns = ['chromium/simd', 'chromium/relaxed', 'native-sse4/engine', 'native-avx2/engine'];
  return markdown(
    ['', ...columns],
    [
      ['peak', ...columns.map((key) => short(fastest(measured.peak[key]) / 1e9))],
      ...GEMMS.map(({ name, shape }) => [
        `${name}, ${shape.join(' × ')}`,
        ...columns.map((key) => {
          const series = measured[`gemm ${name}`][key];
          return `${short(fastest(series) / 1e9)} (${percent(fastestRatio(series, measured.peak[key]))})`;
        }),
      ]),
    ],
  );
}

/** @param {any} results */
function activations({ activations: measured }) {
  return markdown(
    [
      '',
      'libm loop',
      'scalar',
      'simd',
      'native SSE4.2',
      'relaxed',
      'tfjs',
      'jax-js',
      'simd against libm',
    ],
    Object.entries(measured).map(([name, entry]) => [
      name,
      ...['libm', 'scalar', 'simd', 'native-sse4', 'relaxed', 'tfjs', 'jax-js'].map((key) =>
        entry[key] ? short(entry[key].rate / 1e6) : '',
      ),
      `${short(ratio(entry.simd, entry.libm))}×`,
    ]),
  );
}

/** @param {any} sizes */
function size(sizes) {
  const { wasm, glue } = defaultBuild(sizes);
  const rows = Object.entries(sizes).map(([file, { raw, gzip, brotli }]) => [
    file,
    raw,
    gzip,
    brotli,
  ]);
  return `${markdown(['bytes', 'raw', 'gzip', 'brotli'], rows)}

\`gradient-simd.wasm\` with \`index.js\` and \`gradient-simd.js\`: ${wasm} bytes of WebAssembly (limit
${LIMITS.wasm}) and ${glue} of JavaScript (limit ${LIMITS.glue}) by brotli.`;
}

/** @param {any} scale */
function scaling({ points, fits }) {
  const { fixedSeconds, gflops, worstRelativeError } = fits.width;
  const rows = points.map((/** @type {any} */ { width, depth, flops, seconds, gflops: rate }) => {
    const parameters = depth * (width + 1) * width + (width + 1) * 12;
    const rest = seconds - fixedSeconds - flops / gflops / 1e9;
    const bandwidth = rest > 0.15 * seconds ? short((24 * parameters) / rest / 1e9) : '';
    return [
      `${width} × ${depth}`,
      short(flops / 1e6),
      short((4 * parameters) / 1e6),
      short(1e6 * seconds),
      short(rate),
      bandwidth,
    ];
  });
  return `${markdown(
    ['width × depth', 'Mflop', 'MB of parameters', 'µs a step', 'GFLOP/s', 'rest, GB/s'],
    rows,
  )}

Up to a width of 256 a step takes ${(1e6 * fixedSeconds).toFixed(2)} µs and its operations at ${gflops.toFixed(1)} GFLOP/s; no
measured step is further than ${percent(worstRelativeError)} from that. Over the depth at a width of 64 the line is
${(1e6 * fits.depth.fixedSeconds).toFixed(2)} µs + operations at ${fits.depth.gflops.toFixed(1)} GFLOP/s, within ${percent(fits.depth.worstRelativeError)}.`;
}

/** @param {any} scale */
function memory({ memory: rows }) {
  return markdown(
    ['width × depth', 'formula', 'heap', 'beyond it'],
    rows.map((/** @type {any} */ { width, depth, formula, heap }) => [
      `${width} × ${depth}`,
      formula,
      heap,
      `${heap - formula} bytes`,
    ]),
  );
}

/** @param {any} results */
function machine({ machine: about, rounds, seconds, start }) {
  return `Measured on ${about.date}: ${about.cpu}, ${about.cores} cores, ${about.system}; Chromium ${about.chromium}, node
${about.node}, ${about.compiler}, ${about.emscripten.replace(/ \(.*?\)/g, '')}. ${rounds} rounds of ${seconds} s each. The first training step
was done ${start ? start.extra.toFixed(0) : '?'} ms after what a page with nothing but a module takes (the earliest of each).`;
}

const results = await json('results/peers.json');
const scale = await json('results/scale.json');
const blocks = {
  machine: machine(results),
  targets: targets(results),
  workloads: workloads(results),
  kernels: kernels(results),
  activations: activations(results),
  size: size(await json('sizes.json')),
  scale: scaling(scale),
  memory: memory(scale),
};
let page = await readFile(PAGE, 'utf8');
for (const [name, content] of Object.entries(blocks)) {
  const block = new RegExp(`(<!-- figures: ${name} -->\n)[^]*?(<!-- end -->)`);
  if (!block.test(page)) throw new Error(`docs/performance.md has no place for ${name}`);
  page = page.replace(block, (_, start, end) => `${start}\n${content}\n\n${end}`);
}
await writeFile(PAGE, page);
