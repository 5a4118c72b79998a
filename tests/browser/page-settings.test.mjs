/** The controls: all that the engine offers, bad values, and what is edited on the picture. */

import assert from 'node:assert/strict';
import {
  field,
  input,
  pageTests,
  parameters,
  progress,
  reach,
  siteAndBrowser,
} from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);

pageTest(
  'bad values are refused beside their control, and the run goes on',
  async (page) => {
    const bad = {
      learningRate: ['-1', '0', 'NaN', '', 'fast', '1e9'],
      batchSize: ['0', '1.5', '-3'],
      samples: ['9', '1e9'],
      noise: ['-0.1', '2'],
      depth: ['-1', '1000', '1.5'],
      units: ['0', '1000000000'],
      seed: ['-1', '4294967296'],
    };
    const before = await progress(page);
    for (const [name, values] of Object.entries(bad)) {
      for (const value of values) {
        await input(page, name).fill(value);
        await input(page, name).press('Enter');
        const refusal = await field(page, name).locator('.refusal').innerText();
        assert.match(refusal, /must be .*; given: /, `${name} = ${value}`);
      }
    }
    const now = await progress(page);
    assert.deepEqual(now.state, before.state);
    assert.ok(now.playing);
    await reach(page, now.step + 1);
  },
  { hash: '#preset=none' },
);

pageTest(
  'whatever the engine lists can be set: each table by a menu, each parameter by a number',
  async (page) => {
    const missing = () =>
      page.evaluate(() => {
        const { session, renderRoot } = document.querySelector('gradient-playground');
        const { schema, state } = session;
        const settings = renderRoot.querySelector('gp-settings').renderRoot;
        const elsewhere = ['weights', 'file', 'theme', 'edges', 'map', 'lossScale'];
        const wanted = [...schema.fields.keys()].filter((name) => !elsewhere.includes(name));
        wanted.push(...Object.values(schema.layer).map(({ name }) => name));
        const [layer] = state.layers;
        const chosen = [
          ...schema.groups.map(({ choice, table }) => [table, state[choice]]),
          [schema.tables.activations, layer.activation],
          [schema.tables.initializers, layer.initializer],
        ];
        for (const [table, name] of chosen)
          wanted.push(
            ...table.find((entry) => entry.name === name).parameters.map(({ name: own }) => own),
          );
        return wanted.filter((name) => !settings.querySelector(`[data-field="${name}"]`));
      });
    assert.deepEqual(await missing(), []);
    const select = field(page, 'activation').locator('select');
    await select.selectOption('maxout');
    assert.match(await select.getAttribute('title'), /max/);
    assert.deepEqual(await missing(), []);
    const pieces = field(page, 'pieces').locator('input');
    await pieces.fill('3');
    await pieces.press('Enter');
    const { layers } = (await progress(page)).state;
    assert.deepEqual(
      layers.map(({ params }) => params),
      [{ pieces: 3 }, { pieces: 3 }],
    );
  },
  {
    hash: '#preset=none&activation=swish&initializer=normal&data=blobs&optimizer=adamw&schedule=one-cycle&loss=huber&outputActivation=sigmoid',
  },
);

pageTest(
  'the activation of one layer, and of the output, is chosen on the picture',
  async (page) => {
    const choice = (name) => page.getByRole('combobox', { name: `Activation of ${name}` });
    await choice('layer 2').selectOption('leaky-relu');
    await choice('output').selectOption('tanh');
    const { layers, outputActivation } = (await progress(page)).state;
    assert.deepEqual(
      layers.map(({ activation }) => activation),
      ['tanh', 'leaky-relu', 'tanh', 'tanh'],
    );
    assert.equal(outputActivation, 'tanh');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('combobox', { name: 'Layer', exact: true }).selectOption('layer 1');
    await choice('layer 1').selectOption('sigmoid');
    assert.equal((await progress(page)).state.layers[0].activation, 'sigmoid');
  },
  { hash: '#preset=none&layers=8,8,8,8' },
);

pageTest(
  'a unit that is pointed at fills the map; a weight that is clicked is changed in the engine',
  async (page) => {
    await reach(page, 50);
    await page.keyboard.press('Space');
    const canvas = page.locator('gp-network-view canvas');
    const box = await canvas.boundingBox();
    const { unit, edge } = await canvas.evaluate(async (element) => {
      const { scene } = element.getRootNode().host;
      const [, first, second] = scene.columns;
      const middle = (first.x + second.x) / 2;
      const near = (y) => scene.edgeNear({ x: middle, y }, 2);
      const heights = Array.from({ length: 200 }, (_, i) => first.top + i).filter(near);
      return {
        unit: { x: first.x, y: first.top + first.side / 2 },
        edge: { x: middle, y: heights[0], index: near(heights[0]).index },
      };
    });
    await page.mouse.move(box.x + unit.x, box.y + unit.y);
    await page.getByText('What unit 1 of layer 1 computes').waitFor();
    await page.mouse.click(box.x + edge.x, box.y + edge.y);
    const weight = page.locator('gp-unit-inspector input');
    const before = await weight.inputValue();
    await weight.fill('1,25,3');
    await weight.press('Enter');
    await page.getByText('It must be a number; given: “1,25,3”.').waitFor();
    assert.equal(await weight.inputValue(), before);
    await weight.fill('1,25');
    await weight.press('Enter');
    // The request for the weights comes behind the one that changes them.
    assert.equal((await parameters(page))[edge.index], 1.25);
  },
  { hash: '#preset=none&layers=3,3' },
);
