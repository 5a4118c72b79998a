/** Training in a tab that nobody sees, which a page is told by its document. */

import assert from 'node:assert/strict';
import { elementTests, historyReaches } from './element-support.mjs';
import { pageTests, progress, reach, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const pageTest = pageTests(site);
const elementTest = elementTests(site);

/** The tab goes behind another, or comes back. */
const setHidden = (page, hidden) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    const state = now ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

/** Steps in about a second. */
const rate = (page) =>
  page.evaluate(async () => {
    const { session } = document.querySelector('gradient-playground');
    const start = performance.now();
    const { step } = session.run;
    while (performance.now() - start < 1000) await new Promise(requestAnimationFrame);
    return ((session.run.step - step) * 1000) / (performance.now() - start);
  });

pageTest(
  'a hidden tab trains at a fraction of its speed, and at full speed once it is seen again',
  async (page) => {
    await reach(page, 2000);
    const before = await rate(page);
    await setHidden(page, true);
    const hidden = await rate(page);
    await setHidden(page, false);
    const after = await rate(page);
    assert.ok(hidden > 0, 'it trains on');
    // A sixth of a core; what else the machine does slows the other two down.
    assert.ok(hidden < 0.6 * Math.max(before, after), `${before}, hidden ${hidden}, ${after}`);
    assert.equal((await progress(page)).playing, true);
  },
  { hash: '#preset=none&speed=0&layers=64,64,64' },
);

elementTest(
  'autoplay="visible" pauses in a hidden tab',
  'preset="none" autoplay="visible"',
  async (page) => {
    await historyReaches(page, 20);
    await setHidden(page, true);
    await page.waitForFunction(() => window.told.some(({ type }) => type === 'gp-stop'));
    assert.equal(
      await page.evaluate(() => window.told.find(({ type }) => type === 'gp-stop').detail.reason),
      'paused',
    );
    const stopped = await page.evaluate(() => window.element.getHistory().step.at(-1));
    await setHidden(page, false);
    await historyReaches(page, stopped + 20);
  },
);
