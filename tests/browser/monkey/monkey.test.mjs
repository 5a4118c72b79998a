/**
 * Random sequences of random actions: no complaint on the console, no worker that hangs, no NaN on screen.
 * `MONKEY_SEED`, `MONKEY_SEQUENCES` and `MONKEY_ACTIONS` repeat or lengthen it.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, open, siteAndBrowser, visibleText } from '../page-support.mjs';
import { actionsOn, randomFrom } from './actions.mjs';

const number = (name, fallback) => Number(process.env[name] ?? fallback);
const first = number('MONKEY_SEED', Date.now() % 1e6);
const sequences = number('MONKEY_SEQUENCES', 2);
const length = number('MONKEY_ACTIONS', 40);

const site = siteAndBrowser();

/** The worker answers, and the network takes a step or says why not. */
async function alive(page) {
  await page.evaluate(() => {
    const step = async () => {
      const playground = document.querySelector('gradient-playground');
      await playground.pause();
      const before = (await playground.session.engine.pause()).step;
      await playground.step();
      const { step: now } = await playground.session.engine.pause();
      return now > before || playground.session.run.divergence ? 'alive' : `still at step ${now}`;
    };
    globalThis.answer = '';
    step().then((answer) => (globalThis.answer = answer));
  });
  const answer = await page.waitForFunction(() => globalThis.answer, null, { timeout: 30_000 });
  return answer.jsonValue();
}

async function sequence(seed) {
  const { page, context, complaints } = await newPage(site.browser);
  const random = randomFrom(seed);
  const enter = () => open(page, page.url().startsWith('http') ? page.url() : site.server.url);
  const actions = Object.entries(actionsOn(page, random, enter));
  const done = [];
  try {
    await enter();
    for (let i = 0; i < length; i += 1) {
      const [name, act] = actions[Math.floor(random() * actions.length)];
      done.push(name);
      await act();
      const text = (await visibleText(page)).replace(/given: “[^”]*”/g, ''); // the monkey's own words
      const bad = /.{0,60}(\bNaN\b|undefined|\[object).{0,60}/.exec(text);
      assert.ok(!bad, `on screen: ${bad?.[0]}`);
      assert.deepEqual(complaints, []);
    }
    assert.equal(await alive(page), 'alive');
    assert.deepEqual(complaints, []);
  } catch (error) {
    error.message = `MONKEY_SEED=${seed}, after ${done.join(' ')}: ${error.message}`;
    throw error;
  } finally {
    await context.close();
  }
}

for (let i = 0; i < sequences; i += 1) {
  const seed = first + i;
  test(`${length} random actions from seed ${seed}`, { timeout: 600_000 }, () => sequence(seed));
}
