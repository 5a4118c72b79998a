// The page of comparisons: what it opens with, what it refuses, down to one run, and as people use it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { loadEngine } from '../../dist/engine/index.js';
import { compare } from '../../site/src/compare/compare.js';
import { readyMade } from '../../site/src/compare/ready-made.js';
import { readExperiment, runTrial } from '../../site/src/trial/index.js';
import { newPage, open, siteAndBrowser } from './page-support.mjs';

const mostBytes = 300_000;
const small = 'base=preset%3Dnone%26samples%3D60&rows=activation:tanh|relu&seeds=2&steps=20';

const site = siteAndBrowser();

/** @param {import('playwright-core').Page} page */
const done = (page) =>
  page.waitForFunction(() => document.querySelector('gradient-comparison')?.phase === 'done');

/** Opens the page with this hash, waits until all is measured, uses it, and holds it to silence. */
async function withPage(hash, use, options = {}) {
  const { page, context, complaints, requests } = await newPage(site.browser, options);
  try {
    await page.goto(`${site.server.url}compare.html${hash}`);
    await done(page);
    await use(page, { requests });
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** @param {import('playwright-core').Download} download */
async function contentOf(download) {
  const stream = await download.createReadStream();
  return Buffer.concat(await stream.toArray());
}

/** Row, column and hashes by seed of every trial. @param {import('playwright-core').Page} page */
const hashesOf = (page) =>
  page.evaluate(() =>
    document
      .querySelector('gradient-comparison')
      .results.map(({ row, column, trials }) => [
        `${row},${column}`,
        trials.map(({ parameterHash }) => parameterHash),
      ]),
  );

test(
  'opens with initialiser by activation, measured to the bits that node gives',
  { timeout: 60_000 },
  async () => {
    await withPage('', async (page) => {
      const expected = new Map();
      for await (const { row, column, result } of compare(
        await loadEngine(),
        readyMade[0].description,
      )) {
        const key = `${row},${column}`;
        expected.set(key, [...(expected.get(key) ?? []), result.parameterHash]);
      }
      assert.equal(expected.size, 20);
      assert.deepEqual(new Map(await hashesOf(page)), expected);
      const heNormal = page.getByRole('row', { name: /^He normal mean/ });
      await heNormal.getByText('99.8 %').waitFor();
      await page.getByText('3 of 5 diverged').waitFor();
      const outcomes = () =>
        page.locator('dd').evaluateAll((items) => items.map((item) => item.dataset.outcome));
      assert.deepEqual(await outcomes(), ['open', 'open', 'holds']);
      await page.getByText('5 seeds cannot tell').first().waitFor();
      await page.getByRole('button', { name: 'Train 20 seeds' }).first().click();
      await done(page);
      await page.getByText('Against the textbook, the opposite was measured').waitFor();
      assert.deepEqual(await outcomes(), ['holds', 'opposite', 'holds']);
      await page.getByRole('button', { name: 'depth 2' }).click();
      await done(page);
      await page.getByText('It holds here: no difference').first().waitFor();
      assert.deepEqual(await outcomes(), ['holds', 'holds', 'holds']);
    });
  },
);

test('the first view fetches 300 kB at most', async () => {
  const { page, context } = await newPage(site.browser, { serviceWorkers: 'block' });
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map();
  context.on('response', (response) => bodies.set(response.url(), response.body()));
  await page.goto(`${site.server.url}compare.html`);
  await done(page);
  let bytes = 0;
  for (const body of bodies.values()) bytes += gzipSync(await body, { level: 9 }).length;
  await context.close();
  assert.ok(bytes <= mostBytes, `${bytes} bytes by gzip`);
});

test('a cell opens in the playground as the very run that was measured', async () => {
  await withPage(`#${small}`, async (page) => {
    const link = page.getByRole('link', { name: 'Open ReLU in the playground' });
    const address = await link.getAttribute('href');
    const [, hash] = address.split('#');
    const engine = await loadEngine();
    const { experiment } = readExperiment(engine, hash);
    assert.equal(experiment.layers[0].activation, 'relu');
    const trial = runTrial(engine, experiment, { steps: 20 });
    const cells = new Map(await hashesOf(page));
    assert.equal(cells.get('1,0')[experiment.seed - 1], trial.parameterHash);
    await link.click();
    await page.waitForURL((url) => !url.pathname.includes('compare'));
    await page.evaluate(async () => {
      await customElements.whenDefined('gradient-playground');
      const element = document.querySelector('gradient-playground');
      await element.ready();
      await element.pause();
      await element.reset();
      for (let step = 0; step < 20; step++) await element.step('step');
    });
    const shared = await sharedLink(page);
    const { experiment: stepped } = readExperiment(engine, shared.split('#')[1]);
    assert.ok(stepped.weights.length > 0);
    const { parameterHash } = runTrial(engine, stepped, { steps: 0 });
    assert.equal(parameterHash, trial.parameterHash);
  });
});

/** The link that the playground's share dialog writes, with the weights as they are. */
async function sharedLink(page) {
  await page.locator('gp-masthead [data-action="share"]').click();
  await page.getByRole('checkbox', { name: /weights as they are now/ }).check();
  await page.getByText(/as of step 20\)/).waitFor();
  return page.getByLabel('Link', { exact: true }).inputValue();
}

test('a change trains only the cells that are new, and the address holds the whole comparison', async () => {
  await withPage(`#${small}`, async (page) => {
    const before = new Map(await hashesOf(page));
    await page.evaluate(() => {
      globalThis.trained = [];
      document
        .querySelector('gradient-comparison')
        .addEventListener('gc-trial', ({ detail }) => globalThis.trained.push(detail.row));
    });
    const rows = page.getByRole('group', { name: 'Rows' });
    await page.getByLabel('Rows: add a value').fill('elu');
    await rows.getByRole('button', { name: 'Add' }).click();
    await done(page);
    assert.deepEqual(await page.evaluate(() => globalThis.trained), [2, 2]);
    const after = new Map(await hashesOf(page));
    assert.deepEqual(after.get('0,0'), before.get('0,0'));
    assert.ok(decodeURIComponent(page.url()).includes('activation:tanh|relu|elu'));
    await page.reload();
    await done(page);
    assert.deepEqual(new Map(await hashesOf(page)), after);
  });
});

test('what cannot be compared is refused with what was given and what is allowed', async () => {
  await withPage(`#${small}`, async (page) => {
    const rows = page.getByRole('group', { name: 'Rows' });
    const before = await hashesOf(page);
    await page.getByLabel('Rows: add a value').fill('sine2');
    await rows.getByRole('button', { name: 'Add' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'sine2' });
    await alert.waitFor();
    assert.ok((await alert.innerText()).includes('one of '), await alert.innerText());
    assert.deepEqual(await hashesOf(page), before);
    await page.evaluate(() => (location.hash = '#rows=rate:1|2'));
    await page.getByRole('alert').filter({ hasText: '“rate”' }).waitFor();
  });
  const { page, context } = await newPage(site.browser);
  await page.goto(`${site.server.url}compare.html#rows=rate:1|2&seeds=many`);
  await page.getByRole('alert').filter({ hasText: 'rate' }).waitFor();
  await context.close();
});

test('stops at once, keeps what it has, and goes on', async () => {
  await withPage(`#${small}`, async (page) => {
    const counts = await page.evaluate(async () => {
      const element = document.querySelector('gradient-comparison');
      const measured = () => element.results.reduce((sum, { trials }) => sum + trials.length, 0);
      const trial = () =>
        new Promise((resolve) => element.addEventListener('gc-trial', resolve, { once: true }));
      element.change({ seeds: 100, steps: 3000 });
      element.run();
      await trial();
      element.stop();
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
      const stopped = measured();
      for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
      const later = measured();
      element.run();
      await trial();
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      const resumed = measured();
      element.stop();
      return { stopped, later, resumed };
    });
    assert.ok(counts.stopped >= 1 && counts.stopped < 200, JSON.stringify(counts));
    assert.equal(counts.later, counts.stopped);
    assert.ok(counts.resumed > counts.stopped, JSON.stringify(counts));
    await page.evaluate(() => {
      const element = document.querySelector('gradient-comparison');
      element.change({ seeds: 2, steps: 20 });
      element.run();
    });
    await done(page);
  });
});

test('a ranking asks for validation rows and for seeds, then says what differs from the best', async () => {
  await withPage(`#${small.replace('tanh|relu', 'tanh|step')}`, async (page) => {
    await page.getByRole('button', { name: /for validation$/ }).click();
    await done(page);
    await page.getByRole('button', { name: 'Train 20 seeds' }).first().click();
    await done(page);
    const ranking = page.getByRole('region', { name: 'Ranking' });
    await ranking.getByRole('row').nth(2).waitFor();
    const rows = await ranking.getByRole('row').allInnerTexts();
    assert.equal(rows.length, 3);
    assert.ok(rows[1].includes('the best'), rows[1]);
    assert.ok(decodeURIComponent(page.url()).includes('validationFraction=0.2'));
  });
});

test('what takes long is asked about first, and says how long', async () => {
  await withPage(`#${small}`, async (page) => {
    await page.evaluate(() => {
      const element = document.querySelector('gradient-comparison');
      element.change({ base: 'layers=512,512,512', seeds: 100, steps: 100_000 });
      element.run();
    });
    await page.getByText(/takes about [\d,]+ minutes here/).waitFor();
    assert.equal(
      await page.evaluate(() => document.querySelector('gradient-comparison').phase),
      'asking',
    );
  });
});

test('the arrow keys move the read-out of the curves', async () => {
  await withPage(`#${small}`, async (page) => {
    const step = () => page.getByRole('columnheader', { name: /^At step/ }).innerText();
    assert.equal(await step(), 'At step 20');
    await page.getByRole('img', { name: /^Training loss over the steps/ }).focus();
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await step(), 'At step 20');
  });
});

