/**
 * Measures the page of comparisons in Chromium: how soon the first cell of the opening comparison is there, and all of
 * them; how long the page's thread is held up meanwhile, and how soon it answers; and in node, without drawing, what a
 * second worker gains. Prints a table with the targets.
 *
 *   node site/bench/compare.mjs [--runs 5]
 */

/* global document, requestAnimationFrame */

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { loadEngine } from '../../dist/engine/index.js';
import { launchChromium, serveDist } from '../../tests/browser/page-support.mjs';
import { readComparison, trialsOf } from '../src/compare/comparison.js';
import { TrialPool } from '../src/compare/pool.js';
import { readyMade } from '../src/compare/ready-made.js';
import { schemaOf } from '../src/trial/read-experiment.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string' }, // of the other benchmark of `make bench-page`
  },
});
const runs = Number(values.runs);
const targets = { first: 300, all: 1500, task: 50, interaction: 100, gain: 1.7 };
/** Seeds of the comparison that people press keys in, and that node trains. */
const longSeeds = 20;

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Notes in the page when its trials come, and what holds its thread up. */
function observe() {
  const noted = { first: 0, done: 0, tasks: [], events: [] };
  globalThis.noted = noted;
  document.addEventListener('gc-trial', () => {
    if (noted.first === 0) requestAnimationFrame(() => (noted.first ||= performance.now()));
  });
  document.addEventListener('gc-done', () => (noted.done = performance.now()));
  const follow = (type, list, options = {}) =>
    new PerformanceObserver((entries) => {
      for (const { startTime, duration } of entries.getEntries())
        list.push({ startTime, duration });
    }).observe({ type, buffered: true, ...options });
  follow('longtask', noted.tasks);
  follow('event', noted.events, { durationThreshold: 16 });
}

/** @param {import('playwright-core').Page} page */
const done = (page) => page.waitForFunction(() => globalThis.noted.done > 0);

/**
 * The opening comparison: milliseconds from the engine's being ready to the first cell and to the last, and the longest
 * task between.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function opening(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(url);
  await done(page);
  const measured = await page.evaluate(() => {
    const [{ startTime: ready }] = performance.getEntriesByName('gc-ready');
    const { first, done: last, tasks } = globalThis.noted;
    const within = tasks.filter(({ startTime }) => startTime >= ready && startTime <= last);
    return {
      first: first - ready,
      all: last - ready,
      task: Math.max(0, ...within.map(({ duration }) => duration)),
    };
  });
  await context.close();
  return measured;
}

/**
 * How soon the page shows what a key did, at most, while it trains.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function interaction(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(url);
  await done(page);
  await page.evaluate((seeds) => {
    globalThis.noted.done = 0;
    globalThis.noted.events.length = 0;
    const element = document.querySelector('gradient-comparison');
    element.change({ seeds });
    element.run();
  }, longSeeds);
  const metric = page.getByLabel('Metric');
  await metric.focus();
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press('ArrowDown');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const longest = await page.evaluate(() =>
    Math.max(0, ...globalThis.noted.events.map(({ duration }) => duration)),
  );
  await context.close();
  return longest;
}

/** Node's thread as a pool has its workers. */
function startThread() {
  const thread = new Worker(new URL('compare-worker.mjs', import.meta.url));
  return {
    postMessage: (message) => thread.postMessage(message),
    terminate: () => thread.terminate(),
    addEventListener: (type, listener) =>
      thread.on(type, (value) => listener(type === 'message' ? { data: value } : value)),
  };
}

/**
 * @param {TrialPool} pool
 * @param {readonly import('../src/compare/comparison.js').Trial[]} trials
 * @returns {Promise<number>} milliseconds
 */
function milliseconds(pool, trials) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const refuse = (message) => reject(new Error(message));
    pool.run(trials, {
      result: () => {},
      refused: (_, message) => refuse(message),
      done: () => resolve(performance.now() - started),
      failed: refuse,
    });
  });
}

/** How many times as fast two workers are as one. */
async function gainOfTwo() {
  const schema = schemaOf(await loadEngine());
  const comparison = readComparison(schema, { ...readyMade[0].description, seeds: longSeeds });
  const trials = [...trialsOf(schema, comparison)];
  const pools = [1, 2].map((size) => new TrialPool(startThread, size));
  const gains = [];
  for (let turn = 0; turn <= runs; turn++) {
    const [one, two] = [await milliseconds(pools[0], trials), await milliseconds(pools[1], trials)];
    if (turn > 0) gains.push(one / two); // the first one warms up
  }
  for (const pool of pools) pool.dispose();
  return median(gains);
}

const loadBefore = loadavg()[0];
const server = await serveDist();
const browser = await launchChromium();
const url = `${server.url}compare.html`;
const openings = [];
const interactions = [];
for (let run = 0; run < runs; run++) {
  openings.push(await opening(browser, url));
  interactions.push(await interaction(browser, url));
}
await browser.close();
await server.close();
const gain = await gainOfTwo();

const shown = (value, unit, digits = 0) => `${value.toFixed(digits)} ${unit}`;
const of = (name) => median(openings.map((each) => each[name]));
const table = [
  [
    'opening comparison, first cell after the engine',
    shown(of('first'), 'ms'),
    `at most ${targets.first} ms`,
  ],
  ['opening comparison, all 100 trials', shown(of('all'), 'ms'), `at most ${targets.all} ms`],
  ['longest task meanwhile', shown(of('task'), 'ms'), `at most ${targets.task} ms`],
  [
    'key to next paint while it trains',
    shown(median(interactions), 'ms'),
    `at most ${targets.interaction} ms`,
  ],
  ['two workers over one, in node', shown(gain, 'times', 2), `at least ${targets.gain}`],
];
const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table) {
  console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
console.log(
  `\nMedians of ${runs}; load average ${loadBefore.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after.`,
);
