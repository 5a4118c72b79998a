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

const openShare = (page) => page.locator('gp-masthead [data-action="share"]').click();
const closeDialog = (page) => page.keyboard.press('Escape');

/** Pages, and the states that each is brought into, one after the other: what to do before and after it is looked at. */
const pages = [
  {
    states: {
      default: { before: (page) => train(page, 300) },
      histograms: {
        before: (page) => page.getByRole('button', { name: 'Histograms' }).click(),
      },
      'a unit pinned': {
        async before(page) {
          await page.locator('gp-network-view canvas').focus();
          await page.keyboard.press('ArrowRight');
          await page.keyboard.press('Enter');
          await page.locator('gp-unit-inspector section.pinned').waitFor();
        },
      },
      'walking through a step': {
        async before(page) {
          await page.keyboard.press('p');
          await page.locator('gp-walkthrough section').waitFor();
        },
      },
      'help open': { before: (page) => page.keyboard.press('?'), after: closeDialog },
      'share open': { before: openShare, after: closeDialog },
      'share open, the weights taken along': {
        async before(page) {
          await openShare(page);
          await page.getByRole('checkbox', { name: /weights as they are now/ }).check();
        },
        after: closeDialog,
      },
      'every panel open': { before: openAll },
    },
  },
  {
    hash: '#theme=dark',
    states: {
      dark: { before: (page) => train(page, 300) },
      'heatmaps, dark': {
        before: (page) => page.getByRole('button', { name: 'Layer × time' }).click(),
      },
    },
  },
  {
    hash: '#theme=dark&preset=softmax',
    states: { 'every panel open, dark': { before: openAll } },
  },
  {
    width: 320,
    hash: '#preset=none&data=blobs&dataParams=classes:9',
    states: {
      'many classes, phone': {
        async before(page) {
          await page.locator('gp-confusion-matrix').scrollIntoViewIfNeeded();
          await page.locator('gp-confusion-matrix[tabindex="0"]').waitFor();
          // back to where the transport bar covers no button by half
          await page.evaluate(() => scrollTo(0, 0));
        },
      },
    },
  },
  {
    hash: '#preset=none&data=plane&learningRate=100&activation=relu&scaling=raw',
    states: {
      diverged: {
        before: (page) => page.locator('gp-diagnosis .diverged').waitFor({ timeout: 60_000 }),
      },
    },
  },
  {
    hash: '#learningRate=-1&nonsense=1',
    states: {
      'a refused value and a note': {
        async before(page) {
          const samples = page.locator('gp-settings [data-field="samples"] input');
          await samples.fill('0');
          await samples.press('Enter');
        },
      },
    },
  },
  { width: 390, states: { phone: { before: (page) => train(page, 300) } } },
  {
    width: 320,
    hash: '#theme=dark',
    states: { 'phone, dark, every panel open': { before: openAll } },
  },
  {
    hash: '#preset=exploding&clipNorm=1&speed=0',
    states: { 'wide layers': { before: (page) => train(page, 50) } },
  },
];

for (const { hash = '', width = 1440, states } of pages)
  test(`${width} pixels wide, ${hash || 'as it opens'}`, { timeout: 240_000 }, async (t) => {
    const viewport = { width, height: 900 };
    const { page, context, complaints } = await newPage(site.browser, { viewport });
    try {
      await open(page, site.server.url + hash);
      for (const [name, { before, after = null }] of Object.entries(states))
        await t.test(`axe finds nothing: ${name}`, async () => {
          await before(page);
          await pause(page);
          assert.deepEqual(await violations(page), []);
          assert.deepEqual(complaints, []);
          await after?.(page);
        });
    } finally {
      await context.close();
    }
  });
