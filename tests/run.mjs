// Runs the suites that `make test` has built, prints a table, and as its last line `N passed, N failed`.
//
//   node tests/run.mjs [--exhaustive] [SUITE…]     SUITE: a part of a suite's name; default: every suite
//
// A suite that runs no test has failed, and so has one that ends badly without saying which test did.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOP = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORTS = join(TOP, 'build', 'reports');
const SUITE_TIMEOUT_MINUTES = 20;

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} command
 * @property {string} report the file that the command writes its results to
 * @property {(report: string) => { passed: number, failed: number, skipped: number } | null} read
 * @property {Record<string, string>} [env]
 * @property {boolean} [alone] it measures time or drives a browser: nothing else runs beside it
 */

/** @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number }} Result */

/**
 * The Catch2 tests of one build.
 * @param {string} name the suite's name
 * @param {string} preset the CMake preset that built it
 * @param {string[]} selection what to run: a Catch2 test specification
 * @returns {Suite} the suite
 */
function catch2(name, preset, selection) {
  const file = `${preset}.xml`;
  const binary = `build/${preset}/tests/engine_tests`;
  const program = preset.startsWith('wasm') ? [process.execPath, `${binary}.js`] : [binary];
  return {
    name,
    command: [
      ...program,
      ...selection,
      '--reporter',
      'console',
      '--reporter',
      `xml::out=build/reports/${file}`,
    ],
    report: join(REPORTS, file),
    read(report) {
      const totals =
        /<OverallResultsCases successes="(\d+)" failures="(\d+)" expectedFailures="(\d+)" skips="(\d+)"/.exec(
          report,
        );
      if (!totals) return null;
      const [passed, failed, expected, skipped] = totals.slice(1).map(Number);
      return { passed: passed + expected, failed, skipped };
    },
    env: {
      ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1',
      UBSAN_OPTIONS: 'print_stacktrace=1',
      ASAN_SYMBOLIZER_PATH: join(TOP, 'build/toolchain/bin/llvm-symbolizer'),
    },
  };
}

/**
 * The test files in a folder and below it; a folder called monkey only when it is asked for.
 * @param {string} folder
 * @returns {string[]} their paths
 */
