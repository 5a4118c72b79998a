/**
 * What `screenshots.mjs` photographs: each view of the page, with the experiment that shows it best.
 *
 * @typedef {import('playwright-core').Page} Page
 *
 * @typedef {object} Picture
 * @property {string} [path] the page, below the site's root
 * @property {string} [hash] the experiment, as a link names it
 * @property {number} [steps] how long it has run; 0: a page without a run
 * @property {(page: Page) => Promise<unknown>} [act] what is done on the page before
 * @property {string} [about] selector of what the picture is about: scrolled to where it is not in sight
 */

/* global document */

import { run } from './stepping.mjs';

/** Presses a button of the signal panel. @param {string} name */
const view = (name) => (/** @type {Page} */ page) =>
  page.getByRole('button', { name, exact: true }).click();

/** @param {Page} page */
async function pinUnit(page) {
  await page.locator('gp-network-view canvas').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
}

/** @param {Page} page */
async function walk(page) {
  for (const phase of ['forward', 'loss', 'backward']) {
    await page.keyboard.press('p');
    await page.locator(`gp-walkthrough section[data-phase="${phase}"]`).waitFor();
  }
}

/** The same network with other learning rates: each run leaves its curve. @param {Page} page */
async function leavePastRuns(page) {
  for (const learningRate of [0.3, 0.1, 0.03]) {
    await page.evaluate((rate) => {
      const { session } = /** @type {any} */ (document.querySelector('gradient-playground'));
      session.change({ ...session.state, learningRate: rate, seed: session.state.seed + 1 });
    }, learningRate);
    await run(page, 1500, false);
  }
}

/** Looks back at about a third of the run. @param {Page} page */
const scrub = (page) =>
  page.locator('gp-transport input[type="range"]').evaluate((element) => {
    const input = /** @type {HTMLInputElement} */ (element);
    const { session } = /** @type {any} */ (document.querySelector('gradient-playground'));
    const { steps } = session.run.recording;
    input.value = String(
      steps.findIndex((/** @type {number} */ step) => step >= session.run.step / 3),
    );
    input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  });

/** @param {Page} page */
const openSettings = (page) =>
  page
    .locator('gp-settings')
    .locator('details')
    .evaluateAll((all) => {
      for (const details of all) /** @type {HTMLDetailsElement} */ (details).open = true;
    });

/** @param {'share' | 'help'} name */
const dialog = (name) => async (/** @type {Page} */ page) => {
  await page.locator(`gp-masthead button[data-action="${name}"]`).click();
  await page.locator(`gp-dialogs dialog#${name}[open]`).waitFor();
};

/** @param {Page} page */
async function measure(page) {
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.getByRole('button', { name: 'Measure again' }).waitFor({ timeout: 300_000 });
}

/** So many hidden layers of so many units. @param {number} depth @param {number} units */
const big = (depth, units) =>
  `preset=none&layers=${Array.from({ length: depth }, () => units).join(',')}&activation=relu&learningRate=0.01`;

const signals = 'gp-signals';

/** @type {Readonly<Record<string, Picture>>} */
export const pictures = {
  playground: {},
  initialisation: { hash: 'preset=xavier-he', steps: 60 },
  spirals: { hash: 'preset=spirals', steps: 12_000, about: 'gp-output-map' },
  softmax: { hash: 'preset=softmax', steps: 400, about: 'gp-output-map' },
  confusion: { hash: 'preset=softmax', steps: 100, about: 'gp-confusion-matrix' },
  regression: {
    hash: 'preset=none&data=gaussian-bumps&layers=16,16&optimizer=adam&learningRate=0.01',
    steps: 3000,
    about: 'gp-output-map',
  },
  'one-input': {
    hash: 'preset=none&data=sine-1d&layers=16,16&optimizer=adam&learningRate=0.01',
    steps: 3000,
    about: 'gp-output-map',
  },
  warped: {
    hash: 'preset=none&layers=6,2&map=2',
    steps: 1500,
    about: 'gp-output-map',
  },
  unit: { hash: 'preset=none', steps: 800, act: pinUnit, about: 'gp-network-panel' },
  walk: { hash: 'preset=none', steps: 200, act: walk, about: 'gp-walkthrough' },
  lines: { about: signals },
  heatmap: { act: view('Layer × time'), about: signals },
  profile: { act: view('By layer, now'), about: signals },
  histograms: { hash: 'preset=none', steps: 800, act: view('Histograms'), about: signals },
  curves: { hash: 'preset=dying-relu', steps: 100, about: 'gp-signals section' },
  overfitting: { hash: 'preset=overfitting', steps: 3000, about: 'gp-loss-chart' },
  pastRuns: { hash: 'preset=none', steps: 1500, act: leavePastRuns, about: 'gp-loss-chart' },
  deep: { hash: big(40, 64), steps: 200, about: 'gp-network-panel' },
  strips: { hash: big(40, 256), steps: 40, about: 'gp-network-panel' },
  diagnosis: { hash: 'preset=zero-init', steps: 600, about: 'gp-diagnosis' },
  diverged: { hash: 'preset=exploding', steps: 400, about: 'gp-diagnosis' },
  timeline: { hash: 'preset=spirals', steps: 6000, act: scrub },
  settings: { hash: 'preset=none', steps: 400, act: openSettings, about: 'gp-settings' },
  share: { steps: 400, act: dialog('share') },
  help: { steps: 400, act: dialog('help') },
  benchmark: { path: 'benchmark.html', steps: 0, act: measure },
};
