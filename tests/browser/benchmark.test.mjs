// The benchmark page: measures every build, shows bars that are a table, hands the figures out as JSON.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { newPage, siteAndBrowser } from './page-support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = siteAndBrowser();

/**
 * Checks that the figures can be copied as JSON, one for each measurement and build.
 * @param {import('playwright-core').Page} page
 */
async function checkCopy(page) {
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await page.getByText('Copied.').waitFor();
  const report = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(report.project, 'Gradient Playground');
  assert.equal(report.measurements.length, 7);
  for (const { id, unit, results } of report.measurements) {
    assert.deepEqual(Object.keys(results).sort(), ['relaxed', 'scalar', 'simd'], id);
    for (const rate of Object.values(results)) assert.ok(rate > 0, `${id}: ${rate} ${unit}`);
  }
}

/**
 * Checks that axe finds no fault, in either theme.
 * @param {import('playwright-core').Page} page
 */
async function checkAccessibility(page) {
  await page.evaluate(axe);
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
      colorScheme,
    );
  }
}

test('measures each build', { timeout: 180_000 }, async (t) => {
  const { page, context, complaints, requests } = await newPage(site.browser, {
    permissions: ['clipboard-read', 'clipboard-write'],
    bypassCSP: true, // for axe
  });
  await page.goto(`${site.server.url}benchmark.html`);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.getByRole('button', { name: 'Measure again' }).waitFor({ timeout: 120_000 });

  assert.equal(await page.getByRole('table').count(), 7);
  const rows = await page.getByRole('table').first().getByRole('row').allInnerTexts();
  assert.equal(rows.length, 4);
  const simd = await page.getByRole('row', { name: /^SIMD/ }).first().innerText();
  assert.match(simd, /\d/);

  await t.test('copies what it found as JSON', () => checkCopy(page));
  assert.deepEqual(complaints, []);
  for (const url of requests) assert.ok(url.startsWith(site.server.url), url);

  await page.setViewportSize({ width: 390, height: 844 });
  await t.test('a telephone has room for it', () =>
    page.waitForFunction(
      () => innerWidth === 390 && document.documentElement.scrollWidth <= innerWidth,
    ),
  );
  await t.test('axe finds no fault in either theme', () => checkAccessibility(page));
  await context.close();
});

test('can be stopped, and measured again', { timeout: 60_000 }, async () => {
  const { page, context, complaints } = await newPage(site.browser);
  await page.goto(`${site.server.url}benchmark.html`);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.getByRole('progressbar', { name: 'Measured so far' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Measure', exact: true }).waitFor();
  assert.equal(await page.getByRole('table').count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('says so when the engine cannot be loaded', { timeout: 60_000 }, async () => {
  const { page, context } = await newPage(site.browser);
  await page.route('**/gradient-simd.js', (route) => route.abort());
  await page.goto(`${site.server.url}benchmark.html`);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText(/The measurement failed/)
    .waitFor();
  await page.getByRole('button', { name: 'Measure', exact: true }).waitFor();
  await context.close();
});
