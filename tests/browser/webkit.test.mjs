/**
 * WebKit, the engine of Safari and of every browser on an iPad, with a language that is none (LANG=C.UTF-8): the bits that
 * every other build gives, the page, the element in a page of others, and the page in a frame.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../../site/scripts/serve.mjs';
import { serveDist } from './page-support.mjs';
import { launchWebKit } from './webkit-support.mjs';

const limits = { timeout: 240_000 };

const site = { page: undefined, server: undefined, checkout: undefined };
before(async () => {
  site.server = await serveDist({ headers: { 'Access-Control-Allow-Origin': '*' } });
  // the checkout, so that a page reaches dist/engine/ and the shared parts of these tests
  site.checkout = await startServer({ root: '.', headers: { 'Content-Security-Policy': '' } });
  site.page = await launchWebKit({ language: 'C.UTF-8' });
});
after(async () => {
  await site.page?.close();
  await site.checkout?.close();
  await site.server?.close();
});

/** In the page: waits for the playground and a step of it. */
const reached = (step) => document.querySelector('gradient-playground')?.session?.run.step >= step;

/** In the page: whether the loss is below what it began with. */
function lossHasFallen() {
  const playground = document.querySelector('gradient-playground');
  if (!(playground?.session?.run.step >= 20)) return false;
  const { trainLoss } = playground.getHistory();
  return trainLoss.at(-1) < trainLoss[0];
}

/** In the page: the language that it sees, and the colours of its output map. */
function shown() {
  const playground = document.querySelector('gradient-playground');
  const within = (root, selector) => root.querySelector(selector).shadowRoot;
  const canvas = within(within(playground.shadowRoot, 'gp-results'), 'gp-output-map').querySelector(
    'canvas',
  );
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return {
    language: navigator.language,
    colors: new Set(new Uint32Array(data.buffer)).size,
  };
}

/** In the page: the names of the experiments that ended with other bits. */
async function mismatches(variant) {
  const { loadEngine } = await import(new URL('/dist/engine/index.js', location.href).href);
  const { run } = await import(new URL('/tests/golden/experiment.mjs', location.href).href);
  const experiments = await (await fetch('/tests/golden/determinism.json')).json();
  const engine = await loadEngine({ variant });
  const wrong = experiments.filter((experiment) => run(engine, experiment) !== experiment.hash);
  return { count: experiments.length, wrong: wrong.map(({ name }) => name) };
}

test('golden bits', limits, async () => {
  await site.page.goto(`${site.checkout.url}tests/golden/experiment.mjs`);
  for (const variant of ['simd', 'scalar']) {
    const { count, wrong } = await site.page.evaluate(mismatches, variant);
    assert.ok(count > 70);
    assert.deepEqual(wrong, [], variant);
  }
});

test('the first experiment trains and is drawn', limits, async () => {
  await site.page.goto(site.server.url);
  await site.page.waitForFunction(lossHasFallen);
  const { language, colors } = await site.page.evaluate(shown);
  assert.equal(language, 'C');
  assert.ok(colors > 10, `${colors} colours in the output map`);
});

test('the element trains in a page of others', limits, async () => {
  await site.page.goto(`${site.checkout.url}tests/golden/experiment.mjs`);
  await site.page.evaluate(async (script) => {
    document.body.innerHTML =
      '<gradient-playground preset="none" data="circles" layers="8,8" autoplay></gradient-playground>';
    await import(script);
    await document.querySelector('gradient-playground').ready();
  }, `${site.server.url}gradient-playground.js`);
  await site.page.waitForFunction(reached, 20);
  const { colors } = await site.page.evaluate(shown);
  assert.ok(colors > 10, `${colors} colours in the output map`);
});

test('the page trains in a frame', limits, async () => {
  await site.page.goto(`${site.checkout.url}tests/golden/experiment.mjs`);
  await site.page.evaluate((address) => {
    document.body.innerHTML = '<iframe width="900" height="600"></iframe>';
    document.querySelector('iframe').src = address;
  }, `${site.server.url}#preset=none`);
  await site.page.enterFrame('iframe');
  await site.page.waitForFunction(reached, 20);
});
