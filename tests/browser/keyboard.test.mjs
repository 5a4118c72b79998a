/** Everything on the page can be reached and done without a pointer. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage, open, progress, reach, siteAndBrowser, train } from './page-support.mjs';

const limits = { timeout: 120_000 };

const site = siteAndBrowser();

async function opened(hash = '') {
  const { page, context, complaints } = await newPage(site.browser);
  await open(page, `${site.server.url}${hash}`);
  await page.keyboard.press('Space');
  await page.waitForFunction(() => !document.querySelector('gradient-playground').session.playing);
  await train(page, 200);
  return { page, context, complaints };
}

/** Lists what answers to a pointer, and lets each be ticked off once it has the focus. */
function listControls() {
  const controls = [];
  // The arrow keys of a number's field do what the buttons beside it are for.
  const spins = (element) =>
    element.tabIndex < 0 && element.getRootNode().host?.localName === 'gp-number-field';
  const named = (element) => {
    const name = element.getAttribute('aria-label') || element.title || element.textContent;
    return `${element.getRootNode().host?.localName} ${element.localName} ${name.trim().slice(0, 40)}`;
  };
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (
        element.matches('button, select, input, summary, a[href], [tabindex="0"]') &&
        !element.disabled &&
        !spins(element) &&
        element.checkVisibility({ visibilityProperty: true })
      )
        controls.push(element);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  const focused = new Set();
  globalThis.noteFocus = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    focused.add(element);
  };
  globalThis.missedControls = () =>
    controls
      .filter((element) => element.isConnected && !focused.has(element))
      .filter(({ type }) => type !== 'radio')
      .map(named);
  return controls.length;
}

test('Tab comes to every control, and past the last one', limits, async () => {
  const { page, context } = await opened();
  const controls = await page.evaluate(listControls);
  assert.ok(controls > 60, `${controls} controls`);
  for (let presses = 0; presses < controls + 40; presses += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => globalThis.noteFocus());
  }
  assert.deepEqual(await page.evaluate(() => globalThis.missedControls()), []);
  await context.close();
});

test('each key on the buttons does what its button does', limits, async () => {
  const { page, context, complaints } = await opened();
  const before = await progress(page);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(
    (step) => document.querySelector('gradient-playground').session.run.step === step + 1,
    before.step,
  );
  await page.keyboard.press('r');
  await page.waitForFunction(
    () => document.querySelector('gradient-playground').session.run.step === 0,
  );
  await page.keyboard.press('n');
  await page.waitForFunction(
    (seed) => document.querySelector('gradient-playground').session.state.seed !== seed,
    before.state.seed,
  );
  await page.keyboard.press('?');
  const dialog = page.locator('gp-dialogs dialog[open]');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
  await context.close();
});

test('each key press on the timeline goes to another recorded measurement', limits, async () => {
  const { page, context } = await opened('#preset=none');
  const seen = () =>
    page.evaluate(() => {
      const { step, viewedStep, frame } = document.querySelector('gradient-playground').session.run;
      return { step, viewedStep, loss: frame.now.train.loss };
    });
  const end = await seen();
  const slider = page.getByRole('slider', { name: /Timeline/ });
  await slider.focus();
  const back = (step) =>
    page.waitForFunction((before) => {
      const { session } = document.querySelector('gradient-playground');
      return session.run.viewedStep === session.run.step && session.run.step < before;
    }, step);
  await page.keyboard.press('ArrowLeft');
  await back(end.step);
  const { step } = await seen();
  await page.keyboard.press('ArrowLeft');
  await back(step);
  const earlier = await seen();
  assert.ok(
    earlier.step < end.step && earlier.step > end.step / 2,
    `${earlier.step} of ${end.step}`,
  );
  await page.keyboard.press('Home');
  await page.waitForFunction(
    () => document.querySelector('gradient-playground').session.run.step === 0,
  );
  assert.equal(await slider.getAttribute('aria-valuetext'), '0');
  await page.keyboard.press('End');
  await page.waitForFunction(({ step: tip, loss }) => {
    const { session } = document.querySelector('gradient-playground');
    return (
      session.run.step === tip &&
      session.run.viewedStep === null &&
      session.run.frame.now.train.loss === loss
    );
  }, end);
  await context.close();
});

test(
  'an experiment, a data set, a number and a layer are changed by keys alone',
  limits,
  async () => {
    const { page, context } = await opened('#preset=none');
    const state = async () => (await progress(page)).state;
    const first = await state();

    await page.locator('gp-settings button[aria-pressed="false"]').first().focus();
    await page.keyboard.press('Enter');
    assert.notEqual(JSON.stringify(await state()), JSON.stringify(first));

    const more = page
      .locator('gp-network-view')
      .getByRole('button', { name: 'Add a hidden layer' });
    await more.focus();
    await page.keyboard.press('Enter');
    assert.equal((await state()).layers.length, first.layers.length + 1);

    const experiment = page.getByRole('combobox', { name: 'Experiment' });
    await experiment.focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session.state.preset !== 'none',
    );
    await context.close();
  },
);

/** How often the network is drawn anew in three seconds of the page's clock. */
async function paintsInThreeSeconds(reducedMotion) {
  const { page, context } = await newPage(site.browser, { reducedMotion });
  await page.clock.install();
  await open(page, `${site.server.url}#preset=none`);
  await reach(page, 200);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
  await page.evaluate(() => {
    const { renderRoot, session } = document.querySelector('gradient-playground');
    const view = renderRoot
      .querySelector('gp-network-panel')
      .renderRoot.querySelector('gp-network-view');
    const { paint } = view;
    globalThis.paints = 0;
    view.paint = function counted(palette) {
      globalThis.paints += 1;
      return paint.call(this, palette);
    };
    globalThis.frames = 0;
    session.addEventListener('frame', () => (globalThis.frames += 1));
  });
  for (let tenth = 0; tenth < 30; tenth += 1) {
    await page.clock.runFor(100);
    // News of the training arrives in each tenth.
    await page.evaluate(async (least) => {
      const { session } = document.querySelector('gradient-playground');
      while (globalThis.frames < least) await session.engine.parameters();
    }, tenth + 1);
  }
  const paints = await page.evaluate(() => globalThis.paints);
  await context.close();
  return paints;
}

test(
  'where less motion is asked for, the pictures change once a second at most',
  limits,
  async () => {
    const calm = await paintsInThreeSeconds('reduce');
    assert.ok(calm >= 1 && calm <= 4, `${calm} paints in three seconds`);
    const lively = await paintsInThreeSeconds('no-preference');
    assert.ok(lively > 10, `${lively} paints in three seconds`);
  },
);
