/**
 * Runs the benchmarks: node engine/bench/run.mjs [--peers] [--quick] [--only W1,W7,GEMM,START,…] [--rounds N] [--seconds S]
 *
 * Everything that is compared is measured in turns, round after round, each turn a slot of the given seconds. Prints
 * tables, and writes every round to build/bench/latest.json, or to the file that --output names. A whole run with
 * --peers also writes its medians to results/peers.json, which is committed: it has to be of a commit, so it refuses to
 * start while files differ from it.
 */

import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { TOP, browserHost, nativeHost, nodeHost, startBrowser, timeToStart } from './hosts.mjs';
import { operationsOf } from './operations.mjs';
import { parametersOf } from './roofline.mjs';
import {
  printActivations,
  printKernels,
  printStart,
  printTargets,
  printWorkload,
} from './report.mjs';
import { formatted, rounded, summaryOf } from './results.mjs';
import { median, seriesOf, together } from './statistics.mjs';
import { GEMMS, SMOOTH, targetsOf } from './targets.mjs';
import { LOSS_TOLERANCE, WORKLOADS } from './workloads.mjs';

/** @typedef {import('./hosts.mjs').Host} Host */
/** @typedef {import('./contestants/contestant.mjs').Measured} Measured */

/**
 * @typedef {object} Turn one thing that is measured in turn with others
 * @property {string} key
 * @property {(seconds: number) => Promise<Measured | null>} measure
 */

const { values: options } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    output: { type: 'string' },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 7));
const seconds = Number(options.seconds ?? (options.quick ? 0.1 : 0.25));
const only = options.only?.split(',');
/** Whether the medians are to be committed. */
const forDocuments = options.peers && !options.quick && !only && !options.output;
/** @param {string} section */
const wanted = (section) => !only || only.includes(section);

/**
 * Rounds of turns; a warm-up first, and every round starts with another one.
 * @param {Turn[]} turns
 */
async function interleave(turns) {
  /** @type {Record<string, Measured[]>} */
  const slots = {};
  const runnable = [];
  for (const turn of turns) {
    const measured = await turn.measure(options.quick ? 0.3 : 1);
    if (measured === null) continue;
    runnable.push(turn);
    slots[turn.key] = [];
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < runnable.length; i++) {
      const turn = runnable[(i + round) % runnable.length];
      const measured = await turn.measure(seconds);
      if (measured) slots[turn.key].push(measured);
    }
  }
  return Object.fromEntries(Object.entries(slots).map(([key, list]) => [key, seriesOf(list)]));
}

/** Plain loops over hundreds of inputs take minutes for the check alone: only among the peers. */
const SLOW = new Set(['hand-written', 'tfjs', 'convnetjs']);

/**
 * @param {Host[]} hosts
 * @param {import('./workloads.mjs').Workload} workload
 * @param {number} reference
 */
async function runWorkload(hosts, workload, reference) {
  /** @type {Turn[]} */
  const turns = [];
  /** @type {Record<string, string>} */
  const failures = {};
  for (const host of hosts) {
    const isJavaScript = host.name === 'chromium' || host.name === 'node';
    const names = isJavaScript
      ? (await host.request('contestants')).map((/** @type {any} */ { name }) => name)
      : ['engine'];
    for (const name of names) {
      const key = `${host.name}/${name}`;
      if (host.name === 'node' && name === 'object-graph') continue;
      if (SLOW.has(name) && workload.inputs > 2 && (!options.peers || host.name === 'node')) {
        continue;
      }
      if (options.quick && SLOW.has(name) && workload.id === 'W4') continue;
      const args = isJavaScript ? [name, workload.id] : [workload.id];
      try {
        const check = await host.request('check', ...args);
        if (check.refused) {
          failures[key] = check.refused;
          continue;
        }
        if (!(Math.abs(check.loss - reference) <= LOSS_TOLERANCE * reference)) {
          failures[key] = `FAILED: loss ${check.loss}, reference ${reference}`;
          continue;
        }
        turns.push({ key, measure: (time) => host.measure('train', ...args, time) });
      } catch (error) {
        failures[key] = `FAILED: ${/** @type {Error} */ (error).message.split('\n')[0]}`;
      }
    }
  }
  const series = await interleave(turns);
  for (const host of hosts) {
    if (host.name === 'chromium' || host.name === 'node') await host.request('finish', workload.id);
  }
  return { series, failures };
}

