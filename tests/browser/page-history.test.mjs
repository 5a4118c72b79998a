/** What the page adds to the browser's history: one entry for a finished change, and none where it is in a frame. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, eventually, input, pageTests, progress, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);

const entries = (page) => page.evaluate(() => history.length);
const setting = async (page, name) => (await progress(page)).state[name];

async function hold(page, key, times) {
  for (let count = 0; count < times; count += 1) await page.keyboard.down(key);
  await page.keyboard.up(key);
}

/** Waits until the address has a setting. */
const addressHas = (page, text) =>
  page.waitForFunction((wanted) => location.hash.includes(wanted), text);

pageTest(
  'a key that is held makes one entry, which Back takes back',
  async (page) => {
    const before = await entries(page);
    await input(page, 'seed').focus();
    await hold(page, 'ArrowUp', 20);
    await addressHas(page, 'seed=21');
    assert.equal(await entries(page), before + 1);
    await page.keyboard.press('ArrowUp');
    await addressHas(page, 'seed=22');
    assert.equal(await entries(page), before + 2);
    await input(page, 'seed').blur();
    await hold(page, 'n', 31);
    await addressHas(page, 'seed=23');
    assert.equal(await entries(page), before + 3);
    for (const seed of [22, 21, 1]) {
      await page.goBack();
      await eventually(
        page,
        () => setting(page, 'seed'),
        (now) => assert.equal(now, seed),
      );
    }
  },
  { hash: '#preset=none&autoplay=false' },
);

test('in a frame, changes add nothing to the history of the page around', async () => {
  const frame = `<iframe src="${site.server.url}#preset=none&autoplay=false" width="1200" height="800"></iframe>`;
  await around(site, frame, async (page, url) => {
    await page.goto(url);
    const inner = page.frameLocator('iframe');
    const seeds = inner.locator('gp-settings [data-field="seed"] input').first();
    await seeds.waitFor();
    const before = await entries(page);
    for (const seed of ['5', '6', '7']) {
      await seeds.fill(seed);
      await seeds.press('Enter');
    }
    const within = page.frames().find((one) => one.url().startsWith(site.server.url));
    await addressHas(within, 'seed=7');
    assert.equal(await entries(page), before);
  });
});
