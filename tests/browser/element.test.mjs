/** `<gradient-playground>` by itself: attributes, properties, methods and events, by the names that tutorials use. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementTests } from './element-support.mjs';
import { newPage, siteAndBrowser } from './page-support.mjs';

const limits = { timeout: 60_000 };

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const elementTest = elementTests(site);

/** The types of the events so far, each once. */
const told = (page) => page.evaluate(() => [...new Set(window.told.map(({ type }) => type))]);
const hasTold = (page, type) =>
  page.waitForFunction((name) => window.told.some((event) => event.type === name), type);

elementTest(
  'attributes are settings; parts are shown, left out and locked',
  'preset="none" data="spirals" activation="relu" layers="5,3" seed="7" max-steps="40" theme="dark" view="network results" hide="results" lock autoplay',
  async (page) => {
    await page.waitForFunction(() => window.element.session.run.step === 40);
    const { state, theme, panels } = await page.evaluate(() => ({
      state: window.element.state,
      theme: window.element.dataset.theme,
      panels: [...window.element.shadowRoot.querySelectorAll('*')].map(
        ({ localName }) => localName,
      ),
    }));
    assert.deepEqual(
      [state.preset, state.data, state.seed, state.maxSteps, state.theme, theme],
      ['', 'spirals', 7, 40, 'dark', 'dark'],
    );
    assert.deepEqual(
      state.layers.map(({ units, activation }) => [units, activation]),
      [
        [5, 'relu'],
        [3, 'relu'],
      ],
    );
    assert.ok(panels.includes('gp-network-panel'));
    for (const name of ['gp-results', 'gp-settings', 'gp-transport', 'gp-signals', 'gp-masthead'])
      assert.ok(!panels.includes(name), name);
    assert.equal(await page.getByRole('button', { name: 'Add a hidden layer' }).count(), 0);
    const now = await page.evaluate(() => window.element.session.playing);
    assert.equal(now, false, 'it stops by itself');
  },
);

elementTest(
  'the data set answers to its former name too, in attributes and in the state',
  'preset="none" dataset="spirals" dataset-params="turns:2" data-seed="5" data-theme="light" data-v-7ba5bd90',
  async (page) => {
    const states = await page.evaluate(async () => {
      const { element } = window;
      const first = element.state;
      const notes = element.shadowRoot.querySelector('gp-notes').shadowRoot.textContent.trim();
      element.state = { ...element.state, dataset: 'blobs', datasetParams: { classes: 3 } };
      const second = element.state;
      element.setAttribute('dataset', 'xor');
      await new Promise(requestAnimationFrame);
      return { first, notes, second, third: element.state };
    });
    const { first, second, third } = states;
    assert.deepEqual([first.data, first.dataParams, first.dataSeed], ['spirals', { turns: 2 }, 5]);
    assert.deepEqual([second.data, second.dataParams], ['blobs', { classes: 3 }]);
    assert.equal(third.data, 'xor');
    assert.equal(states.notes, '');
    assert.ok(!('dataset' in third));
  },
);

elementTest(
  'methods train, stop, step and begin again; history and statistics are numbers',
  'preset="none"',
  async (page) => {
    const result = await page.evaluate(async () => {
      const { element } = window;
      const at = async (step) => {
        while (element.session.run.step !== step) await new Promise(requestAnimationFrame);
      };
      const steps = [element.session.run.step];
      await element.step();
      await at(1);
      await element.step('epoch');
      while (element.session.run.frame.epoch < 1) await new Promise(requestAnimationFrame);
      steps.push(element.session.run.step);
      const refused = await element.step('week').catch(({ name, code }) => [name, code]);
      await element.play();
      while (element.session.run.step < 200) await new Promise(requestAnimationFrame);
      await element.pause();
      const { session } = element;
      const { step: stopped } = await session.engine.pause();
      await at(stopped);
      for (let drawn = 0; drawn < 12; drawn += 1) await new Promise(requestAnimationFrame);
      const history = element.getHistory();
      const statistics = element.getStatistics();
      const still = session.run.step === stopped;
      await element.reset();
      await at(0);
      return {
        steps,
        refused,
        still,
        kinds: Object.entries(history).map(([name, values]) => [name, ArrayBuffer.isView(values)]),
        lengths: [...new Set(Object.values(history).map(({ length }) => length))].length,
        layers: statistics.map(({ layer, units, meanAbsoluteGradient }) => [
          layer,
          units,
          Number.isFinite(meanAbsoluteGradient),
        ]),
      };
    });
    assert.deepEqual(result.steps, [0, 16], 'an epoch of 250 rows in batches of 16');
    assert.deepEqual(result.refused, ['TypeError', 'invalid-argument']);
    assert.ok(result.still);
    assert.deepEqual(
      result.kinds,
      ['step', 'epoch', 'trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'].map((name) => [
        name,
        true,
      ]),
    );
    assert.equal(result.lengths, 1);
    assert.deepEqual(result.layers, [
      [0, 8, true],
      [1, 8, true],
      [2, 1, true],
    ]);
  },
);

