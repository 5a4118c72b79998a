// The engine by itself in Chromium and Firefox: the bits that every other build gives, and no memory that stays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { startServer } from '../../site/scripts/serve.mjs';
import { launchChromium, which } from './page-support.mjs';

/** @type {{ url: string, close(): Promise<void> }} */
let server;
before(async () => {
  // the checkout, so that a page reaches dist/engine/ and the shared parts of these tests
  server = await startServer({ root: '.' });
});
after(() => server.close());

/** In the page: the names of the experiments that ended with other bits. */
async function mismatches(/** @type {string} */ variant) {
  const { loadEngine } = await import(new URL('/dist/engine/index.js', location.href).href);
  const { run } = await import(new URL('/tests/golden/experiment.mjs', location.href).href);
  const experiments = await (await fetch('/tests/golden/determinism.json')).json();
  const engine = await loadEngine({ variant });
  /** @type {string[]} */
  const wrong = [];
  for (const experiment of experiments) {
    if (run(engine, experiment) !== experiment.hash) wrong.push(experiment.name);
  }
  return { count: experiments.length, wrong };
}

/** In the page: bytes that 10,000 networks add after the first 100. */
async function growth() {
  const { loadEngine } = await import(new URL('/dist/engine/index.js', location.href).href);
  const { cycle } = await import(new URL('/tests/engine-js/cycles.mjs', location.href).href);
  const engine = await loadEngine();
  cycle(engine, 100);
  const before = engine.memoryBytes();
  cycle(engine, 10_000);
  return engine.memoryBytes() - before;
}

/** @param {(url: string) => Promise<any>} evaluate */
async function checkBits(evaluate) {
  for (const variant of ['simd', 'scalar']) {
    const { count, wrong } = await evaluate(variant);
    assert.ok(count > 70);
    assert.deepEqual(wrong, [], variant);
  }
}

test('Chromium: golden bits, and a heap that stays where it was', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}tests/golden/experiment.mjs`);
    await checkBits((variant) => page.evaluate(mismatches, variant));
    assert.equal(await page.evaluate(growth), 0);
  } finally {
    await browser.close();
  }
});

test('Firefox: golden bits', async () => {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: which('firefox-esr', 'firefox'),
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}tests/golden/experiment.mjs`);
    await checkBits((variant) => page.evaluate(mismatches, variant));
  } finally {
    await browser.close();
  }
});
