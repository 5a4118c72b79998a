/**
 * Photographs the built page for docs/screenshots/: the same run each time (fixed seed, a fixed number of steps),
 * in three sizes and both themes, and each view of the signals.
 *
 *   node site/scripts/screenshots.mjs [--out docs/screenshots] [name ...]
 */

/* global customElements, document */

import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer } from './serve.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fromTests = createRequire(join(root, 'tests/package.json'));
const { chromium } = /** @type {typeof import('playwright-core')} */ (fromTests('playwright-core'));
const sharp = /** @type {typeof import('sharp')} */ (fromTests('sharp'));
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
];

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{file: string, viewport: Size, theme: 'light' | 'dark'}} Shot */
/**
 * What is photographed.
 * @typedef {object} Picture
 * @property {string} [hash] the experiment, as a link names it
 * @property {number} [steps] how long it has run
 * @property {(page: Page) => Promise<void>} [act] what is done on the page before
 * @property {boolean} [each] in each size and both themes, or once
 */

const wide = { width: 1440, height: 900 };
const middle = { width: 1024, height: 768 };
const phone = { width: 390, height: 844 };

/** Presses a button of the signal panel. @param {string} name */
const view = (name) => (/** @type {Page} */ page) =>
  page.getByRole('button', { name, exact: true }).click();
const pinUnit = async (/** @type {Page} */ page) => {
  await page.locator('gp-network-view canvas').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
};
const walk = async (/** @type {Page} */ page) => {
  for (const phase of ['forward', 'loss', 'backward']) {
    await page.keyboard.press('p');
    await page.locator(`gp-walkthrough section[data-phase="${phase}"]`).waitFor();
  }
};
const showSignals = async (/** @type {Page} */ page) => {
  await page
    .locator('gp-signals')
    .evaluate((/** @type {Element} */ element) => element.scrollIntoView());
};

/** A screenshot with a palette of 256 colours: a third of the bytes. @param {Buffer} png */
const smaller = (png) => sharp(png).png({ palette: true, effort: 10 }).toBuffer();

/** @type {Record<string, Picture>} */
const pictures = {
  playground: { each: true },
  initialisation: { hash: 'preset=xavier-he', steps: 600 },
  spirals: { hash: 'preset=spirals', steps: 12_000 },
  softmax: { hash: 'preset=softmax', steps: 400 },
  warped: { hash: 'preset=none&layers=6,2&map=2', steps: 1500 },
  unit: { hash: 'preset=none', steps: 800, act: pinUnit },
  walk: { hash: 'preset=none', steps: 200, act: walk },
  heatmap: { act: view('Layer × time') },
  profile: { act: view('By layer, now') },
  histograms: { hash: 'preset=none', steps: 800, act: view('Histograms') },
  curves: { hash: 'preset=dying-relu', steps: 1500, act: showSignals },
  overfitting: { hash: 'preset=overfitting', steps: 3000 },
};

/**
 * The shots of a picture: light and dark in each size, or one.
 * @param {string} name
 * @param {Picture} picture
 * @returns {Shot[]}
 */
function shotsOf(name, { each }) {
  if (!each) return [{ file: name, viewport: wide, theme: 'light' }];
  return Object.entries({ '': wide, '-1024': middle, '-phone': phone }).flatMap(
    ([size, viewport]) =>
      /** @type {const} */ (['light', 'dark']).map((theme) => ({
        file: `${name}${size}-${theme}`,
        viewport,
        theme,
      })),
  );
}

/**
 * The run is stepped, not played, so that it stands at the same step on every machine.
 * @param {Page} page
 * @param {number} steps
 */
async function run(page, steps) {
  await page.evaluate(async (/** @type {number} */ count) => {
    await customElements.whenDefined('gradient-playground');
    const element = /** @type {any} */ (document.querySelector('gradient-playground'));
    await element.ready();
    const { session } = element;
    await session.pause();
    await session.reset();
    session.ghosts = [];
    const drawn = () => new Promise((done) => setTimeout(done, 60));
    for (let done = 0; done < count; done += count / 20) {
      await session.advance('step', Math.round(count / 20));
      await drawn();
    }
  }, steps);
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Picture} picture
 * @param {Shot} shot
 * @param {string} out folder
 */
async function photograph(browser, url, { hash = '', steps = 2000, act }, shot, out) {
  const context = await browser.newContext({
    viewport: shot.viewport,
    colorScheme: shot.theme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}#${hash}`);
    await run(page, steps);
    await act?.(page);
    await page.waitForTimeout(1500);
    const image = await page.screenshot({ animations: 'disabled' });
    await writeFile(join(out, `${shot.file}.png`), await smaller(image));
    process.stdout.write(`${shot.file}.png\n`);
  } finally {
    await context.close();
  }
}

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'docs/screenshots') } },
  allowPositionals: true,
});
await mkdir(values.out, { recursive: true });
const server = await startServer({ root: join(root, 'dist') });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: flags,
});
try {
  for (const [name, picture] of Object.entries(pictures)) {
    for (const shot of shotsOf(name, picture)) {
      const chosen = positionals.length === 0 || positionals.includes(shot.file);
      if (chosen) await photograph(browser, server.url, picture, shot, values.out);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
