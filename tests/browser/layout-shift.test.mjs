/** Nothing on the page moves by itself: while it loads, while a network trains, under the pointer. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frames, newPage, open, reach, siteAndBrowser } from './page-support.mjs';

/** Shares of the view, as browsers score shifts; 0.1 counts as good. A digit more in a number comes to 0.0001. */
const mostShift = 0.001;

const viewports = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

const limits = { timeout: 120_000 };

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

/** Waits until the texts that are written once a second, of the diagnosis and of a view, have been written anew. */
const textsRenewed = (page) =>
  page.evaluate(async () => {
    const { renderRoot, session } = document.querySelector('gradient-playground');
    const diagnosis = renderRoot.querySelector('gp-diagnosis');
    const views = [...renderRoot.querySelectorAll('gp-network-panel, gp-results, gp-signals')]
      .flatMap((panel) => [...panel.renderRoot.querySelectorAll('*')])
      .filter((element) => 'textTime' in element);
    const { step } = session.run;
    const times = views.map((view) => view.textTime);
    while (diagnosis.lookedAt < step || views.every((view, i) => view.textTime === times[i]))
      await new Promise(requestAnimationFrame);
  });

async function watched(viewport, hash) {
  const { page, context } = await newPage(site.browser, { viewport, serviceWorkers: 'block' });
  await page.addInitScript(noteShifts);
  await open(page, `${site.server.url}${hash}`);
  await reach(page, 200);
  await textsRenewed(page);
  return { page, context };
}

async function checkStill(page) {
  const shifts = await page.evaluate(() => globalThis.layoutShifts);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  assert.ok(total <= mostShift, `${total}: ${JSON.stringify(shifts)}`);
}

for (const viewport of viewports)
  for (const [name, hash] of [
    ['the first experiment', '#speed=0'],
    ['a small network', '#preset=none'],
    ['a wide and deep network', '#preset=none&layers=64,64,64,64,64,64,64,64'],
  ])
    test(`${name} loads and trains in its place at ${viewport.width} pixels`, limits, async () => {
      const { page, context } = await watched(viewport, hash);
      await checkStill(page);
      await context.close();
    });

test(
  'reading values with the pointer moves nothing, and what moves is counted',
  limits,
  async () => {
    const { page, context } = await watched(viewports[0], '#speed=0');
    for (const name of ['gp-network-view', 'gp-output-map', 'gp-loss-chart', 'gp-signal-chart']) {
      const box = await page.locator(`${name} .plot`).first().boundingBox();
      for (const share of [0.3, 0.5, 0.7]) {
        await page.mouse.move(box.x + share * box.width, box.y + share * box.height);
        await frames(page, 5);
      }
    }
    await checkStill(page);

    const { length } = await page.evaluate(() => globalThis.layoutShifts);
    await page.evaluate(() => {
      document.querySelector('gradient-playground').style.marginTop = '40px';
    });
    await page.waitForFunction((before) => globalThis.layoutShifts.length > before, length);
    await assert.rejects(checkStill(page), { code: 'ERR_ASSERTION' });
    await context.close();
  },
);
