/** Nothing on the page moves by itself: while it loads, while a network trains, under the pointer. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, open, reach, siteAndBrowser } from './page-support.mjs';

/** Shares of the view, as browsers score shifts; 0.1 counts as good. A digit more in a number comes to 0.0001. */
const mostShift = 0.001;

const viewports = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

const site = siteAndBrowser();

/** Notes every shift that no person asked for, from the first paint on. */
function noteShifts() {
  const shifts = [];
  globalThis.layoutShifts = shifts;
  new PerformanceObserver((list) => {
    for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ previousRect: { x, y, width, height }, currentRect }) => ({
        from: [x, y, width, height].map(Math.round),
        to: [currentRect.x, currentRect.y].map(Math.round),
      }));
      if (!hadRecentInput) shifts.push({ value, at: Math.round(startTime), moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

async function watched(viewport, hash) {
  const { page, context } = await newPage(site.browser, { viewport, serviceWorkers: 'block' });
  await page.addInitScript(noteShifts);
  await open(page, `${site.server.url}${hash}`);
  await reach(page, 200);
  // The diagnosis and the texts of the charts come once a second.
  await page.waitForTimeout(2500);
  return { page, context };
}

async function checkStill(page) {
  const shifts = await page.evaluate(() => globalThis.layoutShifts);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  assert.ok(total <= mostShift, `${total}: ${JSON.stringify(shifts)}`);
}

for (const viewport of viewports)
  for (const [name, hash] of [
    ['the first experiment', ''],
    ['a small network', '#preset=none'],
    ['a wide and deep network', '#preset=none&layers=64,64,64,64,64,64,64,64'],
  ])
    test(`${name} loads and trains in its place at ${viewport.width} pixels`, async () => {
      const { page, context } = await watched(viewport, hash);
      await checkStill(page);
      await context.close();
    });

test('reading values with the pointer moves nothing', async () => {
  const { page, context } = await watched(viewports[0], '');
  for (const name of ['gp-network-view', 'gp-output-map', 'gp-loss-chart', 'gp-signal-chart']) {
    const box = await page.locator(`${name} .plot`).first().boundingBox();
    for (const share of [0.3, 0.5, 0.7]) {
      await page.mouse.move(box.x + share * box.width, box.y + share * box.height);
      await page.waitForTimeout(300);
    }
  }
  await checkStill(page);
  await context.close();
});

test('what moves is counted', async () => {
  const { page, context } = await watched(viewports[0], '');
  await page.evaluate(() => {
    document.querySelector('gradient-playground').style.marginTop = '40px';
  });
  await page.waitForTimeout(300);
  await assert.rejects(checkStill(page));
  await context.close();
});
