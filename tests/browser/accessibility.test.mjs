/** axe-core finds nothing in any state of the page, and everything can be done by keyboard. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { newPage, open, pause, settled, siteAndBrowser, train } from './page-support.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = siteAndBrowser();

/** What axe has to say of the page as it is now. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await window.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`,
      ),
    );
  });
}

/** Opens every disclosure of the page, and those that were inside. */
async function openAll(page) {
  for (let depth = 0; depth < 2; depth += 1) {
    await page.evaluate(() => {
      const visit = (root) => {
        for (const element of root.querySelectorAll('*')) {
          if (element instanceof HTMLDetailsElement) element.open = true;
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      visit(document);
    });
    await settled(page);
  }
}

/** Each state of the page: how to open it, and what to do before it is looked at. */
const states = {
  default: { body: (page) => train(page, 300) },
  dark: { hash: '#theme=dark', body: (page) => train(page, 300) },
  'every panel open': { body: openAll },
  'every panel open, dark': { hash: '#theme=dark&preset=softmax', body: openAll },
  'help open': { body: (page) => page.keyboard.press('?') },
  'share open': { body: (page) => page.locator('gp-masthead [data-action="share"]').click() },
  'share open, the weights taken along': {
    async body(page) {
      await train(page, 100);
      await page.locator('gp-masthead [data-action="share"]').click();
      await page.getByRole('checkbox', { name: /weights as they are now/ }).check();
    },
  },
  'many classes, phone': {
    width: 320,
    hash: '#preset=none&data=blobs&dataParams=classes:9',
    body: (page) => page.locator('gp-confusion-matrix[tabindex="0"]').waitFor(),
  },
  diverged: {
    hash: '#preset=none&data=plane&learningRate=100&activation=relu&scaling=raw',
    body: (page) => page.locator('gp-diagnosis .diverged').waitFor({ timeout: 60_000 }),
  },
  'a refused value and a note': {
    hash: '#learningRate=-1&nonsense=1',
    async body(page) {
      const samples = page.locator('gp-settings [data-field="samples"] input');
      await samples.fill('0');
      await samples.press('Enter');
    },
  },
  'walking through a step': {
    async body(page) {
      await page.keyboard.press('p');
      await page.locator('gp-walkthrough section').waitFor();
    },
  },
  histograms: {
    async body(page) {
      await train(page, 300);
      await page.getByRole('button', { name: 'Histograms' }).click();
    },
  },
  'heatmaps, dark': {
    hash: '#theme=dark',
    async body(page) {
      await train(page, 300);
      await page.getByRole('button', { name: 'Layer × time' }).click();
    },
  },
  'a unit pinned': {
    async body(page) {
      await page.locator('gp-network-view canvas').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.locator('gp-unit-inspector section.pinned').waitFor();
    },
  },
  phone: { width: 390, body: (page) => train(page, 300) },
  'phone, dark, every panel open': { width: 320, hash: '#theme=dark', body: openAll },
  'wide layers': { hash: '#preset=exploding&clipNorm=1&speed=0', body: (page) => train(page, 50) },
};

for (const [name, { hash = '', width = 1440, body }] of Object.entries(states)) {
  test(`axe finds nothing: ${name}`, { timeout: 120_000 }, async () => {
    const viewport = { width, height: 900 };
    const { page, context, complaints } = await newPage(site.browser, { viewport });
    try {
      await open(page, site.server.url + hash);
      await body(page);
      await pause(page);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });
}
