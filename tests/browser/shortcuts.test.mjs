/** Shortcuts: on any keyboard, only where they are meant, and not once more while a key is held. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, newPage, open, pageTests, progress, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const pageTest = pageTests(site);
const plain = { hash: '#preset=none&max-steps=1' };

/** A key as another layout sends it. */
const press = (page, init) =>
  page.evaluate((options) => {
    let target = document.activeElement ?? document.body;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const event = { bubbles: true, cancelable: true, composed: true, ...options };
    return !target.dispatchEvent(new KeyboardEvent('keydown', event));
  }, init);

const seed = async (page) => (await progress(page)).state.seed;

pageTest(
  'letters that a layout lacks are found by their place, all others by what is on the key',
  async (page) => {
    const first = await seed(page);
    const told = [];
    const layouts = [
      ['Cyrillic', { key: 'т', code: 'KeyN' }, { key: 'я', code: 'KeyZ' }],
      ['Greek', { key: 'ν', code: 'KeyN' }, { key: 'ζ', code: 'KeyZ' }],
      ['Arabic', { key: 'ى', code: 'KeyN' }, { key: 'ئ', code: 'KeyZ' }],
      ['Hebrew', { key: 'מ', code: 'KeyN' }, { key: 'ז', code: 'KeyZ' }],
      ['QWERTZ', { key: 'n', code: 'KeyN' }, { key: 'z', code: 'KeyY' }],
      ['AZERTY', { key: 'n', code: 'KeyN' }, { key: 'z', code: 'KeyW' }],
      ['Dvorak', { key: 'n', code: 'KeyL' }, { key: 'z', code: 'Slash' }],
    ];
    for (const [name, next, undo] of layouts) {
      await press(page, next);
      const after = await seed(page);
      await press(page, { ...undo, ctrlKey: true });
      if (after !== first + 1 || (await seed(page)) !== first) told.push(name);
    }
    assert.deepEqual(told, []);
  },
  plain,
);

pageTest(
  'where a letter lies elsewhere, its place on other keyboards means nothing',
  async (page) => {
    await page.keyboard.press('n');
    const changed = await seed(page);
    assert.equal(await press(page, { key: 'y', code: 'KeyZ', ctrlKey: true }), true); // redo on QWERTZ
    assert.equal(await press(page, { key: 'w', code: 'KeyZ', ctrlKey: true }), false); // AZERTY
    assert.equal(await press(page, { key: 'ğ', code: 'KeyE' }), false); // Turkish F
    assert.equal(await press(page, { key: 'ñ', code: 'KeyN' }), false);
    assert.equal(await press(page, { key: 'n', code: 'KeyN', isComposing: true }), false);
    assert.equal(await seed(page), changed);
  },
  plain,
);

pageTest(
  'a key that is held acts once; the one that steps goes on stepping',
  async (page) => {
    const before = await progress(page);
    const hold = async (key, times) => {
      for (let i = 0; i < times; i += 1) await page.keyboard.down(key);
      await page.keyboard.up(key);
    };
    await hold('n', 31);
    assert.equal(await seed(page), before.state.seed + 1);
    await page.evaluate(() => {
      const { session } = document.querySelector('gradient-playground');
      session.change({ ...session.state, maxSteps: 0 });
      globalThis.toggles = 0;
      let { playing } = session;
      session.addEventListener('change', () => {
        if (session.playing !== playing) globalThis.toggles += 1;
        playing = session.playing;
      });
    });
    await hold('Space', 17);
    assert.equal(await page.evaluate(() => globalThis.toggles), 1);
    assert.equal(await page.evaluate(() => scrollY), 0);
  },
  plain,
);

test('in a page of others, keys act only while the focus is in the element', async () => {
  const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>`;
  const body = `${script}<button id="other">Other</button><gradient-playground preset="none" address></gradient-playground>`;
  await around(site, body, async (page, url) => {
    await open(page, url);
    const first = await seed(page);
    for (const key of ['n', 'ArrowRight', 'Space']) await page.keyboard.press(key);
    await page.locator('#other').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('?');
    assert.equal(await seed(page), first);
    assert.equal(await page.locator('gp-dialogs dialog[open]').count(), 0);
    await page.locator('gp-transport button').first().focus();
    await page.keyboard.press('n');
    assert.equal(await seed(page), first + 1);
  });
});

test('a key that means something in the element means nothing more to the page around', async () => {
  const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>
    <script>
      window.keys = [];
      document.addEventListener('keydown', ({ key }) => window.keys.push(key));
    </script>`;
  const body = `${script}<gradient-playground preset="none" max-steps="1"></gradient-playground>`;
  await around(site, body, async (page, url) => {
    await open(page, url);
    const ours = await seed(page);
    await page.locator('gp-transport button').first().focus();
    for (const key of ['n', 'ArrowRight', 'q', 'Control+z']) await page.keyboard.press(key);
    assert.equal(await seed(page), ours);
    assert.deepEqual(await page.evaluate(() => window.keys), ['q', 'Control']);
  });
});

test('a switch in Help turns single letters and signs off, and is kept', async () => {
  const { page, context, complaints } = await newPage(site.browser);
  const address = `${site.server.url}#preset=none`;
  await open(page, address);
  const first = await seed(page);
  await page.keyboard.press('?');
  const dialog = page.locator('gp-dialogs dialog[open]');
  await dialog.getByRole('checkbox', { name: /letters/ }).uncheck();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const acts = async () => {
    await page.locator('gp-transport button').first().focus();
    for (const key of ['n', 'N', '?']) await page.keyboard.press(key);
    return { seed: await seed(page), help: await dialog.count() };
  };
  assert.deepEqual(await acts(), { seed: first, help: 0 });
  assert.equal(await page.locator('gp-transport kbd').filter({ hasText: 'N' }).count(), 0);
  await page.keyboard.press('Control+z');
  await page.reload();
  await open(page, address);
  assert.deepEqual(await acts(), { seed: first, help: 0 });
  await page.getByRole('button', { name: /help/i }).click();
  await dialog.getByRole('checkbox', { name: /letters/ }).check();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await acts();
  await dialog.waitFor();
  assert.equal(await seed(page), first + 2);
  assert.deepEqual(complaints, []);
  await context.close();
});
