/** What is known of a run once a method has settled or an event has come. */

import assert from 'node:assert/strict';
import { elementTests } from './element-support.mjs';
import { siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const elementTest = elementTests(site);

elementTest(
  'after a step, an epoch, a pause and a reset, history and statistics are of that very step',
  'preset="none" speed="200"',
  async (page) => {
    const seen = await page.evaluate(async () => {
      const { element } = window;
      const last = () => element.getHistory().step.at(-1);
      const activation = () => element.getStatistics()[0].activationValues.meanAbsolute;
      const steps = [[last(), 0]];
      const activations = [activation()];
      for (let step = 1; step <= 5; step += 1) {
        await element.step();
        steps.push([last(), step]);
        activations.push(activation());
      }
      for (let epoch = 1; epoch <= 12; epoch += 1) {
        await element.step('epoch');
        steps.push([last(), 16 * epoch]);
        activations.push(activation());
      }
      const epochs = [...element.getHistory().epoch];
      await element.play();
      while (last() < 210) await new Promise(requestAnimationFrame);
      await element.pause();
      const paused = last();
      for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
      steps.push([last(), paused]);
      const start = activations[0];
      await element.reset();
      steps.push([last(), 0], [element.getHistory().step.length, 1]);
      return { steps, activations, epochs, start, again: activation() };
    });
    for (const [step, expected] of seen.steps) assert.equal(step, expected);
    assert.equal(new Set(seen.activations).size, seen.activations.length, 'each step has its own');
    assert.equal(seen.epochs.at(-1), 12);
    assert.equal(seen.again, seen.start);
  },
);

elementTest(
  'gp-stop tells why training stopped, once the history includes the last step',
  'preset="none" max-steps="137"',
  async (page) => {
    const stops = await page.evaluate(async () => {
      const { element } = window;
      const told = [];
      element.addEventListener('gp-stop', ({ detail }) =>
        told.push([detail.reason, detail.step - element.getHistory().step.at(-1)]),
      );
      const stopped = async (count) => {
        while (told.length < count) await new Promise(requestAnimationFrame);
      };
      await element.play();
      await stopped(1);
      const end = element.getHistory().step.at(-1);
      element.state = { maxSteps: 0 };
      await element.play();
      while (element.getHistory().step.at(-1) < 200) await new Promise(requestAnimationFrame);
      await element.pause();
      await element.step();
      await element.step('epoch');
      element.state = { preset: 'exploding' };
      await element.play();
      await stopped(3);
      return { told, end };
    });
    assert.equal(stops.end, 137);
    assert.deepEqual(stops.told, [
      ['max-steps', 0],
      ['paused', 0],
      ['diverged', 0],
    ]);
  },
);
