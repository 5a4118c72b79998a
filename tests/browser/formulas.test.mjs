/** The formulas on the page: readable, drawn without style attributes, and loaded once one is shown. */

import assert from 'node:assert/strict';
import { newPage, open, pageTests, siteAndBrowser } from './page-support.mjs';
import { test } from 'node:test';
import { formulasOf } from '../../site/vite-plugins/formulas.js';
import { engine } from '../site/tables.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);

/** Sizes of letters in pixels that can still be read. */
const leastScript = 10;
const leastLetter = 14;

/** The sizes of the letters of a formula; of those in scripts apart. */
const letterSizes = (math) =>
  math.evaluate((element) => {
    const sizes = { script: [], letter: [] };
    for (const token of element.querySelectorAll('mi, mn, mo, mtext')) {
      const script = token.closest('msup > :nth-child(2), msub > :nth-child(2)');
      sizes[script ? 'script' : 'letter'].push(parseFloat(getComputedStyle(token).fontSize));
    }
    return sizes;
  });

pageTest('exponents in a fraction can be read', async (page) => {
  const [value, derivative] = await page.locator('gp-settings .formula math').all();
  const { script, letter } = await letterSizes(value);
  assert.ok(script.length >= 2 && Math.min(...script) >= leastScript, `${script}`);
  assert.ok(Math.min(...letter) >= leastLetter, `${letter}`);
  assert.match(await derivative.textContent(), /f\s*′/);
});

pageTest('a formula is loaded once it is opened', async (page) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const formula = page.locator('gp-settings gp-formula[table="optimizers"]');
  assert.equal(await formula.locator('math').count(), 0);
  await formula.getByText('Formula and source').click();
  await formula.locator('math').waitFor();
  assert.equal(fetched.filter((path) => /\/optimizers\b/.test(path)).length, 1, `${fetched}`);
});

test('without its MathML a formula is there as text, and loading it can be tried again', async () => {
  const { page, context } = await newPage(site.browser, { serviceWorkers: 'block' });
  await page.route(/\/optimizers\b/, (route) => route.abort());
  await open(page, site.server.url);
  const formula = page.locator('gp-settings gp-formula[table="optimizers"]');
  await formula.getByText('Formula and source').click();
  await formula.getByText('θ ← θ − α g').waitFor();
  const again = page.locator('gp-notes').getByRole('button', { name: /again/i });
  await again.waitFor();
  await page.unroute(/\/optimizers\b/);
  await again.click();
  await formula.locator('math').waitFor();
  await context.close();
});

pageTest(
  'every formula of the engine is drawn, and the page’s policy has nothing to block',
  async (page) => {
    const { activations, losses, optimizers, initializers, schedules, datasets } = engine;
    const formulas = [activations, losses, optimizers, initializers, schedules, datasets]
      .flatMap((table) => Object.values(formulasOf(table)))
      .flatMap(({ formula, derivative }) => (derivative ? [formula, derivative] : [formula]));
    const empty = await page.locator('gp-settings').evaluate((settings, all) => {
      const place = document.createElement('div');
      settings.renderRoot.append(place);
      return all.filter((mathml) => {
        place.innerHTML = mathml;
        const { width, height } = place.firstElementChild.getBoundingClientRect();
        return width === 0 || height === 0 || place.querySelector('[style]') !== null;
      });
    }, formulas);
    assert.ok(formulas.length > 70);
    assert.deepEqual(empty, []);
  },
);
