/** Shipped data sets on the page: chosen, loaded, trained, named. */

import assert from 'node:assert/strict';
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
