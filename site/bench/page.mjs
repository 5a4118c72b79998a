/**
 * Measures the built page in Chromium, without a GPU: how soon it trains, how much it fetches, how smoothly
 * it draws, and what drawing costs the training. Prints a table with the targets.
 *
 *   node site/bench/page.mjs [--runs 5] [--seconds 4]
 */

/* global document, requestAnimationFrame, Worker */

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { launchChromium, open, reach, serveDist } from '../../tests/browser/page-support.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
});
const runs = Number(values.runs);
const seconds = Number(values.seconds);

const networks = [
  { name: '2-8-8-1', hash: '#preset=none', frames: 55, pictures: 30, task: 50, cost: 15 },
  {
    name: '40 x 64',
    hash: `#preset=none&layers=${Array(40).fill(64).join(',')}&activation=relu&learningRate=0.001`,
    frames: 30,
    pictures: -Infinity, // as many as a share of the worker's time pays for
    task: Infinity,
    cost: 15,
  },
  {
    name: '40 x 256', // as large as can be drawn
    hash: `#preset=none&layers=${Array(40).fill(256).join(',')}&activation=relu&learningRate=0.001`,
    frames: 59, // of the 60 that the screen has
    pictures: -Infinity,
    task: Infinity,
    cost: Infinity,
  },
];
/** Turns of training with all panels and with none; seconds of each, and before it. */
const turns = 6;
const turnSeconds = 1.5;
const settleSeconds = 0.3;
const panels = 'network results signals diagnosis question settings';

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** In the page: counts the worker's frames that bring a new map. */
function countPictures() {
  globalThis.pictures = 0;
  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'frame' && data.frame.map) globalThis.pictures += 1;
      });
    }
  };
}

/** A page with nothing kept from before. */
async function freshPage() {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  await context.addInitScript(countPictures);
  return { context, page: await context.newPage() };
}

/** Milliseconds from navigation to the end of a page with nothing on it, and to the first training step. */
async function firstStep() {
  const { context, page } = await freshPage();
  await page.goto(`${server.url}icon.svg`);
  const bare = await page.evaluate(
    () => performance.timing.loadEventEnd - performance.timing.navigationStart,
  );
  await open(page, server.url);
  await reach(page, 1);
  const step = await page.evaluate(
    () => performance.getEntriesByName('gp-first-step')[0].startTime,
  );
  await context.close();
  return { bare, step };
}

