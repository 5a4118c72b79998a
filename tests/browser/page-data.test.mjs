/** Shipped data sets on the page: chosen, loaded, trained, named. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { field, pageTests, pause, reach, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);
const digits =
  '#preset=none&data=digits&testFraction=0.2&layers=32&activation=relu&optimizer=adam&learningRate=0.01&batchSize=32';

/** What the page shows of the data. @param {import('playwright-core').Page} page */
const facts = (page) =>
  page.evaluate(() => {
    const { configured, frame } = document.querySelector('gradient-playground').session.run;
    const { inputs, classNames, plane } = configured.dataset;
    return { inputs, classNames, labels: plane?.labels, accuracy: frame.now.test.accuracy };
  });

pageTest(
  'the digits of a link are loaded and learned, with a confusion matrix of their ten classes',
  async (page) => {
    await reach(page, 400);
    await pause(page);
    const { inputs, labels, accuracy } = await facts(page);
    assert.equal(inputs, 64);
    assert.match(labels[0], /^component 1 \(\d+ %\)$/);
    assert.ok(accuracy > 0.9, `accuracy ${accuracy}`);
    const matrix = page.locator('gp-confusion-matrix');
    await matrix.scrollIntoViewIfNeeded();
    await matrix.locator('table').waitFor();
    assert.equal(await matrix.locator('tbody tr').count(), 10);
    const overflows = await matrix.evaluate((element) => element.scrollWidth > element.clientWidth);
    assert.ok(!overflows, 'all ten classes are in sight');
  },
  { hash: digits },
);

pageTest(
  'a shipped data set is chosen in the menu: its columns and classes have their names, and it says where it is from',
  async (page) => {
    await field(page, 'data').locator('select').selectOption('iris');
    await page.waitForFunction(
      () =>
        document.querySelector('gradient-playground').session.run.configured.dataset
          .classNames[0] === 'setosa',
    );
    assert.match(page.url(), /data=iris/);
    await page.getByText('150 rows, 4 inputs, 3 classes').waitFor();
    assert.equal(await field(page, 'samples').count(), 0);
    const names = await page.evaluate(() => {
      const { renderRoot } = document.querySelector('gradient-playground');
      const panel = renderRoot.querySelector('gp-network-panel').renderRoot;
      return panel.querySelector('gp-network-view').inputs;
    });
    assert.deepEqual(names[2], 'petal length (cm)');
    await page.getByText(/two principal components/).waitFor();
    await page.locator('gp-output-map').getByText('versicolor').first().waitFor();
    await reach(page, 50);
  },
  { hash: '#preset=none' },
);

const flowers = await readFile(new URL('../../dist/data/iris.csv', import.meta.url), 'utf8');

pageTest(
  'a pasted table is previewed and trained on, with three clicks; its link names it and does not hold it',
  async (page) => {
    await page.getByText('Your own table', { exact: true }).last().click();
    const pasted = page.getByLabel('Your table, as comma-separated values');
    await pasted.fill('a,b\n');
    await page.getByText('the table has a header, but no rows').waitFor();
    await pasted.fill(flowers);
    await page.getByText('150 rows, 5 columns; separated by comma').waitFor();
    await page.getByRole('button', { name: 'Train on it' }).click();
    await page.waitForFunction(() => {
      const { state, run } = document.querySelector('gradient-playground').session;
      return state.data === 'file' && run.configured?.dataset.classNames[1] === 'versicolor';
    });
    await reach(page, 50);
    assert.match(page.url(), /data=file&file=pasted(%20|\+)table~150x4~f7fac79ad999fd2d~species/);
  },
  { hash: '#preset=none' },
);

pageTest(
  'a link to a table that is not here says which one is missing, and the page trains on other data',
  async (page) => {
    await page.getByText(/The table mine\.csv \(12x3, target price, SHA-256/).waitFor();
    await reach(page, 5);
  },
  { hash: '#preset=none&data=file&file=mine.csv~12x3~0123456789abcdef~price' },
);
