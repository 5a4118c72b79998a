import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  canvasInk,
  launchChromium,
  newPage,
  open,
  progress,
  reach,
  serveDist,
  visibleText,
} from './page-support.mjs';
import { MomentSchedule } from '../../site/src/worker/moments.js';

/** Of networks as small as those here. */
const schedule = new MomentSchedule();

let server;
let browser;

before(async () => {
  server = await serveDist();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Runs a test with its own page, and holds it to silence: no console message, no foreign request. */
function pageTest(name, body, { hash = '', options = {}, init = null } = {}) {
  test(name, { timeout: 120_000 }, async () => {
    const { page, context, complaints, requests } = await newPage(browser, options);
    try {
      if (init) await page.addInitScript(init);
      await open(page, server.url + hash);
      await body(page);
      assert.deepEqual(complaints, []);
      for (const url of requests)
        assert.ok(/^(blob:)?http:\/\/127\.0\.0\.1:/.test(url) || url.startsWith('data:'), url);
    } finally {
      await context.close();
    }
  });
}

const field = (page, name) => page.locator(`gp-settings [data-field="${name}"]`).first();
const input = (page, name) => field(page, name).locator('input');

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
  { hash: '#preset=none&dataset=circles' },
);

pageTest('opens with the question of the deep sigmoid network, and its answer', async (page) => {
  await reach(page, 500);
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
    const { frame, state } = document.querySelector('gradient-playground').session;
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
        assert.equal(await input(page, name).getAttribute('aria-invalid'), 'true');
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
  'a run that diverges pauses, says where and why, and can be rewound',
  async (page) => {
    const card = page.locator('gp-diagnosis .diverged');
    await card.waitFor({ timeout: 60_000 });
    assert.match(await card.innerText(), /diverged at step \d[\s\S]*(layer|loss)/);
    assert.doesNotMatch(await visibleText(page), /NaN|undefined|\[object/);
    assert.equal((await progress(page)).playing, false);
    await card.getByRole('button').first().click();
    await card.waitFor({ state: 'detached' });
    assert.equal((await progress(page)).divergence, null);
  },
  { hash: '#preset=none&dataset=plane&learningRate=100&activation=relu&scaling=raw' },
);

pageTest(
  'what is tried after a divergence trains at once, and so does another experiment',
  async (page) => {
    const card = page.locator('gp-diagnosis .diverged');
    await card.waitFor();
    await page.locator('gp-question button', { hasText: 'Clip' }).click();
    await card.waitFor({ state: 'detached' });
    await reach(page, 50);
    await page.locator('gp-question button', { hasText: 'Back' }).click();
    await card.waitFor();
    await page.getByRole('combobox', { name: 'Experiment' }).selectOption('softmax');
    await page.waitForFunction(() => {
      const { state, step } = document.querySelector('gradient-playground').session;
      return state.preset === 'softmax' && step > 0;
    });
  },
  { hash: '#preset=exploding&speed=100' },
);

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
  'whatever the engine lists can be set: each table by a menu, each parameter by a number',
  async (page) => {
    const missing = () =>
      page.evaluate(() => {
        const { session, renderRoot } = document.querySelector('gradient-playground');
        const { schema, state } = session;
        const settings = renderRoot.querySelector('gp-settings').renderRoot;
        const elsewhere = ['weights', 'theme', 'edges', 'map', 'lossScale'];
        const wanted = [...schema.fields.keys()].filter((name) => !elsewhere.includes(name));
        wanted.push(...Object.values(schema.layer).map(({ name }) => name));
        const [layer] = state.layers;
        const chosen = [
          ...schema.groups.map(({ choice, table }) => [table, state[choice]]),
          ...[[schema.tables.activations, layer.activation]],
          ...[[schema.tables.initializers, layer.initializer]],
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
    hash: '#preset=none&activation=swish&initializer=normal&dataset=blobs&optimizer=adamw&schedule=one-cycle&loss=huber&outputActivation=sigmoid',
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
    await weight.fill('1.25');
    await weight.press('Enter');
    // The request for the weights comes behind the one that changes them.
    assert.equal((await parameters(page))[edge.index], 1.25);
  },
  { hash: '#preset=none&layers=3,3' },
);

pageTest(
  'an earlier run is restored by a click: trained from the start, in the look that the page has now',
  async (page) => {
    await reach(page, 200);
    await input(page, 'learningRate').fill('0.01');
    await input(page, 'learningRate').press('Enter');
    await page.keyboard.press('Escape');
    await field(page, 'dataset').locator('select').selectOption('xor');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
    await page.getByRole('button', { name: 'log axis' }).click();
    await page.locator('gp-loss-chart .ghosts button', { hasText: 'circles' }).first().click();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.state.dataset === 'circles',
    );
    const { state } = await progress(page);
    assert.deepEqual([state.theme, state.lossScale], ['dark', 'linear']);
    await reach(page, 200);
    await page.locator('gp-transport [data-action="reset"]').click();
    await page.keyboard.press('Space');
    await page
      .locator('gp-loss-chart .ghosts button', { hasText: 'same settings' })
      .first()
      .click();
    await reach(page, 200);
  },
  { hash: '#preset=none' },
);

pageTest(
  'play, pause, step, epoch, reset: the same weights again',
  async (page) => {
    await page.keyboard.press('Space');
    await page.waitForFunction(
      () => !document.querySelector('gradient-playground').session.playing,
    );
    const hash = () =>
      page.evaluate(async () => {
        const { session } = document.querySelector('gradient-playground');
        return (await session.engine.snapshot()).toString();
      });
    await page.keyboard.press('r');
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.step === 0,
    );
    const first = await hash();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.step === 1,
    );
    await page.keyboard.press('e');
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.frame.epoch === 1,
    );
    assert.notEqual(await hash(), first);
    await page.locator('gp-transport [data-action="reset"]').click();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.step === 0,
    );
    assert.equal(await hash(), first);
  },
  { hash: '#preset=none' },
);