test('a finger on the curves reads them out where it is', async () => {
  const options = { hasTouch: true, viewport: { width: 390, height: 844 } };
  await withPage(
    `#${small}`,
    async (page) => {
      const chart = page.getByRole('img', { name: /^Training loss over the steps/ });
      await chart.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await chart.boundingBox();
      const step = page.getByRole('columnheader', { name: /^At step/ });
      await page.touchscreen.tap(x + 0.1 * width, y + height / 2);
      assert.equal(await step.innerText(), 'At step 0');
      await page.touchscreen.tap(x + 0.99 * width, y + height / 2);
      assert.equal(await step.innerText(), 'At step 20');
    },
    options,
  );
});

test('every trial can be saved, as CSV and as JSON', async () => {
  await withPage(`#${small}`, async (page) => {
    for (const [name, count] of /** @type {const} */ ([
      ['comparison.csv', 5],
      ['comparison-results.json', null],
      ['comparison.svg', null],
    ])) {
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: `Save ${name}` }).click();
      const text = (await contentOf(await saving)).toString();
      if (count) assert.equal(text.trimEnd().split('\r\n').length, count);
      else if (name.endsWith('.json')) assert.equal(JSON.parse(text).cells.length, 2);
      else assert.equal(text.match(/<image /g)?.length, 2);
    }
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save comparison.png' }).click();
    const { width, height } = await sharp(await contentOf(await saving)).metadata();
    assert.ok(width > 600 && height > 400, `${width} by ${height}`);
  });
});

test('the playground’s link takes the present experiment along', async () => {
  const { page, context } = await newPage(site.browser);
  await open(page, `${site.server.url}#v=1&preset=overfitting&noise=0.4`);
  await page.getByRole('link', { name: 'Compare…' }).click();
  await page.waitForURL(/compare\.html/);
  await done(page);
  const base = await page.evaluate(
    () => document.querySelector('gradient-comparison').settings.base,
  );
  assert.ok(base.includes('preset=overfitting') && base.includes('noise=0.4'), base);
  await context.close();
});