/** Bytes of all that the page has fetched when it trains, each file by gzip. */
async function bytesFetched() {
  const { context, page } = await freshPage();
  /** @type {Promise<Buffer>[]} */
  const bodies = [];
  context.on('response', (response) => bodies.push(response.body()));
  await open(page, server.url);
  await reach(page, 100);
  await page.waitForLoadState('networkidle');
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  await context.close();
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** In the page: frames, new pictures, long tasks, layout shifts and slow events from now on. */
function watch() {
  const seen = { frames: 0, task: 0, shift: 0, interaction: 0, start: performance.now() };
  globalThis.pictures = 0;
  const count = () => {
    seen.frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const observe = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      ...options,
    });
  observe('longtask', (entry) => (seen.task = Math.max(seen.task, entry.duration)));
  observe('layout-shift', (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
  observe('event', (entry) => (seen.interaction = Math.max(seen.interaction, entry.duration)), {
    durationThreshold: 16,
  });
  globalThis.seen = seen;
}

const report = () => {
  const { frames, task, shift, interaction, start } = globalThis.seen;
  const elapsed = (performance.now() - start) / 1000;
  const pictures = globalThis.pictures / elapsed;
  return { rate: frames / elapsed, pictures, task, shift, interaction };
};

/** Training steps a second over some time. */
async function trainingRate(page, duration) {
  const at = () =>
    page.evaluate(() => ({
      step: document.querySelector('gradient-playground').session.run.step,
      time: performance.now(),
    }));
  const before = await at();
  await page.waitForTimeout(duration * 1000);
  const after = await at();
  return (1000 * (after.step - before.step)) / (after.time - before.time);
}

/** @param {import('playwright-core').Page} page @param {string} list of the panels to hide */
async function hide(page, list) {
  await page.evaluate((names) => {
    document.querySelector('gradient-playground').hide = names;
  }, list);
  await page.waitForTimeout(settleSeconds * 1000);
}

/**
 * How fast the same run trains with all panels and with none, in turns, so that what disturbs one disturbs its
 * neighbour too. Percent that the panels cost: the median of the turns.
 */
async function costOfPanels(page) {
  const costs = [];
  const closed = [];
  for (let turn = 0; turn < turns; turn += 1) {
    /** @type {Record<string, number>} */
    const rates = {};
    for (const list of turn % 2 === 0 ? ['', panels] : [panels, '']) {
      await hide(page, list);
      rates[list] = await trainingRate(page, turnSeconds);
    }
    costs.push(100 * (1 - rates[''] / rates[panels]));
    closed.push(rates[panels]);
  }
  return { cost: median(costs), closed: median(closed) };
}

/** How smoothly the page draws with all panels open, and what this costs. @param {{hash: string}} network */
async function smoothness({ hash }) {
  const { context, page } = await freshPage();
  await open(page, server.url + hash);
  await reach(page, 200);
  await page.evaluate(watch);
  await page.waitForTimeout(seconds * 1000);
  const drawn = await page.evaluate(report);
  for (let i = 0; i < 4; i += 1) {
    await page.locator('gp-transport .play').click();
    await page.waitForTimeout(150);
  }
  const { interaction } = await page.evaluate(report);
  const cost = await costOfPanels(page);
  await context.close();
  return { ...drawn, interaction, ...cost };
}

/** @type {[string, string, string, string][]} */
const table = [];
/**
 * @param {string} what
 * @param {number} figure
 * @param {number} target
 * @param {string} unit
 * @param {boolean} [atLeast]
 */
function add(what, figure, target, unit, atLeast = false) {
  const good = atLeast ? figure >= target : figure <= target;
  const shown = Number.isFinite(target) ? `${atLeast ? '>=' : '<='} ${target} ${unit}` : '';
  const digits = Math.abs(figure) < 10 ? 3 : 0;
  table.push([what, `${figure.toFixed(digits)} ${unit}`, shown, good ? '' : 'missed']);
}

const server = await serveDist();
const browser = await launchChromium();
const loadBefore = loadavg()[0];

const starts = [];
for (let i = 0; i < runs; i += 1) starts.push(await firstStep());
add('bare page, loaded', median(starts.map(({ bare }) => bare)), Infinity, 'ms');
add('first training step', median(starts.map(({ step }) => step)), 400, 'ms');
add('fetched, gzip', (await bytesFetched()) / 1000, 250, 'kB');
for (const network of networks) {
  const all = [];
  for (let i = 0; i < Math.min(3, runs); i += 1) all.push(await smoothness(network));
  const of = (/** @type {keyof typeof all[0]} */ key) => median(all.map((one) => one[key]));
  add(`${network.name}: frames a second`, of('rate'), network.frames, '/s', true);
  add(`${network.name}: new pictures a second`, of('pictures'), network.pictures, '/s', true);
  add(`${network.name}: longest task`, of('task'), network.task, 'ms');
  add(`${network.name}: interaction to next paint`, of('interaction'), 100, 'ms');
  add(`${network.name}: layout shift`, of('shift'), 0, '');
  add(`${network.name}: steps a second, no panel open`, of('closed'), Infinity, '/s');
  add(`${network.name}: of which all panels cost`, of('cost'), network.cost, '%');
}

await browser.close();
await server.close();

const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table) {
  console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
console.log(
  `\nMedians; load average ${loadBefore.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after.`,
);