pageTest(
  'the address holds the settings; undo, back and reload bring them back',
  async (page) => {
    await input(page, 'learningRate').fill('0.7');
    await input(page, 'learningRate').press('Enter');
    assert.match(page.url(), /learningRate=0\.7/);
    await field(page, 'dataset').locator('select').selectOption('xor');
    assert.match(page.url(), /dataset=xor/);
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session?.step > 0,
    );
    const { state } = await progress(page);
    assert.equal(state.learningRate, 0.7);
    assert.equal(state.dataset, 'xor');
    await page.goBack();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session?.state.dataset === 'circles',
    );
    await page.locator('gp-masthead [data-action="undo"]').click();
    assert.equal((await progress(page)).state.dataset, 'xor');
  },
  { hash: '#preset=none' },
);

const parameters = (page) =>
  page.evaluate(async () => {
    const { engine } = document.querySelector('gradient-playground').session;
    return [...(await engine.parameters()).parameters];
  });

pageTest(
  'a link takes the trained weights along: to the bit, through reset and reload, until others are asked for',
  async (page) => {
    await reach(page, 100);
    await page.keyboard.press('Space');
    await page.locator('gp-masthead [data-action="share"]').click();
    await page.getByRole('checkbox', { name: /weights as they are now/ }).check();
    await page.waitForFunction(() =>
      document
        .querySelector('gradient-playground')
        .shadowRoot.querySelector('gp-dialogs')
        .shadowRoot.querySelector('textarea')
        .value.includes('weights=1.'),
    );
    const trained = await parameters(page);
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();

    const opened = await page.context().newPage();
    await open(opened, link);
    await opened.keyboard.press('Space');
    await opened.keyboard.press('r');
    await opened.waitForFunction(
      () => document.querySelector('gradient-playground').session.step === 0,
    );
    assert.deepEqual(await parameters(opened), trained);
    await opened.reload();
    await opened.waitForFunction(
      () => document.querySelector('gradient-playground').session?.step > 0,
    );
    assert.match(await opened.locator('gp-notes ul').innerText(), /weights in the link/);
    await opened.keyboard.press('n');
    await opened.waitForFunction(() => !location.hash.includes('weights='));
    await opened.close();
  },
  { hash: '#preset=none&layers=4' },
);

