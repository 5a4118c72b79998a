// The page of comparisons in each of its states: what axe finds, light and dark, narrow, in print; with the keyboard alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { newPage, siteAndBrowser } from './page-support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const limits = { timeout: 60_000 };
const base = 'base=preset%3Dnone%26samples%3D60%26validationFraction%3D0.2';
const small = `#${base}&rows=activation:tanh|relu&seeds=10&steps=20`;

const site = siteAndBrowser();

/** Opens the page, and waits until it is in this phase. */
async function withPage(hash, phase, use, { prepare = null, ...options } = {}) {
  const { page, context } = await newPage(site.browser, { bypassCSP: true, ...options });
  try {
    await prepare?.(page);
    await page.goto(`${site.server.url}compare.html${hash}`);
    await reaches(page, phase);
    await use(page);
  } finally {
    await context.close();
  }
}

/** @param {import('playwright-core').Page} page */
const reaches = (page, phase) =>
  page.waitForFunction(
    (wanted) => document.querySelector('gradient-comparison')?.phase === wanted,
    phase,
  );

/** Waits until what the element was told is drawn. */
const drawn = (page) =>
  page.evaluate(async () => {
    await document.querySelector('gradient-comparison').updateComplete;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });

const change = (page, settings) =>
  page.evaluate((changed) => {
    const element = document.querySelector('gradient-comparison');
    element.change(changed);
    element.run();
  }, settings);

/** What axe finds, in words. */
async function violations(page) {
  await drawn(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run());
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

/** Nothing is wider than the window. */
async function fits(page, what) {
  const [content, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  assert.ok(content <= width, `${what}: ${content} of ${width}`);
}

const openAll = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('gradient-comparison');
    for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
  });

test(
  'axe finds nothing in any state, light and dark; nothing sticks out at 320 pixels',
  limits,
  async () => {
    await withPage(small, 'done', async (page) => {
      const states = {
        done: () => openAll(page),
        'with best and two axes': async () => {
          await change(page, { columns: 'noise:0|0.2', best: 'learningRate:0.1|1', seeds: 2 });
          await reaches(page, 'done');
        },
        refused: () => change(page, { rows: 'rate:1|2' }),
        'without validation rows': () =>
          change(page, { base: '', rows: 'activation:tanh|relu', columns: '' }),
        asking: async () => {
          await change(page, { base: 'layers=512,512,512', best: '', seeds: 100, steps: 1e5 });
          await reaches(page, 'asking');
        },
        running: async () => {
          await change(page, { base: 'preset=none', steps: 1e5 });
          await reaches(page, 'running');
        },
        paused: () => page.getByRole('button', { name: 'Pause' }).click(),
      };
      for (const [name, enter] of Object.entries(states)) {
        await enter();
        const both = ['done', 'refused'].includes(name);
        for (const colorScheme of /** @type {const} */ (both ? ['dark', 'light'] : ['light'])) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), [], `${name}, ${colorScheme}`);
        }
        await page.setViewportSize({ width: 320, height: 640 });
        await drawn(page);
        await fits(page, name);
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      await page.evaluate(() => document.querySelector('gradient-comparison').stop());
    });
  },
);

test(
  'axe finds nothing while the engine loads, nor where it cannot be loaded, which can be tried again',
  limits,
  async () => {
    const script = '**/trial-worker.js';
    const prepare = (page) => page.route(script, (route) => route.abort());
    await withPage(
      small,
      'failed',
      async (page) => {
        await page.getByText('The engine could not be started').waitFor();
        assert.deepEqual(await violations(page), []);
        let answer = () => {};
        const asked = new Promise((resolve) => (answer = () => resolve(undefined)));
        let release = () => {};
        const held = new Promise((resolve) => (release = () => resolve(undefined)));
        await page.unroute(script);
        await page.route(script, async (route) => {
          answer();
          await held;
          await route.continue();
        });
        await page.getByRole('button', { name: 'Try again' }).click();
        await asked;
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.getByRole('alert').count(), 0);
        release();
        await reaches(page, 'done');
      },
      { prepare, serviceWorkers: 'block' }, // it has a copy of the worker
    );
  },
);

test(
  'a link that cannot be read says what is allowed, and a ready-made comparison is one click away',
  limits,
  async () => {
    await withPage('#rows=activation:tanh|relu&speed=3', 'closed', async (page) => {
      const alert = page.getByRole('alert').filter({ hasText: '“speed”' });
      assert.ok((await alert.innerText()).includes('columns'), await alert.innerText());
      assert.deepEqual(await violations(page), []);
      await page.getByRole('button', { name: /^Show “Initialiser/ }).click();
      await reaches(page, 'done');
      assert.equal(await page.getByRole('alert').count(), 0);
      assert.equal(new URL(page.url()).hash, '');
    });
  },
);

test(
  'the keyboard alone: another ready-made comparison, a value added and moved, cells chosen, a read-out',
  limits,
  async () => {
    await withPage(small, 'done', async (page) => {
      /** Goes on with Tab until the element with this name has the focus. */
      const tabTo = async (name) => {
        for (let presses = 0; presses < 120; presses += 1) {
          await page.keyboard.press('Tab');
          const found = await page.evaluate(() => {
            let active = document.activeElement;
            while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
            const label = active?.closest('label')?.textContent ?? '';
            return (active?.getAttribute('aria-label') ?? `${label} ${active?.textContent}`).trim();
          });
          if (found.includes(name)) return;
        }
        assert.fail(`Tab does not reach ${name}`);
      };
      const labels = () => page.locator('table.grid th[scope="row"]').allInnerTexts();
      await tabTo('Rows: add a value');
      await page.keyboard.type('elu');
      await page.keyboard.press('Enter');
      await reaches(page, 'done');
      await drawn(page);
      assert.equal((await labels()).length, 3);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter'); // moves ELU one place forward
      await reaches(page, 'done');
      await drawn(page);
      assert.ok((await labels())[1].startsWith('ELU'), String(await labels()));
      const isOn = () =>
        page.getByRole('button', { name: 'ELU', exact: true }).getAttribute('aria-pressed');
      const before = await isOn();
      await page.getByRole('group', { name: 'Cells on the charts' }).getByText('Tanh').focus();
      await tabTo('ELU');
      await page.keyboard.press('Space');
      await drawn(page);
      assert.notEqual(await isOn(), before);
      const step = () => page.getByRole('columnheader', { name: /^At step/ }).innerText();
      await tabTo('Training loss over the steps');
      await page.keyboard.press('ArrowLeft');
      assert.notEqual(await step(), 'At step 20');
      await tabTo('Save comparison.csv');
    });
  },
);

test('printed: dark on white, the whole grid, and no controls', limits, async () => {
  await withPage(
    small,
    'done',
    async (page) => {
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await page.emulateMedia({ media: 'print' });
      await drawn(page);
      const [background, ink] = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('gradient-comparison');
        const style = getComputedStyle(shadowRoot.querySelector('.ground'));
        return [style.backgroundColor, getComputedStyle(shadowRoot.querySelector('h1')).color];
      });
      assert.match(background, /rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/);
      assert.equal(ink, 'rgb(27, 29, 32)');
      for (const text of ['Pause', 'Rows', 'Save comparison.csv', 'Embed it'])
        assert.equal(await page.getByText(text, { exact: false }).first().isVisible(), false, text);
      assert.equal(await page.locator('gc-cell').first().isVisible(), true);
      assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
    },
    { colorScheme: 'dark' },
  );
});
