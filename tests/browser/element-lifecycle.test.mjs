/** The element moved, removed and put back: what it goes on with, what it frees, and what it answers. */

import assert from 'node:assert/strict';
import { elementTests, historyReaches } from './element-support.mjs';
import { siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const elementTest = elementTests(site);

/** Milliseconds that an element may be out of its page before its worker is freed. */
const grace = 5000;

const workers = (page) => page.workers().length;
const remove = (page) => page.evaluate(() => window.element.remove());
const putBack = (page) => page.evaluate(() => window.shadow.append(window.element));
const history = (page) =>
  page.evaluate(() => {
    const { step, trainLoss } = window.element.getHistory();
    return { steps: [...step], losses: [...trainLoss] };
  });
/** Lets the time pass after which a removed element counts as gone, and waits until its worker is freed. */
async function leave(page) {
  await page.clock.install();
  await remove(page);
  await page.clock.runFor(grace);
  await page.clock.resume();
  while (workers(page) > 0) await page.evaluate(() => new Promise(requestAnimationFrame));
}
const told = (page, type) =>
  page.evaluate((name) => window.told.filter((event) => event.type === name).length, type);
const unhandled = (page) => page.evaluate(() => window.unhandled);

elementTest('an element that is moved trains on', 'preset="none" autoplay', async (page) => {
  await historyReaches(page, 500);
  const before = await history(page);
  await page.evaluate(() => {
    const other = document.createElement('section');
    document.body.append(other);
    other.append(window.element);
  });
  await historyReaches(page, before.steps.at(-1) + 100);
  const after = await history(page);
  assert.deepEqual(after.steps.slice(0, before.steps.length), before.steps);
  assert.deepEqual(after.losses.slice(0, before.losses.length), before.losses);
  assert.equal(await told(page, 'gp-ready'), 1);
  assert.equal(workers(page), 1);
});

elementTest(
  'while it is out of its page it waits, and what is asked of it waits too',
  'preset="none" autoplay',
  async (page) => {
    await historyReaches(page, 100);
    const seen = await page.evaluate(async () => {
      const { element, shadow } = window;
      const last = () => element.getHistory().step.at(-1);
      const epoch = element.step('epoch');
      element.remove();
      const waiting = [element.ready(), element.play(), epoch];
      let settled = 0;
      for (const promise of waiting.slice(0, 2)) promise.then(() => (settled += 1));
      await epoch; // it was under way
      const stopped = last();
      for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
      const still = [last() === stopped, settled];
      shadow.append(element);
      await Promise.all(waiting);
      while (last() <= stopped) await new Promise(requestAnimationFrame);
      return still;
    });
    assert.deepEqual(seen, [true, 0]);
    assert.deepEqual(await unhandled(page), []);
  },
);

elementTest(
  'attributes and the state that change while it is out of its page are applied',
  'preset="none" seed="3"',
  async (page) => {
    const read = () =>
      page.evaluate(() => {
        const { seed, noise, learningRate, batchSize } = window.element.state;
        return [seed, noise, learningRate, batchSize];
      });
    await remove(page);
    await page.evaluate(() => {
      window.element.setAttribute('seed', '9');
      window.element.noise = 0.3;
      window.element.state = { learningRate: 0.5 };
      window.shadow.append(window.element);
    });
    await page.waitForFunction(() => window.element.state.seed === 9);
    assert.deepEqual(await read(), [9, 0.3, 0.5, 16]);
    await page.evaluate(() => window.element.step('epoch'));
    await leave(page);
    await page.evaluate(() => {
      window.element.setAttribute('seed', '11');
      window.element.state = { batchSize: 8 };
    });
    await putBack(page);
    await page.evaluate(() => window.element.reset());
    assert.deepEqual(await read(), [11, 0.3, 0.5, 8]);
    const { steps } = await history(page);
    assert.deepEqual(steps, [0]);
  },
);

elementTest(
  'after five seconds the worker is freed; put back, the element goes on to the bit',
  'preset="none" speed="0"',
  async (page) => {
    await page.evaluate(async () => {
      for (let epoch = 0; epoch < 5; epoch += 1) await window.element.step('epoch');
    });
    const before = await history(page);
    assert.equal(workers(page), 1);
    await leave(page);
    assert.deepEqual(await history(page), before, 'what is known stays');
    await page.evaluate(() => {
      window.element.state = { theme: 'dark' };
    });
    await putBack(page);
    await page.evaluate(() => window.element.step('epoch'));
    const after = await history(page);
    assert.equal(after.steps.at(-1), before.steps.at(-1) + 16);
    assert.deepEqual(after.steps.slice(0, before.steps.length), before.steps);
    assert.equal(workers(page), 1);
    assert.equal(await told(page, 'gp-ready'), 1);
    // the same run without an interruption
    const whole = await page.evaluate(async () => {
      await window.element.reset();
      for (let epoch = 0; epoch < 6; epoch += 1) await window.element.step('epoch');
      return window.element.getHistory().trainLoss.at(-1);
    });
    assert.equal(after.losses.at(-1), whole);
  },
);

elementTest(
  'put back after five seconds, an element that was training trains',
  'preset="none" autoplay',
  async (page) => {
    await historyReaches(page, 100);
    await leave(page);
    const { steps } = await history(page);
    await putBack(page);
    await historyReaches(page, steps.at(-1) + 100);
  },
);

elementTest(
  'what waits for an element that has gone is rejected with an AbortError, and nothing else is',
  'preset="none" autoplay',
  async (page) => {
    await page.clock.install();
    await page.evaluate(() => {
      window.element.remove();
      const fresh = document.createElement('gradient-playground');
      window.shadow.append(fresh);
      const calls = [fresh.ready(), fresh.play(), window.element.play(), window.element.step()];
      fresh.remove();
      window.element.reset(); // of no interest to anyone
      window.answers = Promise.allSettled(calls);
    });
    await page.clock.runFor(grace);
    await page.clock.resume();
    const answers = await page.evaluate(async () =>
      (await window.answers).map(({ status, reason }) => [
        status,
        reason?.name,
        reason instanceof DOMException,
      ]),
    );
    for (const answer of answers) assert.deepEqual(answer, ['rejected', 'AbortError', true]);
    while (workers(page) > 0) await page.evaluate(() => new Promise(requestAnimationFrame));
    await putBack(page);
    await page.evaluate(() => window.element.ready());
    await page.evaluate(() => window.element.step());
    assert.deepEqual(await unhandled(page), []);
  },
);
