/** Every page opens without its server after one visit of any, however the server answers for its addresses. */

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { gatedServer } from './gated-server.mjs';
import { launchChromium, newPage, reach } from './page-support.mjs';

let browser;

before(async () => {
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
});

const limits = { timeout: 60_000 };
const closers = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that redirects as hosts with “clean” addresses do. */
const clean = [
  { path: /\/index\.html$/, status: 308, headers: { Location: './' }, body: '' },
  { path: /\/benchmark\.html$/, status: 308, headers: { Location: './benchmark' }, body: '' },
];

/** Visits one page, takes the server away, and opens another. */
async function visit(first, then, rules = []) {
  const site = await gatedServer();
  site.rules.push(...rules);
  const { page, context } = await newPage(browser);
  closers.push(() => context.close(), site.close);
  page.setDefaultTimeout(20_000);
  await page.goto(site.url + first);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await site.close();
  await page.goto(site.url + then);
  return page;
}

for (const [first, then] of [
  ['', 'index.html'],
  ['index.html', '#preset=none'],
  ['', '?from=a-mail'],
  ['benchmark.html', ''],
]) {
  test(`after “${first}”, “${then}” trains without the server`, limits, async () => {
    const page = await visit(first, then);
    await page.evaluate(() => customElements.whenDefined('gradient-playground'));
    await page.evaluate(() => document.querySelector('gradient-playground').ready());
    await reach(page, 5);
  });
}

for (const then of ['benchmark.html', 'benchmark']) {
  test(`after “”, “${then}” measures without the server`, limits, async () => {
    const page = await visit('', then);
    await page.getByRole('button', { name: 'Measure', exact: true }).click();
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('gradient-benchmark');
      return shadowRoot.querySelector('progress')?.value > 0;
    });
  });
}

test('pages that a server redirects to are kept as well', limits, async () => {
  for (const then of ['', 'index.html', 'benchmark', 'benchmark.html']) {
    const page = await visit('', then, clean);
    const name = then.startsWith('benchmark') ? 'gradient-benchmark' : 'gradient-playground';
    await page.evaluate((element) => customElements.whenDefined(element), name);
    assert.equal(await page.locator(name).count(), 1);
  }
});
