/** The page as it opens: what it draws, what it says of the run, how it fits a screen. */

import assert from 'node:assert/strict';
import {
  canvasInk,
  eventually,
  pageTests,
  pause,
  reach,
  settled,
  siteAndBrowser,
  train,
} from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);

pageTest(
  'opens alive: trains, the loss falls, the charts are drawn',
  async (page) => {
    await reach(page, 2000);
    const history = await page.evaluate(() => {
      const { step, trainLoss, testLoss, trainAccuracy } = document
        .querySelector('gradient-playground')
        .getHistory();
      return {
        step: [...step],
        train: [...trainLoss],
        test: [...testLoss],
        accuracy: [...trainAccuracy],
      };
    });
    assert.equal(history.step[0], 0);
    assert.ok(
      history.train.at(-1) < 0.3 * history.train[0],
      `${history.train[0]} to ${history.train.at(-1)}`,
    );
    assert.ok(history.test.at(-1) < 0.5 * history.test[0]);
    assert.ok(history.accuracy.at(-1) > 0.9);
    for (const view of ['gp-output-map', 'gp-loss-chart', 'gp-network-view']) {
      const { colors, ink } = await canvasInk(page.locator(`${view} canvas`).first());
      assert.ok(colors > 10 && ink > 0.01, `${view}: ${colors} colours, ${ink} of it drawn on`);
    }
  },
  { hash: '#preset=none&data=circles' },
);

pageTest('opens with the question of the deep sigmoid network, and its answer', async (page) => {
  await train(page, 500);
  assert.match(await page.locator('gp-question h2').innerText(), /deep sigmoid/);
  await page.locator('gp-diagnosis [data-finding="vanishing"]').waitFor();
  const gradients = await page.evaluate(() =>
    document
      .querySelector('gradient-playground')
      .getStatistics()
      .map((layer) => layer.meanAbsoluteGradient),
  );
  assert.ok(gradients[0] < 1e-2 * gradients.at(-2), gradients.join(' '));
  await page.locator('gp-question button').click();
  await page.waitForFunction(() => {
    const { state, run } = document.querySelector('gradient-playground').session;
    const { frame } = run;
    return state.layers[0].activation === 'relu' && frame?.now.train.accuracy > 0.9;
  });
});

pageTest('a screen reader is told of a finding once, not of each new number', async (page) => {
  const region = page.locator('gp-diagnosis [aria-live]');
  const why = page.locator('gp-diagnosis section p').first();
  await page.locator('gp-diagnosis [data-finding="vanishing"]').waitFor();
  const [told, seen] = [await region.innerText(), await why.innerText()];
  assert.match(told, /^The gradient vanishes on its way back\. Mean \|gradient\| is /);
  await page.waitForFunction((before) => {
    const diagnosis = document
      .querySelector('gradient-playground')
      .shadowRoot.querySelector('gp-diagnosis');
    return diagnosis.shadowRoot.querySelector('section p').innerText !== before;
  }, seen);
  assert.equal(await region.innerText(), told);
  await page.locator('gp-question button').click();
  await page.getByText('Nothing wrong to be seen.').waitFor({ state: 'attached' });
});

pageTest('a finding leads to the chart that shows it', async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const inSight = (shows) =>
    page.waitForFunction((name) => {
      const chart = document
        .querySelector('gradient-playground')
        .shadowRoot.querySelector('gp-signals')
        .shadowRoot.querySelector('gp-signal-panel')
        .shadowRoot.querySelector(`[data-shows="${name}"]`);
      const { top, bottom } = chart.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }, shows);
  const showMe = page.getByRole('button', { name: 'Show me' });
  await page.locator('gp-diagnosis [data-finding="vanishing"]').waitFor();
  await showMe.click();
  await inSight('gradients');
  await page.evaluate(() => (location.hash = '#preset=dying-relu'));
  await page.locator('gp-diagnosis [data-finding="dying-relu"]').waitFor();
  await showMe.click();
  await inSight('dead');
});

pageTest(
  'no sideways scroll, training controls at hand, from 320 px on',
  async (page) => {
    for (const width of [320, 390, 768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await settled(page);
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      assert.ok(scroll <= client, `${scroll} wide in ${client}`);
      const box = await page.locator('gp-transport .play').boundingBox();
      assert.ok(
        box && box.y + box.height <= 844 && box.y >= 0,
        `play at ${box?.y} of 844, ${width} px wide`,
      );
    }
  },
  { hash: '#preset=none' },
);

pageTest(
  'on a phone the change to try has one button; in an embed without the question, it is where it is needed',
  async (page) => {
    await page.locator('gp-diagnosis [data-finding="vanishing"]').waitFor({ timeout: 60_000 });
    const offers = async () => {
      const buttons = page.getByRole('button', { name: /ReLU (and|with) He/ });
      return buttons.evaluateAll((all) => all.map((one) => one.getRootNode().host.localName));
    };
    const everywhere = ['gp-question', 'gp-diagnosis', 'gp-network-view'];
    assert.deepEqual(await offers(), ['gp-question']);
    await page.evaluate(() => (document.querySelector('gradient-playground').hide = 'question'));
    await page.locator('gp-question').waitFor({ state: 'detached' });
    assert.deepEqual(await offers(), everywhere.slice(1));
    await page.evaluate(() => (document.querySelector('gradient-playground').hide = ''));
    await page.setViewportSize({ width: 1440, height: 900 });
    await eventually(page, offers, (seen) => assert.deepEqual(seen, everywhere));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Try: Use ReLU and He initialisation' }).click();
    await page.getByRole('button', { name: 'Back to the question' }).waitFor();
  },
  { hash: '#preset=vanishing&speed=100', options: { viewport: { width: 390, height: 844 } } },
);

pageTest(
  'a network with one hidden layer, which nothing is wrong with, is told the size of its gradient',
  async (page) => {
    await reach(page, 300);
    const healthy = page.locator('gp-diagnosis .healthy', { hasText: 'Nothing wrong' });
    await healthy.waitFor();
    assert.match(await healthy.innerText(), /Mean \|gradient\| is \S+ in the output layer\./);
  },
  { hash: '#preset=softmax&speed=0' },
);

pageTest(
  'the map shows the plane as a layer sees it, and the answer again',
  async (page) => {
    await reach(page, 300);
    await pause(page);
    const map = page.locator('gp-output-map');
    const picture = () => map.locator('canvas').evaluate((canvas) => canvas.toDataURL());
    const answer = await picture();
    const show = map.locator('..').getByRole('combobox', { name: 'Show' });
    await show.selectOption('1');
    await map.locator('.title', { hasText: 'as hidden layer 1 sees it' }).waitFor();
    await eventually(page, picture, (seen) => assert.notEqual(seen, answer));
    const { ink } = await canvasInk(map.locator('canvas'));
    assert.ok(ink > 0.2, `${ink} of it drawn on`);
    await show.selectOption('0');
    await eventually(page, picture, (seen) => assert.equal(seen, answer));
  },
  { hash: '#preset=none&layers=8,8' },
);