/**
 * The builds whose kernels are measured.
 * @param {Host[]} hosts
 * @param {Record<string, string[]>} variants of each JavaScript host
 */
function buildsOf(hosts, variants) {
  return hosts.flatMap((host) => {
    if (host.name.startsWith('eigen')) return [];
    return (variants[host.name] ?? ['engine']).map((variant) => ({
      key: `${host.name}/${variant}`,
      host,
      build: variant === 'engine' ? [] : [variant],
    }));
  });
}

/**
 * The products, divisions and updates of every build, and its peak: measured again before each product, because what
 * else the machine does changes within seconds, and weighs on the one more than on the other.
 * @param {ReturnType<typeof buildsOf>} builds
 */
async function runKernels(builds) {
  /** @type {Turn[]} */
  const turns = [];
  for (const { key, host, build } of builds) {
    for (const { name, kind, shape } of GEMMS) {
      const product = build.length === 0 ? [kind, ...shape] : [kind, shape];
      turns.push({
        key: `peak ${name}|${key}`,
        measure: (time) => host.measure('peak', ...build, time),
      });
      turns.push({
        key: `gemm ${name}|${key}`,
        measure: (time) => host.measure('gemm', ...build, ...product, time),
      });
    }
  }
  for (const { key, host, build } of builds) {
    turns.push({
      key: `division|${key}`,
      measure: (time) => host.measure('division', ...build, time),
    });
  }
  for (const workload of WORKLOADS.filter(({ optimizer }) => optimizer === 'adam')) {
    for (const { key, host, build } of builds) {
      turns.push({
        key: `update ${workload.id}|${key}`,
        measure: (time) => host.measure('update', ...build, parametersOf(workload), time),
      });
    }
  }
  const series = await interleave(turns);
  /** @type {Record<string, Record<string, import('./statistics.mjs').Series>>} */
  const byKernel = {};
  for (const [name, values] of Object.entries(series)) {
    const [kernel, key] = name.split('|');
    (byKernel[kernel] ??= {})[key] = values;
  }
  const peaks = (/** @type {string} */ key) =>
    GEMMS.map(({ name }) => byKernel[`peak ${name}`][key]);
  byKernel.peak = Object.fromEntries(builds.map(({ key }) => [key, together(peaks(key))]));
  return byKernel;
}

const MILLION = 1 << 20;

/**
 * Every activation in Chromium: the engine's kernels against libm, and against the peers that have it; and the same
 * kernels in native code for vectors of the same width.
 * @param {Host} chromium
 * @param {string[]} variants
 * @param {Host | undefined} native
 */
async function runActivations(chromium, variants, native) {
  const names = await chromium.request('activationNames');
  const who = [...variants, 'libm', ...(options.peers ? ['tfjs', 'jax-js'] : [])];
  /** @type {Record<string, Record<string, import('./statistics.mjs').Series>>} */
  const results = {};
  for (const name of options.quick ? SMOOTH : names) {
    for (const part of ['value', 'derivative']) {
      /** @type {Turn[]} */
      const turns = who.map((contestant) => ({
        key: contestant,
        measure: (time) =>
          chromium.measure(
            'activation',
            contestant,
            name,
            part === 'derivative',
            MILLION,
            Math.min(time, 0.1),
          ),
      }));
      if (native) {
        turns.push({
          key: native.name,
          measure: (time) => native.measure('activation', name, part, MILLION, Math.min(time, 0.1)),
        });
      }
      results[`${name} ${part}`] = await interleave(turns);
    }
  }
  return results;
}

/**
 * How much later than a page with nothing but a module one is ready that has trained its first step.
 * @param {Awaited<ReturnType<typeof startBrowser>>} browser
 */