function testFiles(folder) {
  if (!existsSync(join(TOP, folder))) return [];
  return readdirSync(join(TOP, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.test.mjs') && !/^(monkey|node_modules)\//.test(file))
    .sort()
    .map((file) => `${folder}/${file}`);
}

/**
 * The node tests of one folder and what is below it.
 * @param {string} name the suite's name
 * @param {string} folder inside tests/
 * @param {{ alone?: boolean, beside?: string[] }} [options] alone: see Suite; beside: folders elsewhere whose tests
 *   stand beside what they test
 * @returns {Suite} the suite
 */
function nodeTests(name, folder, { alone = false, beside = [] } = {}) {
  const files = [`tests/${folder}`, ...beside].flatMap(testFiles);
  const report = join(REPORTS, `${folder.replaceAll('/', '-')}.tap`);
  return {
    name,
    command: [
      process.execPath,
      '--test',
      ...(alone ? ['--test-concurrency=1'] : []),
      '--test-timeout=600000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      // without a file, node would look for some by itself
      ...(files.length > 0 ? files : [`tests/${folder}/no-tests-found`]),
    ],
    report,
    read(tap) {
      const count = (/** @type {string} */ what) =>
        Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? NaN);
      const passed = count('pass');
      return files.length === 0 || Number.isNaN(passed)
        ? null
        : {
            passed,
            failed: count('fail') + count('cancelled'),
            skipped: count('skipped') + count('todo'),
          };
    },
    alone,
  };
}

/**
 * @param {boolean} exhaustive whether to run only the tests that `make test` leaves out for their length
 * @returns {Suite[]} what there is
 */
function suites(exhaustive) {
  if (exhaustive) {
    return [
      catch2('exhaustive, native (gcc)', 'release', ['[exhaustive]']),
      catch2('exhaustive, wasm simd (node)', 'wasm', ['[exhaustive]']),
      catch2('engine, wasm scalar (node)', 'wasm-scalar', []),
      {
        ...nodeTests('page, monkey', 'browser/monkey', { alone: true }),
        env: { MONKEY_SEQUENCES: process.env.MONKEY_SEQUENCES ?? '10', MONKEY_ACTIONS: '200' },
      },
    ];
  }
  return [
    catch2('engine, native (gcc)', 'release', []),
    catch2('engine, native (clang)', 'release-clang', []),
    catch2('engine, native (ASan, UBSan)', 'asan-ubsan', ['~[slow]']),
    catch2('engine, wasm simd (node)', 'wasm', []),
    nodeTests('engine in JavaScript', 'engine-js', { beside: ['engine/bench'] }),
    nodeTests('site modules', 'site'),
    nodeTests('browsers', 'browser', { alone: true }),
  ];
}

/**
 * @param {Suite} suite what to run
 * @param {boolean} live whether to show the output as it comes, and not only when something failed
 * @returns {Promise<Result>} how it went
 */
async function run(suite, live) {
  const started = performance.now();
  await rm(suite.report, { force: true });
  const [program, ...args] = suite.command;
  /** @type {Buffer[]} */
  const output = [];
  const ending = await new Promise((done) => {
    const child = spawn(program, args, {
      cwd: TOP,
      env: { ...process.env, ...suite.env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), SUITE_TIMEOUT_MINUTES * 60_000);
    child.stdout?.on('data', (data) => output.push(data));
    child.stderr?.on('data', (data) => output.push(data));
    child.on('error', (error) => {
      clearTimeout(timer);
      done(`cannot be started: ${error.message}`);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done(code === 0 ? '' : signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
    });
  });
  const report = await readFile(suite.report, 'utf8').catch(() => '');
  const result = suite.read(report) ?? { passed: 0, failed: 0, skipped: 0 };
  let problem = '';
  if (ending && result.failed === 0) problem = `the suite ${ending}`;
  else if (result.passed + result.failed === 0) problem = 'the suite ran no test';
  if (problem) result.failed += 1;
  const seconds = (performance.now() - started) / 1000;
  if (!live && result.failed > 0) process.stdout.write(Buffer.concat(output));
  const verdict = result.failed > 0 ? `FAILED${problem && `: ${problem}`}` : 'ok';
  console.log(`== ${suite.name}: ${verdict} (${seconds.toFixed(1)} s)`);
  return { name: suite.name, ...result, seconds };
}

/** @param {Result[]} results of all suites */
function printTable(results) {
  const width = Math.max(...results.map((result) => result.name.length));
  console.log(`\n${'suite'.padEnd(width)}  passed  failed  skipped  seconds`);
  for (const { name, passed, failed, skipped, seconds } of results) {
    console.log(
      `${name.padEnd(width)}  ${String(passed).padStart(6)}  ${String(failed).padStart(6)}` +
        `  ${String(skipped).padStart(7)}  ${seconds.toFixed(1).padStart(7)}`,
    );
  }
}

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const chosen = suites(args.includes('--exhaustive')).filter(
  ({ name }) =>
    wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part.toLowerCase())),
);
if (chosen.length === 0) {
  console.error(
    `No suite is named like that. There are: ${suites(false)
      .map(({ name }) => name)
      .join('; ')}`,
  );
  process.exit(2);
}
await mkdir(REPORTS, { recursive: true });

// The suites that only compute run two at a time, their output kept for when something fails.
/** @type {Result[]} */
const results = [];
const queue = chosen.filter(({ alone }) => !alone);
const lanes = Math.min(2, queue.length);
await Promise.all(
  Array.from({ length: lanes }, async () => {
    for (let suite = queue.shift(); suite; suite = queue.shift()) {
      results.push(await run(suite, false));
    }
  }),
);
for (const suite of chosen) {
  if (suite.alone) results.push(await run(suite, true));
}
results.sort(
  (a, b) =>
    chosen.findIndex(({ name }) => name === a.name) -
    chosen.findIndex(({ name }) => name === b.name),
);

printTable(results);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