elementTest(
  'events tell what happens, out of every shadow root',
  'preset="none" seed="3"',
  async (page) => {
    assert.deepEqual(await told(page), ['gp-ready']);
    await page.evaluate(() => window.element.step('epoch'));
    await hasTold(page, 'gp-epoch');
    await hasTold(page, 'gp-step');
    await page.evaluate(() => (window.element.state = { data: 'plane', loss: 'mse' }));
    await hasTold(page, 'gp-change');
    await page.evaluate(() => {
      const { state } = window.element;
      const layers = state.layers.map((layer) => ({ ...layer, activation: 'relu' }));
      window.element.state = { layers, learningRate: 100, scaling: 'raw' };
      return window.element.play();
    });
    await hasTold(page, 'gp-diverged');
    const events = await page.evaluate(() => window.told);
    assert.ok(events.every(({ leaves }) => leaves));
    const last = (type) => events.findLast((event) => event.type === type).detail;
    assert.ok(last('gp-ready').version);
    assert.ok(last('gp-step').step > 0 && last('gp-epoch').epoch > 0);
    assert.ok(Number.isFinite(events.find(({ type }) => type === 'gp-step').detail.train.loss));
    assert.equal(last('gp-change').state.learningRate, 100);
    assert.ok(last('gp-diverged').step > 0 && typeof last('gp-diverged').quantity === 'string');
    assert.ok(!events.some(({ type }) => type === 'gp-error'));
  },
);

elementTest('the state is checked, and refused by code', 'preset="none"', async (page) => {
  const answers = await page.evaluate(() => {
    const attempt = (change) => {
      try {
        window.element.state = change;
        return 'taken';
      } catch (error) {
        return `${error.name} ${error.code}`;
      }
    };
    const before = window.element.state;
    before.seed = 99; // a copy: the experiment stays as it is
    return [
      attempt({ learningRate: -1 }),
      attempt({ data: 'constructor' }),
      attempt(JSON.parse('{"__proto__": {"seed": 5}}')),
      attempt({ colour: 'red' }),
      attempt([]),
      attempt({ preset: 'constructor' }),
      attempt({ seed: 11 }),
      window.element.state.seed,
    ];
  });
  assert.deepEqual(answers.slice(0, 6), Array(6).fill('RangeError invalid-experiment'));
  assert.deepEqual(answers.slice(6), ['taken', 11]);
});

test('where the engine cannot be loaded, the element says so, and tells it', limits, async () => {
  const { page, context } = await newPage(site.browser);
  await page.route('**/gradient-simd.js', (route) => route.abort());
  await page.addInitScript(() => {
    window.told = [];
    document.addEventListener('gp-error', ({ detail }) => window.told.push(detail.message));
  });
  await page.goto(site.server.url);
  await page.getByRole('alert').getByText('The engine could not be started').waitFor();
  await page.waitForFunction(() => window.told.length === 1 && window.told[0].length > 0);
  const refused = await page.evaluate(() =>
    document
      .querySelector('gradient-playground')
      .ready()
      .then(
        () => 'ready',
        (error) => error.code,
      ),
  );
  assert.equal(refused, 'engine-failed');
  await context.close();
});
