// Runs the suites that `make test` has built, prints a table, and as its last line `N passed, N failed`.
//
//   node tests/run.mjs [--exhaustive] [SUITE…]     SUITE: a part of a suite's name; default: every suite
//
// A suite that runs no test has failed, and so has one that ends badly without saying which test did. What was found
// is written to build/reports/summary.json.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOP = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORTS = join(TOP, 'build', 'reports');
const SUITE_TIMEOUT_MINUTES = 20;
const SLOWEST_FILES = 10;

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} command
 * @property {string} report the file that the command writes its results to
 * @property {(report: string) => { passed: number, failed: number, skipped: number } | null} read
 * @property {string} [secondsReport] the file that tests/seconds-reporter.mjs writes to
 * @property {Record<string, string>} [env]
 * @property {boolean} [alone] it measures time or drives a browser: nothing else runs beside it
 * @property {() => Promise<{ env: Record<string, string>, close(): Promise<void> }>} [prepare] what its files share
 */

/** @typedef {{ file: string, seconds: number }} FileSeconds */

/** node 20 and 21 know the instructions of relaxed SIMD when asked to. */
const RELAXED_SIMD =
  Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : [];

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {FileSeconds[]} files of node's tests
 */

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
  const nodeFlags = preset === 'wasm-relaxed' ? RELAXED_SIMD : [];
  const program = preset.startsWith('wasm')
    ? [process.execPath, ...nodeFlags, `${binary}.js`]
    : [binary];
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
 * @param {Pick<Suite, 'alone' | 'prepare'> & { lanes?: number, beside?: string[] }} [options] see Suite; how many files
 *   run at a time; folders elsewhere whose tests stand beside what they test
 * @returns {Suite} the suite
 */
function nodeTests(name, folder, { lanes, beside = [], ...rest } = {}) {
  const files = [`tests/${folder}`, ...beside].flatMap(testFiles);
  const report = join(REPORTS, `${folder.replaceAll('/', '-')}.tap`);
  const secondsReport = report.replace('.tap', '.seconds');
  return {
    name,
    command: [
      process.execPath,
      '--test',
      ...(lanes ? [`--test-concurrency=${lanes}`] : []),
      '--test-timeout=600000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      '--test-reporter=./tests/seconds-reporter.mjs',
      `--test-reporter-destination=${secondsReport}`,
      // without a file, node would look for some by itself
      ...(files.length > 0 ? files : [`tests/${folder}/no-tests-found`]),
    ],
    report,
    secondsReport,
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
    ...rest,
  };
}

/** One Chromium and one bundle of the views for all files of the browsers' suite. */
async function prepareBrowsers() {
  const { prepare } = await import('./browser/shared.mjs');
  return prepare();
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
      nodeTests('build, whole site', 'build-site'),
      {
        ...nodeTests('page, monkey', 'browser/monkey', { alone: true, lanes: 1 }),
        env: { MONKEY_SEQUENCES: process.env.MONKEY_SEQUENCES ?? '10', MONKEY_ACTIONS: '200' },
      },
    ];
  }
  return [
    catch2('engine, native (gcc)', 'release', []),
    catch2('engine, native (ASan, UBSan)', 'asan-ubsan', ['~[slow]']),
    catch2('engine, wasm simd (node)', 'wasm', []),
    catch2('engine, wasm relaxed (node)', 'wasm-relaxed', []),
    nodeTests('engine in JavaScript', 'engine-js', { beside: ['engine/bench'] }),
    nodeTests('site modules', 'site', { beside: ['tests/mutation'] }),
    nodeTests('build', 'build'),
    nodeTests('browsers', 'browser', { alone: true, lanes: 2, prepare: prepareBrowsers }),
  ];
}

/**
 * Runs a suite's command to its end.
 * @param {Suite} suite
 * @param {boolean} live whether its output is shown as it comes
 * @returns {Promise<{ ending: string, output: Buffer }>} how it ended, where not well
 */
async function runCommand(suite, live) {
  const [program, ...args] = suite.command;
  /** @type {Buffer[]} */
  const output = [];
  const shared = await suite.prepare?.();
  const ending = await new Promise((done) => {
    const child = spawn(program, args, {
      cwd: TOP,
      env: { ...process.env, ...suite.env, ...shared?.env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      timeout: SUITE_TIMEOUT_MINUTES * 60_000,
      killSignal: 'SIGKILL',
    });
    child.stdout?.on('data', (data) => output.push(data));
    child.stderr?.on('data', (data) => output.push(data));
    child.on('error', (error) => done(`cannot be started: ${error.message}`));
    child.on('close', (code, signal) =>
      done(code === 0 ? '' : signal ? `was ended by ${signal}` : `ended with exit code ${code}`),
    );
  });
  await shared?.close();
  return { ending, output: Buffer.concat(output) };
}

/**
 * @param {Suite} suite what to run
 * @param {boolean} live whether to show the output as it comes, and not only when something failed
 * @returns {Promise<Result>} how it went
 */
async function run(suite, live) {
  const started = performance.now();
  await rm(suite.report, { force: true });
  const { ending, output } = await runCommand(suite, live);
  const report = await readFile(suite.report, 'utf8').catch(() => '');
  const result = suite.read(report) ?? { passed: 0, failed: 0, skipped: 0 };
  let problem = '';
  if (ending && result.failed === 0) problem = `the suite ${ending}`;
  else if (result.passed + result.failed === 0) problem = 'the suite ran no test';
  if (problem) result.failed += 1;
  const seconds = (performance.now() - started) / 1000;
  if (!live && result.failed > 0) process.stdout.write(output);
  const verdict = result.failed > 0 ? `FAILED${problem && `: ${problem}`}` : 'ok';
  console.log(`== ${suite.name}: ${verdict} (${seconds.toFixed(1)} s)`);
  return { name: suite.name, ...result, seconds, files: await secondsOfFiles(suite) };
}

/**
 * @param {Suite} suite
 * @returns {Promise<FileSeconds[]>}
 */
async function secondsOfFiles({ secondsReport }) {
  if (!secondsReport) return [];
  const lines = await readFile(secondsReport, 'utf8').catch(() => '');
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
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

/** @param {Result[]} results of all suites */
function printSlowestFiles(results) {
  const slowest = results
    .flatMap(({ files }) => files)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST_FILES);
  if (slowest.length === 0) return;
  console.log('\nslowest test files, in seconds');
  for (const { file, seconds } of slowest)
    console.log(`${seconds.toFixed(1).padStart(6)}  ${file}`);
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
printSlowestFiles(results);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const summary = { passed, failed, suites: results };
await writeFile(join(REPORTS, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
