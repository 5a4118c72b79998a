/** The page and the element inside other pages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  around,
  eventually,
  frames,
  newPage,
  open,
  reach,
  serveDist,
  siteAndBrowser,
} from './page-support.mjs';

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
      () => document.querySelector('gradient-playground')?.session?.run.step > 50,
    );
  });
});

test('a frame that is fitted is as high as its contents, narrow or wide', limits, async () => {
  const frame = `<iframe src="${site.server.url}#preset=none&autoplay=false" style="width: 400px; border: 0"></iframe>
    <script>
      window.told = 0;
      addEventListener('message', ({ data }) => {
        if (data?.type !== 'gradient-playground') return;
        window.told += 1;
        document.querySelector('iframe').style.height = data.height + 'px';
      });
    </script>`;
  await around(site, frame, async (page, url) => {
    await page.goto(url);
    const inner = page.frames().find((one) => one.url().startsWith(site.server.url));
    await inner.evaluate(async () => {
      await customElements.whenDefined('gradient-playground');
      await document.querySelector('gradient-playground').ready();
      await customElements.whenDefined('gp-settings');
    });
    await inner.locator('gp-signal-panel').first().waitFor();
    const fitted = async (width) => {
      await page.evaluate((wanted) => {
        document.querySelector('iframe').style.width = `${wanted}px`;
      }, width);
      return eventually(
        page,
        () =>
          inner.evaluate(() => {
            const { shadowRoot } = document.querySelector('gradient-playground');
            const panels = [
              ...shadowRoot.querySelectorAll('gp-signals, gp-settings, gp-transport'),
            ];
            const lowest = Math.max(...panels.map((one) => one.getBoundingClientRect().bottom));
            const { scrollHeight, clientWidth } = document.documentElement;
            return { width: clientWidth, height: innerHeight, scrollHeight, lowest };
          }),
        (size) => {
          assert.equal(size.width, width, 'no scroll bar');
          assert.equal(size.scrollHeight, size.height);
          assert.ok(
            size.height - size.lowest <= 25,
            `${size.height}, but the last panel ends at ${size.lowest}`,
          );
        },
      );
    };
    const narrow = await fitted(400);
    const wide = await fitted(1300);
    assert.ok(wide.height < 0.7 * narrow.height, `${wide.height} of ${narrow.height}`);
    assert.deepEqual(await fitted(400), narrow);
    const told = await page.evaluate(() => window.told);
    await frames(page, 30);
    assert.equal(await page.evaluate(() => window.told), told, 'it does not grow by itself');
  });
});

test('trains in a frame without an origin, where its host lets others read', limits, async () => {
  const frame = `<iframe sandbox="allow-scripts" src="${site.server.url}#preset=none" width="900" height="700"></iframe>`;
  await around(site, frame, async (page, url) => {
    await page.goto(url);
    const inner = page.frames().find((one) => one.url().startsWith(site.server.url));
    await inner.waitForFunction(
      () => document.querySelector('gradient-playground')?.session?.run.step > 50,
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
          ({ session }) => session?.run.step > 20,
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

test(
  'the address of a frame tells what to show, whether settings are fixed, when to train and in which colours',
  limits,
  async () => {
    const { page, context, complaints } = await newPage(site.browser);
    const options =
      'view=network%20results,transport&amp;hide=results&amp;lock&amp;theme=dark&amp;autoplay=false';
    await page.goto(`${site.server.url}#preset=none&amp;data=spirals&amp;${options}`);
    await page.getByText('What each unit computes').waitFor();

    const shown = ['gp-network-panel', 'gp-results', 'gp-transport', 'gp-settings', 'gp-signals'];
    const visible = async (names) =>
      Promise.all(names.map((name) => page.locator(name).isVisible()));
    const background = () =>
      page
        .locator('gradient-playground')
        .evaluate((one) => getComputedStyle(one).getPropertyValue('background-color'));
    assert.deepEqual(await visible(shown), [true, false, true, false, false]);
    assert.equal(await background(), 'rgb(21, 24, 27)');
    assert.equal(await page.getByRole('button', { name: 'Add a hidden layer' }).count(), 0);
    const step = page.locator('gp-transport .step dd');
    await frames(page, 30);
    assert.equal(await step.textContent(), '0');
    await page.evaluate(() => {
      location.hash = '#preset=none&amp;data=xor&amp;hide=settings,transport&amp;autoplay';
    });
    await page.getByRole('button', { name: 'Add a hidden layer' }).first().waitFor();
    assert.deepEqual(await visible(shown), [true, true, false, false, true]);
    assert.equal(await background(), 'rgb(251, 250, 247)');
    assert.equal(
      await page.evaluate(() => document.querySelector('gradient-playground').data),
      'xor',
    );
    assert.equal(await page.locator('gp-notes li').count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
  },
);
