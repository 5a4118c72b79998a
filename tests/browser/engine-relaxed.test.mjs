// The JavaScript API of the relaxed engine in Chromium: the tests that node runs of the default engine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../../site/scripts/serve.mjs';
import { bundleEngineTests } from './engine-api/bundle.mjs';
import { launchChromium } from './page-support.mjs';

/** @type {{ url: string, close(): Promise<void> }} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  server = await startServer({ root: '.' });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** In the page: runs the tests; how many, the failures, and what the engine says it is. */
async function runTests() {
  await import(new URL('/engine-tests.js', location.href).href);
  const { loadEngine } = await import(new URL('/dist/engine/index.js', location.href).href);
  /** @type {string[]} */
  const failures = [];
  const { tests } = /** @type {any} */ (globalThis);
  for (const { name, body } of tests) {
    try {
      await body();
    } catch (error) {
      failures.push(`${name}: ${/** @type {Error} */ (error).message}`);
    }
  }
  return {
    count: tests.length,
    failures,
    variant: (await loadEngine({ variant: 'relaxed' })).variant,
  };
}

test(
  'every test of the JavaScript API passes on the relaxed engine',
  { timeout: 120_000 },
  async () => {
    const script = await bundleEngineTests('relaxed');
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route('**/engine-tests.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    try {
      await page.goto(`${server.url}tests/golden/experiment.mjs`);
      const { count, failures, variant } = await page.evaluate(runTests);
      assert.equal(variant, 'relaxed');
      assert.ok(count >= 28, `${count} tests`);
      assert.deepEqual(failures, []);
    } finally {
      await context.close();
    }
  },
);
