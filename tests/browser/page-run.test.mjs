/** A run on the page: played, diverged, looked back at, restored, and brought back when its worker dies. */

import assert from 'node:assert/strict';
import {
  field,
  input,
  painted,
  pageTests,
  progress,
  reach,
  settled,
  siteAndBrowser,
  visibleText,
} from './page-support.mjs';
import { MeasurementSchedule } from '../../site/src/worker/measurement-schedule.js';

/** Of networks as small as those here. */
const schedule = new MeasurementSchedule();

const site = siteAndBrowser();
const pageTest = pageTests(site);

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
  { hash: '#preset=none&data=plane&learningRate=100&activation=relu&scaling=raw' },
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
      const { state, run } = document.querySelector('gradient-playground').session;
      const { step } = run;
      return state.preset === 'softmax' && step > 0;
    });
  },
  { hash: '#preset=exploding&speed=100' },
);

pageTest(
  'an earlier run is restored by a click: trained from the start, in the look that the page has now',
  async (page) => {
    await reach(page, 200);
    await input(page, 'learningRate').fill('0.01');
    await input(page, 'learningRate').press('Enter');
    await page.keyboard.press('Escape');
    await field(page, 'data').locator('select').selectOption('xor');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
    await page.getByRole('button', { name: 'log axis' }).click();
    await page.locator('gp-loss-chart .past-runs button', { hasText: 'circles' }).first().click();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.state.data === 'circles',
    );
    const { state } = await progress(page);
    assert.deepEqual([state.theme, state.lossScale], ['dark', 'linear']);
    await reach(page, 200);
    await page.locator('gp-transport [data-action="reset"]').click();
    await page.keyboard.press('Space');
    await page
      .locator('gp-loss-chart .past-runs button', { hasText: 'same settings' })
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
      () => document.querySelector('gradient-playground').session.run.step === 0,
    );
    const first = await hash();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.run.step === 1,
    );
    await page.keyboard.press('e');
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.run.frame.epoch === 1,
    );
    assert.notEqual(await hash(), first);
    await page.locator('gp-transport [data-action="reset"]').click();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.run.step === 0,
    );
    assert.equal(await hash(), first);
  },
  { hash: '#preset=none' },
);

/** How many pixels of a chart are the train line's black: in full, and as faint as what lies behind a smoothed line. */
const blackOf = (page, metric) =>
  page.locator(`gp-loss-chart[data-shows="${metric}"] canvas`).evaluate((canvas) => {
    // A copy: a canvas that is read again and again brings a warning.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const black = { full: 0, faint: 0 };
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] > 60) continue;
      if (data[i + 3] > 200) black.full += 1;
      else if (data[i + 3] > 40 && data[i + 3] < 90) black.faint += 1;
    }
    return black;
  });

pageTest(
  'smoothing chosen beside the losses calms their line and that of the accuracy, and is taken back',
  async (page) => {
    await reach(page, 1000); // where it stops: always the same curves
    const charts = ['loss', 'accuracy'];
    const black = async () => {
      await settled(page);
      for (const metric of charts)
        await painted(page.locator(`gp-loss-chart[data-shows="${metric}"]`));
      return Promise.all(charts.map((metric) => blackOf(page, metric)));
    };
    const choice = page.getByRole('combobox', { name: 'Smoothing' });
    const measured = await black();
    await choice.selectOption('strong');
    const smoothed = await black();
    await choice.selectOption('off');
    assert.deepEqual(await black(), measured);
    const seen = JSON.stringify({ measured, smoothed });
    assert.ok(
      smoothed[0].full < 0.8 * measured[0].full,
      `the line of the loss is shorter; ${seen}`,
    );
    for (const chart of charts.keys())
      assert.ok(smoothed[chart].faint > 1.5 * measured[chart].faint, `one behind it; ${seen}`);
  },
  { hash: '#preset=none&batchSize=1&learningRate=0.3&noise=0.3&theme=light&maxSteps=1000' },
);

pageTest(
  'the run can be looked back at, and goes on from there',
  async (page) => {
    await reach(page, 3000);
    await page.locator('gp-transport .play').click();
    const slider = page.locator('gp-transport input[type="range"]');
    await slider.evaluate((element) => {
      const { steps } = document.querySelector('gradient-playground').session.run.recording;
      element.value = String(steps.findIndex((step) => step >= 1000));
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.waitForFunction(() => {
      const { step, viewedStep } = document.querySelector('gradient-playground').session.run;
      return viewedStep !== null && step === viewedStep;
    });
    const { step } = await progress(page);
    assert.ok(Math.abs(step - 1000) <= schedule.interval(1000), `${step} for 1000`);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (at) => document.querySelector('gradient-playground').session.run.step === at + 1,
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
  'a page that draws one frame in 400 steps records the same measurements as any other',
  async (page) => {
    const recorded = await page.evaluate(async () => {
      const { session } = document.querySelector('gradient-playground');
      while (session.run.step < 2000) {
        const { step } = await session.engine.parameters();
        if (step >= session.run.step + 400) globalThis.drawFrame();
      }
      return session.run.recording.steps;
    });
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
      const waiting = [];
      globalThis.requestAnimationFrame = (draw) => waiting.push(draw);
      globalThis.drawFrame = () => {
        for (const draw of waiting.splice(0)) draw(performance.now());
      };
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
        globalThis.least = Math.min(globalThis.least, session.run.frame.step);
      });
    });
    const [worker] = page.workers();
    await worker.evaluate(() => globalThis.close());
    await page.clock.fastForward(3000); // asked whether it is alive
    await page.clock.fastForward(10_000); // and silent since
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
  { hash: '#preset=none', ownClock: true },
);

for (const [lock, offers] of [
  ['', 1],
  ['&lock', 0],
])
  pageTest(
    `Play past “Stop after” says why it stands, and offers ${offers ? 'to go on' : 'nothing where settings are locked'}`,
    async (page) => {
      await page.waitForFunction(() => {
        const { session } = document.querySelector('gradient-playground');
        return session.run.step === 30 && !session.playing;
      });
      await page.keyboard.press('Space');
      const note = page.locator('gp-notes li[data-field="maxSteps"]');
      await note.waitFor();
      assert.equal(await note.getByRole('button', { name: 'Go on' }).count(), offers);
    },
    { hash: `#preset=none&maxSteps=30${lock}` },
  );