async function runStart(browser) {
  const bare = [];
  const engine = [];
  for (let round = 0; round < 3 * rounds; round++) {
    bare.push(await timeToStart(browser, 'engine/bench/page/start-bare.html'));
    engine.push(await timeToStart(browser, 'engine/bench/page/start-engine.html'));
  }
  // whatever else runs can only make a page later: the difference of the two earliest says most
  const extra = Math.min(...engine) - Math.min(...bare);
  return { bare: median(bare), engine: median(engine), extra };
}

/** @param {string} command @param {string[]} args */
function output(command, ...args) {
  try {
    return execFileSync(command, args, { cwd: TOP, encoding: 'utf8' }).split('\n')[0].trim();
  } catch {
    return 'unknown';
  }
}

/** @param {string} commit @param {string} browserVersion */
function machine(commit, browserVersion) {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit,
    cpu: cpu.model.trim(),
    cores: availableParallelism(),
    system: `${process.platform} ${release()}`,
    chromium: browserVersion,
    node: process.version,
    compiler: output('c++', '--version'),
    emscripten: output('build/toolchain/emscripten/emcc', '--version'),
  };
}

async function main() {
  const commit = output('git', 'describe', '--always', '--dirty');
  if (forDocuments && /^unknown$|-dirty$/.test(commit)) {
    throw new Error(
      `results/peers.json has to be of a commit, here is ${commit}: commit first, or name a file with --output`,
    );
  }
  const references = JSON.parse(
    await readFile(new URL('references.json', import.meta.url), 'utf8'),
  );
  const browser = await startBrowser();
  /** @type {Host[]} */
  const hosts = [];
  try {
    const chromium = await browserHost(browser);
    const node = nodeHost();
    hosts.push(chromium, node);
    for (const [name, program] of [
      ['native-sse4', 'build/release/engine/bench/engine_bench'],
      ['native-avx2', 'build/avx2/engine/bench/engine_bench'],
      ['eigen-sse4', 'build/release/engine/bench/eigen_bench'],
      ['eigen-avx2', 'build/avx2/engine/bench/eigen_bench'],
    ]) {
      const host = nativeHost(name, program);
      if (host) hosts.push(host);
      else console.log(`(${name}: ${program} is not built, left out)`);
    }
    /** @type {Record<string, string[]>} */
    const variants = {
      chromium: await chromium.request('loadBuilds'),
      node: await node.request('loadBuilds'),
    };
    if (options.peers) await chromium.request('loadPeers');

    const about = machine(commit, browser.version);
    console.log(Object.values(about).join(' · '));
    /** @type {any} */
    const results = {
      machine: about,
      rounds,
      seconds,
      workloads: {},
      failures: {},
      kernels: {},
      activations: {},
    };
    for (const workload of WORKLOADS.filter(({ id }) => wanted(id))) {
      const { series, failures } = await runWorkload(hosts, workload, references[workload.id]);
      results.workloads[workload.id] = series;
      results.failures[workload.id] = failures;
      printWorkload(workload, series, failures);
    }
    if (wanted('GEMM')) {
      results.kernels = await runKernels(buildsOf(hosts, variants));
      printKernels(results.kernels);
    }
    if (wanted('W7')) {
      const native = hosts.find(({ name }) => name === 'native-sse4');
      results.activations = await runActivations(chromium, variants.chromium, native);
      results.operations = operationsOf(SMOOTH);
      printActivations(results.activations);
    }
    if (wanted('START')) {
      results.start = await runStart(browser);
      printStart(results.start);
    }
    results.targets = targetsOf(results);
    printTargets(only ? results.targets.filter(isMeasured) : results.targets);

    await write(
      options.output ?? 'build/bench/latest.json',
      `${JSON.stringify(results, rounded, 1)}\n`,
    );
    if (forDocuments) {
      await write('engine/bench/results/peers.json', formatted(summaryOf(results)));
    }
  } finally {
    for (const host of hosts) await host.close();
    await browser.close();
  }
}

/** @param {import('./targets.mjs').Target} target */
const isMeasured = (target) => !Number.isNaN(target.ratio);

/** @param {string} file below the checkout's top @param {string} text */
async function write(file, text) {
  const path = resolve(TOP, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  console.log(`\nwritten: ${file}`);
}

await main();
