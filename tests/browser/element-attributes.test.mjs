/** What attributes, properties and the state may be given: early, late, removed, or by others. */

import assert from 'node:assert/strict';
import { elementTests, historyReaches, notes, scriptTests } from './element-support.mjs';
import { siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const elementTest = elementTests(site);
const scriptTest = scriptTests(site);

const panels = (page) =>
  page.evaluate(async () => {
    await window.element.updateComplete;
    const known = ['masthead', 'network-panel', 'results', 'settings', 'signals', 'transport'];
    return known.filter((name) => window.element.shadowRoot.querySelector(`gp-${name}`));
  });

elementTest(
  'removed attributes and properties without a value are as if never given',
  'preset="none" view="network" hide="masthead" lock autoplay="visible" theme="dark" seed="7"',
  async (page) => {
    assert.deepEqual(await panels(page), ['network-panel']);
    await page.evaluate(() => {
      for (const name of ['view', 'hide', 'lock', 'autoplay', 'address', 'theme', 'seed', 'preset'])
        window.element.removeAttribute(name);
    });
    assert.equal((await panels(page)).length, 6);
    for (const value of [null, undefined]) {
      await page.evaluate((nothing) => {
        const names = ['view', 'hide', 'lock', 'autoplay', 'address', 'worker', 'state'];
        for (const name of [...names, 'seed', 'layers', 'dataParams'])
          window.element[name] = nothing;
      }, value);
      assert.equal((await panels(page)).length, 6, String(value));
    }
    const { seed, theme, preset } = await page.evaluate(() => window.element.state);
    assert.deepEqual([seed, theme, preset], [1, 'auto', 'vanishing']);
    await page.evaluate(() =>
      Object.assign(window.element, { view: 'network, results', hide: 'results' }),
    );
    assert.deepEqual(await panels(page), ['network-panel']);
    await page.evaluate(() => Object.assign(window.element, { view: undefined, seed: 5 }));
    assert.equal((await panels(page)).length, 5);
  },
);

elementTest(
  'the word false is meant',
  'preset="none" lock="false" autoplay="False" address="false"',
  async (page) => {
    const address = page.url();
    await page.getByRole('button', { name: 'Add a hidden layer' }).first().click();
    await page.waitForFunction(() => window.element.state.layers.length === 3);
    assert.equal(page.url(), address);
    const before = await page.evaluate(async () => {
      for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
      return window.element.getHistory().step.at(-1);
    });
    assert.equal(before, 0, 'it does not play');
    for (const on of ['', 'true', true]) {
      await page.evaluate((value) => (window.element.lock = value), on);
      await page.waitForFunction(
        () => !window.element.shadowRoot.querySelector('gp-settings [data-action]'),
      );
      assert.equal(await page.getByRole('button', { name: 'Add a hidden layer' }).count(), 0);
      await page.evaluate(() => (window.element.lock = 'false'));
      await page.getByRole('button', { name: 'Add a hidden layer' }).first().waitFor();
    }
  },
);

scriptTest('what is set of the state early is merged with the attributes', async (page) => {
  const states = await page.evaluate(async () => {
    const early = document.createElement('gradient-playground');
    early.setAttribute('data', 'spirals');
    early.setAttribute('preset', 'none');
    early.state = { seed: 7 };
    early.learningRate = 0.3;
    document.querySelector('#target').append(early);
    await window.define();
    early.state = { noise: 0.2 };
    await early.ready();
    const other = document.createElement('gradient-playground');
    other.state = { seed: 7 };
    other.state = { preset: 'linear-xor', batchSize: 5 };
    other.setAttribute('noise', '0.4');
    document.querySelector('#target').append(other);
    await other.ready();
    const fresh = document.createElement('gradient-playground');
    fresh.state = { dataset: 'xor', preset: 'none' };
    document.querySelector('#target').append(fresh);
    await fresh.ready();
    fresh.state = { preset: 'linear-xor' };
    return { early: early.state, other: other.state, fresh: fresh.state };
  });
  const { early, other, fresh } = states;
  assert.deepEqual(
    [early.preset, early.data, early.seed, early.learningRate, early.noise],
    ['', 'spirals', 7, 0.3, 0.2],
  );
  assert.deepEqual(
    [
      other.preset,
      other.data,
      other.layers[0].activation,
      other.batchSize,
      other.noise,
      other.seed,
    ],
    ['linear-xor', 'xor', 'linear', 5, 0.4, 1],
    'a preset means that experiment',
  );
  assert.equal(fresh.preset, 'linear-xor');
  assert.equal(fresh.layers[0].activation, 'linear');
});

scriptTest('what is set of the state early is refused like what is set late', async (page) => {
  const refusals = await page.evaluate(async () => {
    await window.define();
    const attempt = (element, change) => {
      try {
        element.state = change;
        return 'taken';
      } catch (error) {
        return `${error.name} ${error.code}: ${error.message}`;
      }
    };
    const early = document.createElement('gradient-playground');
    const late = document.createElement('gradient-playground');
    document.querySelector('#target').append(late);
    await late.ready();
    const changes = [
      { learningRate: -1 },
      { colour: 'red' },
      { preset: 'nothing like it' },
      { theme: 'pink' },
      'dark',
    ];
    return changes.map((change) => [attempt(early, change), attempt(late, change)]);
  });
  for (const [early, late] of refusals) {
    assert.match(early, /^RangeError invalid-experiment: /);
    assert.equal(early, late);
  }
});

scriptTest(
  'what only the engine can refuse, and what was set before the element was defined, gets a note',
  async (page) => {
    const state = await page.evaluate(async () => {
      window.element = document.createElement('gradient-playground');
      window.element.state = { learningRate: -1, seed: 7 };
      document.querySelector('#target').append(window.element);
      await window.define();
      await window.element.ready();
      return window.element.state;
    });
    assert.deepEqual([state.preset, state.seed], ['vanishing', 1], 'nothing of it is taken');
    assert.match((await notes(page))[0], /Learning rate must be .*given: −1/);
    const other = await page.evaluate(async () => {
      window.element.remove();
      window.element = document.createElement('gradient-playground');
      window.element.state = { optimizer: 'constructor' };
      document.querySelector('#target').append(window.element);
      await window.element.ready();
      return window.element.state;
    });
    assert.equal(other.optimizer, 'sgd');
    assert.match((await notes(page))[0], /Optimiser must be one of .*given: “constructor”/);
  },
);

elementTest(
  'attributes of others get no note; a slip in one of ours does',
  [
    'preset="none" class="a" id="b" style="" title="c" lang="en" dir="ltr" translate="no" is="x" key="1" ref="2" slot="d"',
    'tabindex="-1" part="e" exportparts="f" inert="" nonce="g" hidden="until-found" popover="manual" accesskey="h" role="region"',
    'contenteditable="false" draggable="false" enterkeyhint="go" inputmode="none" itemprop="i" spellcheck="false" autofocus="false"',
    'data-v-7ba5bd90 data-reactroot data-theme="light" data-testid="j" aria-label="k" onclick="" xml:space="default" width="100" height="100"',
    '_ngcontent-ng-c1 ng-version="17" x-data="l" v-cloak wire:id="m" hx-get="n" s-id="o" svelte-1abc q:key="p" suppresshydrationwarning',
    '_msthash="1" _msttexthash="2" cz-shortcut-listen="true" bis_skin_checked="1" jsaction="q" name="r" type="s" label="t" src="u"',
  ].join(' '),
  async (page) => {
    assert.deepEqual(await notes(page), []);
    const slips = {
      layer: 'layers',
      'lerning-rate': 'learning-rate',
      learning_rate: 'learning-rate',
    };
    for (const [slip, meant] of Object.entries(slips)) {
      await page.evaluate((name) => window.element.setAttribute(name, '1'), slip);
      const note = page.locator('gp-notes li', {
        hasText: `“${slip}” is not a setting; “${meant}” is.`,
      });
      await note.waitFor({ state: 'attached' }); // these attributes hide the element
      await page.evaluate((name) => window.element.removeAttribute(name), slip);
    }
  },
);

elementTest(
  'autoplay="visible" can be set later, and taken away',
  'preset="none"',
  async (page) => {
    await page.evaluate(() => window.element.setAttribute('autoplay', 'visible'));
    await historyReaches(page, 20);
    await page.evaluate(() => window.element.remove());
  },
);
