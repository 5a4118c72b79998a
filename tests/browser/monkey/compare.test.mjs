/**
 * Random sequences of random actions on the page of comparisons: no complaint on the console, no worker that hangs, no
 * NaN on screen. `MONKEY_SEED`, `MONKEY_SEQUENCES` and `MONKEY_ACTIONS` repeat or lengthen it.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frames, newPage, siteAndBrowser, visibleText } from '../page-support.mjs';
import { randomFrom } from './actions.mjs';

const number = (name, fallback) => Number(process.env[name] ?? fallback);
const first = number('MONKEY_SEED', Date.now() % 1e6);
const sequences = number('MONKEY_SEQUENCES', 2);
const length = number('MONKEY_ACTIONS', 40);

const site = siteAndBrowser();
const quickly = { timeout: 1500 };
const small = '#base=preset%3Dnone%26samples%3D40&rows=activation:tanh|relu&seeds=2&steps=20';
const texts = [
  '0',
  '1',
  '3',
  '-1',
  '1e9',
  '',
  'Infinity',
  '0.5',
  'tanh',
  'relu',
  'he-normal',
  'normal(deviation:2)',
  '0..1+3',
  '1e-3..1*3',
  'x(noise:0.3)',
  '|',
  '8,8',
  '<b>',
  '\u0663',
];
const hashes = [
  '',
  '#',
  small,
  `${small}&view=grid`,
  `${small}&view=ranking`,
  `${small}&view=overlay`,
  '#rows=rate:1',
  '#speed=3',
  '#seeds=many',
  '#%',
  '#base=layers%3D0&rows=noise:0|1&steps=10',
  '#base=validationFraction%3D0.2&rows=activation:tanh|step&best=learningRate:0.1|100&seeds=2&steps=30',
  '#rows=learningRate:1|1000&base=activation%3Drelu%26samples%3D40&steps=50',
];

/** What a reader may do, by name: each takes what it finds, and leaves it where it cannot act. */
function actionsOn(page, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  /** Elements come and go while trials come in: one that is gone is no fault. */
  const attempt = async (what) => {
    try {
      await what();
    } catch (error) {
      if (!/Timeout|detached|not visible|outside of the viewport/.test(String(error))) throw error;
    }
  };
  const some = async (selector) => {
    const found = await page.locator(selector).all();
    return found.length > 0 ? pick(found) : null;
  };
  const element = (change) =>
    page.evaluate((given) => {
      const comparison = document.querySelector('gradient-comparison');
      comparison.change(given);
      comparison.run();
    }, change);
  return {
    button: async () => {
      const button = await some('button:enabled:visible');
      await attempt(() => button?.click(quickly));
    },
    choose: async () => {
      const select = await some('select:enabled:visible');
      await attempt(async () => {
        const count = (await select?.locator('option:enabled').count()) ?? 0;
        const option = select?.locator('option:enabled').nth(Math.floor(random() * count));
        const value = await option?.getAttribute('value', quickly);
        await select?.selectOption(value ?? '', quickly);
      });
    },
    type: async () => {
      const input = await some('input[type="text"]:visible');
      await attempt(async () => {
        await input?.fill(pick(texts), quickly);
        await input?.press('Enter', quickly);
      });
    },
    open: async () => {
      const summary = await some('summary:visible');
      await attempt(() => summary?.click(quickly));
    },
    read: async () => {
      const chart = await some('gc-overlay svg[tabindex]');
      await attempt(() => chart?.press(pick(['ArrowLeft', 'ArrowRight']), quickly));
    },
    address: () => page.evaluate((hash) => (location.hash = hash), pick(hashes)),
    smaller: () => element({ seeds: 2, steps: 20 }),
    view: () => element({ view: pick(['', 'grid', 'overlay', 'ranking']) }),
    stop: () => page.evaluate(() => document.querySelector('gradient-comparison').stop()),
    move: () =>
      page.evaluate(() => document.body.append(document.querySelector('gradient-comparison'))),
    resize: () =>
      page.setViewportSize(
        pick([
          { width: 1440, height: 900 },
          { width: 390, height: 844 },
        ]),
      ),
    wait: () => frames(page, Math.ceil(random() * 12)),
  };
}

/** A small comparison is trained to its end. */
async function alive(page) {
  await page.evaluate((hash) => (location.hash = hash), `${small}&newData`);
  await page.waitForFunction(
    () => {
      const { phase, settings } = document.querySelector('gradient-comparison');
      return phase === 'done' && settings.newData === true;
    },
    null,
    { timeout: 30_000 },
  );
}

async function sequence(seed) {
  const { page, context, complaints } = await newPage(site.browser);
  const random = randomFrom(seed);
  const actions = Object.entries(actionsOn(page, random));
  const done = [];
  try {
    await page.goto(`${site.server.url}compare.html${small}`);
    for (let i = 0; i < length; i += 1) {
      const [name, act] = actions[Math.floor(random() * actions.length)];
      done.push(name);
      await act();
      const text = (await visibleText(page)).replace(/“[^”]*”/g, ''); // the monkey's own words
      const bad = /.{0,60}(\bNaN\b|undefined|\[object).{0,60}/.exec(text);
      assert.ok(!bad, `on screen: ${bad?.[0]}`);
      assert.deepEqual(complaints, []);
    }
    await alive(page);
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
