/** The page and the element inside other pages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, newPage, open, reach, serveDist, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });

const limits = { timeout: 120_000 };

test('trains in a sandboxed frame, and tells its height', limits, async () => {
  const frame = `<iframe sandbox="allow-scripts allow-same-origin" src="${site.server.url}#preset=none" width="900" height="700"></iframe>`;
  await around(site, frame, async (page, url) => {
    await page.addInitScript(() => {
      globalThis.heights = [];
      addEventListener('message', ({ data }) => {
        if (data?.type === 'gradient-playground') globalThis.heights.push(data.height);
      });
    });
    await page.goto(url);
    await page.waitForFunction(() => globalThis.heights.some((height) => height > 300));
    const inner = page.frames().find((one) => one.url().startsWith(site.server.url));
    await inner.waitForFunction(
      () => document.querySelector('gradient-playground')?.session?.step > 50,
    );
  });
});

test('trains in a frame without an origin, where its host lets others read', limits, async () => {
  const frame = `<iframe sandbox="allow-scripts" src="${site.server.url}#preset=none" width="900" height="700"></iframe>`;
  await around(site, frame, async (page, url) => {
    await page.goto(url);
    const inner = page.frames().find((one) => one.url().startsWith(site.server.url));
    await inner.waitForFunction(
      () => document.querySelector('gradient-playground')?.session?.step > 50,
    );
  });
});

test(
  'a frame without an origin says what it needs, where its host lets nobody read',
  limits,
  async () => {
    const closed = await serveDist();
    const { page, context } = await newPage(site.browser);
    try {
      await page.setContent(`<iframe sandbox="allow-scripts" src="${closed.url}"></iframe>`);
      const said = page.frameLocator('iframe').getByText('needs allow-same-origin').first();
      await said.waitFor({ state: 'visible' });
    } finally {
      await context.close();
      await closed.close();
    }
  },
);

test('ten elements on one page train side by side', limits, async () => {
  const elements = Array.from(
    { length: 10 },
    (_, i) =>
      `<gradient-playground preset="none" seed="${i}" autoplay view="results"></gradient-playground>`,
  ).join('');
  const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>`;
  await around(site, script + elements, async (page, url) => {
    await page.goto(url);
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('gradient-playground')].every(
          ({ session }) => session?.step > 20,
        ),
      null,
      { timeout: 90_000 },
    );
    const seeds = await page.evaluate(() =>
      [...document.querySelectorAll('gradient-playground')].map(({ state }) => state.seed),
    );
    assert.deepEqual(seeds, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

test('two tabs train at the same time, each with its own settings', limits, async () => {
  const { page, context, complaints } = await newPage(site.browser);
  const other = await context.newPage();
  await open(page, `${site.server.url}#preset=none&data=xor`);
  await open(other, `${site.server.url}#preset=none&data=spirals`);
  for (const tab of [page, other]) await reach(tab, 50);
  const kinds = await Promise.all(
    [page, other].map((tab) =>
      tab.evaluate(() => document.querySelector('gradient-playground').state.data),
    ),
  );
  assert.deepEqual(kinds, ['xor', 'spirals']);
  assert.deepEqual(complaints, []);
  await context.close();
});
