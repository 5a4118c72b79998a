// How many small faults in the site's modules their tests notice: draws a sample of mutations, loads each in place of the
// module while the tests run that should see it, and prints those that survive. The checkout stays as it is.
//
//   node tests/mutation/run.mjs [--seed 1] [--count 60] [--jobs 2] [--only state/hash]
//
// Fails where less than 80 % are caught. A sample is the same for a seed as long as the modules are the same.

import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { mutated, mutationsOf, sample } from './mutations.mjs';
import { targets } from './targets.mjs';

const TOP = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const FOLDER = join(TOP, 'build', 'mutants');
const HOOK = new URL('replace-module.mjs', import.meta.url).href;
const LEAST = 0.8;

/** @typedef {import('./mutations.mjs').Mutation & { source: string, text: string, tests: string[] }} Mutant */

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string', default: '' },
  },
});

/**
 * @param {string} test
 * @param {{ mutant?: { url: string, path: string }, seconds?: number }} [options]
 * @returns {Promise<boolean>} whether it passed in that time
 */
function runTest(test, { mutant, seconds = 600 } = {}) {
  return new Promise((done) => {
    const env = mutant ? { ...process.env, MUTANT: JSON.stringify(mutant) } : process.env;
    const child = spawn(process.execPath, ['--import', HOOK, test], {
      cwd: TOP,
      env,
      stdio: 'ignore',
      timeout: Math.ceil(1000 * seconds),
      killSignal: 'SIGKILL',
    });
    child.on('close', (code) => done(code === 0));
  });
}

/**
 * Does the work for each item, so many at a time.
 * @template T, R
 * @param {readonly T[]} items
 * @param {(item: T, index: number) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
async function inTurns(items, work) {
  /** @type {R[]} */
  const results = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Number(options.jobs) }, lane));
  return results;
}

/** @returns {Promise<Mutant[]>} every one of the chosen modules */
async function allMutants() {
  const chosen = targets.filter(({ source }) => source.includes(options.only));
  if (chosen.length === 0) throw new Error(`no module is named like ${options.only}`);
  const mutants = await Promise.all(
    chosen.map(async ({ source, tests }) => {
      const text = await readFile(join(TOP, source), 'utf8');
      return mutationsOf(text).map((mutation) => ({ ...mutation, source, text, tests }));
    }),
  );
  return mutants.flat();
}

/**
 * Seconds that each test takes when nothing is wrong.
 * @param {readonly Mutant[]} mutants
 */
async function timeTests(mutants) {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  /** @type {Map<string, number>} */
  const seconds = new Map();
  await inTurns(tests, async (test) => {
    const start = performance.now();
    if (!(await runTest(test))) throw new Error(`${test} fails without any fault`);
    seconds.set(test, (performance.now() - start) / 1000);
  });
  return seconds;
}

/**
 * Whether a test fails, or takes far longer than it should, as with a loop that never ends.
 * @param {Mutant} mutant
 * @param {number} index
 * @param {Map<string, number>} usual seconds of each test
 */
async function isCaught(mutant, index, usual) {
  const path = join(FOLDER, `${index}.js`);
  await writeFile(path, mutated(mutant.text, mutant));
  const url = pathToFileURL(join(TOP, mutant.source)).href;
  const seconds = (/** @type {string} */ test) => usual.get(test) ?? 0;
  for (const test of [...mutant.tests].sort((a, b) => seconds(a) - seconds(b))) {
    const limit = 20 + 10 * seconds(test);
    if (!(await runTest(test, { mutant: { url, path }, seconds: limit }))) return true;
  }
  return false;
}

/** @param {Mutant} mutant as a diff of its lines */
function shown(mutant) {
  const { source, text, start, end, replacement, what } = mutant;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  const line = text.slice(0, start).split('\n').length;
  const before = text.slice(from, to);
  const after = before.slice(0, start - from) + replacement + before.slice(end - from);
  const marked = (/** @type {string} */ sign, /** @type {string} */ lines) =>
    lines
      .split('\n')
      .map((one) => `  ${sign}${one}`)
      .join('\n');
  return `${source}:${line}  ${what}\n${marked('-', before)}\n${marked('+', after)}`;
}

const mutants = sample(await allMutants(), Number(options.count), Number(options.seed));
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const usual = await timeTests(mutants);
const caught = await inTurns(mutants, async (mutant, index) => {
  const found = await isCaught(mutant, index, usual);
  if (!found) console.log(`survived: ${shown(mutant)}\n`);
  return found;
});
await rm(FOLDER, { recursive: true });

const count = caught.filter(Boolean).length;
const share = count / caught.length;
console.log(
  `seed ${options.seed}: ${count} of ${caught.length} caught, ${Math.round(100 * share)} %`,
);
process.exitCode = share < LEAST ? 1 : 0;
