/** Parts of the page that are loaded when first needed, where the server no longer has them. */

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { gatedServer } from './gated-server.mjs';
import { launchChromium, newPage, open, reach } from './page-support.mjs';

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

/** The page without its service worker, which would have the part. @param {string} hash */
async function setUp(hash = '') {
  const site = await gatedServer();
  const { page, context } = await newPage(browser, { serviceWorkers: 'block' });
  closers.push(() => context.close(), site.close);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, site.url + hash);
  await reach(page, 5);
  return { site, page, errors };
}

const notes = (page) => page.locator('gp-notes li');

test(
  'a dialog that does not load is told, with its cause, and can be tried again',
  limits,
  async () => {
    const { site, page, errors } = await setUp();
    site.rules.push({ path: /dialogs/, status: 404 });
    await page.getByRole('button', { name: 'Share' }).click();
    await notes(page).waitFor();
    assert.match(await notes(page).innerText(), /share dialog.*404.*dialogs/is);
    site.rules.length = 0;
    await notes(page).getByRole('button').click();
    await page.locator('dialog[open]').waitFor();
    assert.equal(await notes(page).count(), 0);
    assert.deepEqual(errors, []);
  },
);

test('a part that fails again and again has one note', limits, async () => {
  const { site, page, errors } = await setUp();
  site.rules.push({ path: /dialogs/, headers: { 'Content-Type': 'text/plain' } });
  for (let count = 0; count < 3; count += 1) {
    await page.getByRole('button', { name: 'Share' }).click();
    await notes(page).waitFor();
  }
  await page.waitForFunction(() => {
    const root = document.querySelector('gradient-playground').shadowRoot;
    return root.querySelector('gp-notes').shadowRoot.textContent.includes('text/plain');
  });
  assert.equal(await notes(page).count(), 1);
  assert.deepEqual(errors, []);
});

test(
  'each view of the signals that does not load is told and can be tried again',
  limits,
  async () => {
    const { site, page, errors } = await setUp();
    site.rules.push({ path: /signal-(heatmap|profile|ridges|bands)/, drop: true });
    for (const [index, view] of ['Layer × time', 'By layer, now', 'Histograms'].entries()) {
      await page.getByRole('button', { name: view }).click();
      await notes(page).nth(index).waitFor();
    }
    site.rules.length = 0;
    for (let left = await notes(page).count(); left > 0; left -= 1)
      await notes(page).first().getByRole('button').click();
    await page.waitForFunction(() =>
      ['gp-signal-heatmap', 'gp-signal-profile', 'gp-signal-ridges'].every((name) =>
        customElements.get(name),
      ),
    );
    assert.deepEqual(errors, []);
  },
);
