/**
 * Puts the figures of results/*.json and sizes.json into docs/performance.md, between its markers:
 *   node engine/bench/write-docs.mjs
 */

import { readFile, writeFile } from 'node:fs/promises';

import { short, verdict } from './report.mjs';
import { defaultBuild, LIMITS } from './sizes.mjs';
import { GEMMS, SMOOTH } from './targets.mjs';
import { WORKLOADS } from './workloads.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

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

/**
 * The items by what the function says of them, in the order in which that is first said.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} key
 */
function grouped(items, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** How many targets were met, and which were not. @param {Target[]} kind */
function verdictsOf(kind) {
  const verdicts = [...grouped(kind, verdict)];
  if (verdicts.length === 1) return verdicts[0][0];
  return verdicts
    .map(([found, of]) => {
      const which = found === 'met' ? `${of.length} of ${kind.length}` : of.map(({ part }) => part);
      return `${found}: ${[which].flat().join(', ')}`;
    })
    .join('; ');
}

/**
 * Targets of one kind as one row, with the lowest and the highest figure.
 * @param {Target[]} kind
 */
function targetRow(kind) {
  const [{ what, against, least }] = kind;
  const format = (/** @type {number} */ value) => (least < 1 ? percent(value) : `${short(value)}×`);
  /** @param {'ratio' | 'relaxed' | 'ceiling'} figure */
  const span = (figure) => {
    const values = kind.map((target) => target[figure] ?? NaN).filter(Number.isFinite);
    const ends = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [];
    return [...new Set(ends.map(format))].join(' to ');
  };
  return [
    what,
    against,
    format(least),
    span('ratio'),
    span('relaxed'),
    span('ceiling'),
    verdictsOf(kind),
  ];
}

/** @param {any} results */
function targets({ targets: all }) {
  const kinds = grouped(/** @type {Target[]} */ (all), ({ what, against }) => `${what} ${against}`);
  return markdown(
    ['', 'against', 'at least', 'reached', 'relaxed', 'ceiling', ''],
    [...kinds.values()].map(targetRow),
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
      ...columns.map(([, key]) => (measured[id][key] ? short(measured[id][key]) : '')),
    ]),
  );
}

/** @param {any} results */
function products({ kernels }) {
  const builds = {
    simd: 'chromium/simd',
    relaxed: 'chromium/relaxed',
    'native SSE4.2': 'native-sse4/engine',
    'native AVX2': 'native-avx2/engine',
  };
  const gflops = (/** @type {number} */ rate) => short(rate / 1e9);
  const said = Object.entries(builds).map(([name, key]) => {
    const rates = GEMMS.map((product) => kernels[`gemm ${product.name}`][key].fastest);
    const ends = [Math.min(...rates), Math.max(...rates)].map(gflops);
    return `_${name}_ ${ends.join(' to ')} (peak ${gflops(kernels.peak[key].fastest)})`;
  });
  return `Products of 128 to 784 rows and columns, GFLOP/s: ${said.slice(0, 2).join(', ')},
${said.slice(2).join(', ')}.`;
}

/** @param {any} results */
function activations({ activations: measured }) {
  const [theirs, ours] = [
    ['tfjs', 'jax-js'],
    ['libm', 'scalar', 'simd', 'relaxed'],
  ];
  /** @param {string} what @param {string[]} who */
  const cells = (what, who) =>
    who.map((key) => (measured[what][key] ? short(measured[what][key] / 1e6) : ''));
  return markdown(
    ['', 'libm loop', 'scalar', 'simd', 'relaxed', ...theirs, ...ours.map((key) => `f′ ${key}`)],
    SMOOTH.map((name) => [
      name,
      ...cells(`${name} value`, [...ours, ...theirs]),
      ...cells(`${name} derivative`, ours),
    ]),
  );
}

/** @param {any} sizes */
function size(sizes) {
  const { wasm, glue } = defaultBuild(sizes);
  return `The default build is ${wasm} bytes of WebAssembly (limit ${LIMITS.wasm}) and ${glue} of JavaScript (limit
${LIMITS.glue}) by brotli; \`make test\` fails when a file grows by more than 5 % over \`engine/bench/sizes.json\`.`;
}

/** @param {any} scale */
function scaling({ fits: { width, depth }, memory }) {
  const line = (/** @type {any} */ { fixedSeconds, gflops, worstRelativeError }) =>
    `${(1e6 * fixedSeconds).toFixed(2)} µs and its operations at ${gflops.toFixed(1)} GFLOP/s, within ${percent(worstRelativeError)}`;
  const beside = memory.map((/** @type {any} */ { formula, heap }) => heap - formula);
  return `With two hidden layers of 8 to 256 units a step takes ${line(width)};
with 1 to 100 hidden layers of 64 units, ${line(depth)}. The heap had
${Math.min(...beside)} to ${Math.max(...beside)} bytes more than the formula below, the most with 100 layers.`;
}

/** @param {any} results */
function machine({ machine: about, start }) {
  return `Measured on ${about.date} at commit ${about.commit}: ${about.cpu}, ${about.cores} cores, ${about.system}; Chromium
${about.chromium}, node ${about.node}, ${about.compiler}, ${about.emscripten.replace(/ \(.*?\)/g, '')}. ${about.rounds} rounds of ${about.seconds} s.
The first training step was done ${start.extra.toFixed(0)} ms after what a page with nothing but a module takes.`;
}

const results = await json('results/peers.json');
const scale = await json('results/scale.json');
const blocks = {
  machine: machine(results),
  targets: targets(results),
  workloads: `${workloads(results)}\n\n${products(results)}`,
  activations: activations(results),
  scale: `${size(await json('sizes.json'))}\n\n${scaling(scale)}`,
};
let page = await readFile(PAGE, 'utf8');
for (const [name, content] of Object.entries(blocks)) {
  const block = new RegExp(`(<!-- figures: ${name} -->\n)[^]*?(<!-- end -->)`);
  if (!block.test(page)) throw new Error(`docs/performance.md has no place for ${name}`);
  page = page.replace(block, (_, start, end) => `${start}\n${content}\n\n${end}`);
}
await writeFile(PAGE, page);