pageTest(
  'weights of another network, and damaged ones, are left out with a note',
  async (page) => {
    const notes = page.locator('gp-notes ul');
    assert.match(await notes.innerText(), /holds 1 weights and biases, and this network has 105/);
    await page.goto(page.url().replace(/#.*/, '#preset=none&weights=1.AADAfw'));
    await page.getByText('The weights in the link are damaged').waitFor();
    assert.equal((await progress(page)).state.weights, '');
  },
  { hash: '#preset=none&weights=1.AACAPw' },
);

pageTest(
  'an address with unknown and bad parts opens, with a note',
  async (page) => {
    const note = await page.locator('gp-notes ul').innerText();
    assert.match(note, /“constructor” is not a setting/);
    assert.match(note, /Learning rate must be/);
    assert.match(note, /“__proto__” is not a setting/);
    assert.match(note, /written for version 2 of the page; this is 1/);
    assert.equal((await progress(page)).state.dataset, 'xor');
    // gone to while the page is open, where no setting changes
    await page.evaluate(() => (location.hash = '#v=1&preset=none&dataset=xor&colour=red'));
    await page.locator('gp-notes li', { hasText: '“colour” is not a setting' }).waitFor();
    assert.equal((await progress(page)).state.dataset, 'xor');
  },
  { hash: '#v=2&preset=none&dataset=xor&constructor=1&__proto__=1&learningRate=-1' },
);

pageTest(
  'the run can be looked back at, and goes on from there',
  async (page) => {
    await reach(page, 3000);
    await page.locator('gp-transport .play').click();
    const slider = page.locator('gp-transport input[type="range"]');
    await slider.evaluate((element) => {
      const { steps } = document.querySelector('gradient-playground').session.recording;
      element.value = String(steps.findIndex((step) => step >= 1000));
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.waitForFunction(() => {
      const { step, scrubbed } = document.querySelector('gradient-playground').session;
      return scrubbed !== null && step === scrubbed;
    });
    const { step } = await progress(page);
    assert.ok(Math.abs(step - 1000) <= schedule.interval(1000), `${step} for 1000`);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (at) => document.querySelector('gradient-playground').session.step === at + 1,
      step,
    );
    const last = await page.evaluate(() =>
      document.querySelector('gradient-playground').getHistory().step.at(-1),
    );
    assert.ok(last <= step + 1, `${last} after going on from ${step}`);
  },
  { hash: '#preset=none' },
);

pageTest(
  'a page that draws two frames a second records the same moments as any other',
  async (page) => {
    await reach(page, 2000);
    const recorded = await page.evaluate(
      () => document.querySelector('gradient-playground').session.recording.steps,
    );
    const expected = [0];
    for (let step = 1; step <= 2000; step = schedule.next(step))
      if (schedule.inFull(step)) expected.push(step);
    assert.deepEqual(
      recorded.filter((step) => step <= 2000),
      expected,
    );
  },
  {
    hash: '#preset=none',
    init: () => {
      globalThis.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 500);
    },
  },
);

pageTest(
  'a worker that dies in the midst of training comes back with the run',
  async (page) => {
    await reach(page, 1000);
    const before = await progress(page);
    await page.evaluate(() => {
      const { session } = document.querySelector('gradient-playground');
      globalThis.least = Infinity;
      session.addEventListener('frame', () => {
        globalThis.least = Math.min(globalThis.least, session.frame.step);
      });
    });
    const [worker] = page.workers();
    await worker.evaluate(() => globalThis.close());
    await page.locator('gp-notes li', { hasText: 'started again' }).waitFor({ timeout: 30_000 });
    await reach(page, before.step + 2000);
    const { playing, status } = await progress(page);
    assert.deepEqual({ playing, status }, { playing: true, status: 'ready' });
    const least = await page.evaluate(() => globalThis.least);
    assert.ok(least > before.step / 2, `it went on from step ${least}, not from the start`);
    // and as if nothing had happened
    const [now, undisturbed] = await page.evaluate(async () => {
      const { session } = document.querySelector('gradient-playground');
      await session.pause();
      const { step, parameters } = await session.engine.parameters();
      await session.reset();
      await session.advance('step', step);
      return [parameters, (await session.engine.parameters()).parameters].map(String);
    });
    assert.equal(now, undisturbed);
  },
  { hash: '#preset=none' },
);

pageTest(
  'no sideways scroll, training controls at hand, from 320 px on',
  async (page) => {
    for (const width of [320, 390, 768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await page.waitForTimeout(150);
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
  'attributes that change on a live element: another experiment, then one setting of it',
  async (page) => {
    const set = (name, value) =>
      page.evaluate(
        ([key, text]) => document.querySelector('gradient-playground').setAttribute(key, text),
        [name, value],
      );
    const stateIs = (name, value) =>
      page.waitForFunction(
        ([key, wanted]) => document.querySelector('gradient-playground').state[key] === wanted,
        [name, value],
      );
    await set('preset', 'linear-xor');
    await stateIs('dataset', 'xor');
    await set('learning-rate', '0.7');
    await stateIs('learningRate', 0.7);
    assert.equal((await progress(page)).state.dataset, 'xor');
    await set('preset', 'spirals');
    await stateIs('dataset', 'spirals');
    assert.equal((await progress(page)).state.learningRate, 0.7);
    await set('learning-rate', 'fast');
    assert.match(await page.locator('gp-notes ul').innerText(), /Learning rate must be/);
  },
  { hash: '#preset=none' },
);
