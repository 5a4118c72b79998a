/** The element as React, Vue and Svelte mount it: every setting by attribute and by property. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile } from 'svelte/compiler';
import { newPage, serveDist, siteAndBrowser } from './page-support.mjs';

const limits = { timeout: 120_000 };
const folder = fileURLToPath(new URL('.', import.meta.url));
const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });

/** Zeros for a network of 3 inputs, layers of 5 and 3 units and 1 output. */
const weights = `1.${Buffer.alloc(4 * (3 * 5 + 5 + 5 * 3 + 3 + 3 + 1)).toString('base64url')}`;

const layer = (units, rest) => ({ units, params: {}, initializerParams: {}, ...rest });

/** Every setting, as a property takes it, none as it is by default; and the state that is expected of them. */
const properties = {
  preset: 'none',
  data: 'spirals',
  dataParams: { turns: 2 },
  file: 'wine.csv~178x13~0123456789abcdef~class',
  samples: 300,
  noise: 0.2,
  testFraction: 0.3,
  validationFraction: 0.1,
  split: 'random',
  initialScale: 0.5,
  scaling: 'raw',
  dataSeed: 5,
  features: ['x1', 'x2', 'x1^2'],
  layers: [5, 3],
  activation: ['leaky-relu', 'relu'],
  activationParams: [{ slope: 0.2 }, {}],
  initializer: ['normal', 'zeros'],
  initializerParams: [{ deviation: 2 }, {}],
  bias: [0.5, -0.5],
  dropout: [0.1, 0.2],
  outputActivation: 'tanh',
  outputInitializer: 'he-normal',
  loss: 'huber',
  lossParams: { delta: 2 },
  optimizer: 'momentum',
  optimizerParams: { momentum: 0.8 },
  learningRate: 0.03,
  schedule: 'step',
  scheduleParams: { period: 50 },
  batchSize: 8,
  l1: 0.001,
  l2: 0.002,
  clipNorm: 3,
  clipValue: 4,
  seed: 7,
  weights,
  speed: 100,
  maxSteps: 3,
  theme: 'dark',
  edges: 'gradient',
  map: 1,
  lossScale: 'linear',
};
const { activation, activationParams, initializer, initializerParams, bias, dropout, ...rest } =
  properties;
const expected = {
  ...rest,
  preset: '',
  layers: properties.layers.map((units, i) =>
    layer(units, {
      activation: activation[i],
      params: activationParams[i],
      bias: bias[i],
      initializer: initializer[i],
      initializerParams: initializerParams[i],
      dropout: dropout[i],
    }),
  ),
};

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const named = (params) =>
  Object.entries(params)
    .map(([name, value]) => `${name}:${value}`)
    .join(',');
const text = (value) => {
  if (Array.isArray(value)) return value.map(text).join(typeof value[0] === 'object' ? ';' : ',');
  return typeof value === 'object' ? named(value) : String(value);
};
const attributes = Object.fromEntries(
  Object.entries(properties).map(([name, value]) => [kebab(name), text(value)]),
);
/** As a framework passes them on to an element that is not defined yet: as texts, under the same names. */
const texts = Object.fromEntries(
  Object.entries(properties).map(([name, value]) => [name, text(value)]),
);
const names = { attributes: Object.keys(attributes), properties: Object.keys(properties) };
const ways = [
  { name: 'attributes of a defined element', kind: 'attributes', props: attributes, late: true },
  { name: 'attributes, defined later', kind: 'attributes', props: attributes, late: false },
  { name: 'properties of a defined element', kind: 'properties', props: properties, late: true },
  { name: 'texts, defined later', kind: 'properties', props: texts, late: false },
];

/** Svelte's components, compiled; one is made with an attribute for each of these props. */
const svelte = (props) => ({
  name: 'svelte',
  resolveId: (id) => (id === 'page.svelte' ? '\0page.svelte' : null),
  load(id) {
    if (id !== '\0page.svelte') return null;
    const given = props.map((name) => `${name}={$values['${name}']}`).join(' ');
    const source = `<script>const { values } = $props();</script><gradient-playground ${given} />`;
    return compile(source, { generate: 'client', filename: 'Page.svelte' }).js.code;
  },
});

/** A script for pages, which gives them `mount(target, props)`. */
async function bundle(framework, props) {
  const require = createRequire(new URL('../../site/package.json', import.meta.url));
  const { build } = await import(
    require.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js')
  );
  const [{ output }] = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [svelte(props)],
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['browser', 'module', 'production'] },
    build: {
      write: false,
      minify: false,
      lib: { entry: `frameworks/${framework}.mjs`, formats: ['iife'], name: 'framework' },
    },
  });
  return output[0].code;
}

for (const framework of ['react', 'vue', 'svelte']) {
  describe(framework, () => {
    const scripts = new Map();
    let server;
    before(async () => {
      server = await serveDist({ headers: { 'Content-Security-Policy': '' } });
      for (const [kind, props] of Object.entries(names))
        scripts.set(kind, await bundle(framework, props));
    });
    after(() => server?.close());

    /** A page in which the props are mounted, before or after the element is defined. */
    async function mounted(kind, props, late, body) {
      const { page, context, complaints } = await newPage(site.browser);
      try {
        await page.route('**/host.html', (route) =>
          route.fulfill({
            contentType: 'text/html',
            body: '<!doctype html><title>Host</title><link rel="icon" href="data:," /><div id="target"></div>',
          }),
        );
        await page.goto(`${server.url}host.html`);
        await page.addScriptTag({ content: scripts.get(kind) });
        const define = () =>
          page.evaluate(async () => {
            await import(new URL('gradient-playground.js', location.href).href);
          });
        if (late) await define();
        await page.evaluate((values) => {
          const update = globalThis.framework.mount(document.querySelector('#target'), values);
          globalThis.update = update;
          globalThis.element = document.querySelector('gradient-playground');
        }, props);
        if (!late) await define();
        await page.evaluate(() => globalThis.element.ready());
        await body(page);
        assert.deepEqual(complaints, []);
      } finally {
        await context.close();
      }
    }

    const stateOf = (page) => page.evaluate(() => globalThis.element.state);

    for (const { name, kind, props, late } of ways) {
      test(`takes every setting from ${name}`, limits, () =>
        mounted(kind, props, late, async (page) => {
          assert.deepEqual(await stateOf(page), expected);
        }),
      );
    }

    test('takes over a changed prop, and the default of a removed one', limits, () =>
      mounted('properties', { preset: 'none', seed: 7, noise: 0.3 }, true, async (page) => {
        const change = (values) => page.evaluate((next) => globalThis.update(next), values);
        await change({ preset: 'none', seed: 9, noise: 0.3 });
        await page.waitForFunction(() => globalThis.element.state.seed === 9);
        await change({ preset: 'none', noise: 0.3 });
        await page.waitForFunction(() => globalThis.element.state.seed === 1);
        assert.equal((await stateOf(page)).noise, 0.3);
      }),
    );
  });
}
