/**
 * Photographs the built page into build/screenshots/: every view of `pictures.mjs` in three sizes, light and dark. A
 * picture's page is loaded and trained once; then its size and its theme change. What the documents show is copied to
 * docs/screenshots/.
 *
 *   node site/scripts/screenshots.mjs [name ...]
 */

/* global document, innerHeight, scrollBy, scrollTo */

import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentedPictures } from './documented-pictures.mjs';
import { pictures } from './pictures.mjs';
import { startServer } from './serve.mjs';
import { run } from './stepping.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const out = join(root, 'build/screenshots');
const fromTests = createRequire(join(root, 'tests/package.json'));
const { chromium } = /** @type {typeof import('playwright-core')} */ (fromTests('playwright-core'));
const sharp = /** @type {typeof import('sharp')} */ (fromTests('sharp'));
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
];

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./pictures.mjs').Picture} Picture */

/** By what they add to a picture's name. */
const sizes = Object.entries({
  '': { width: 1440, height: 900 },
  '-1024': { width: 1024, height: 768 },
  '-phone': { width: 390, height: 844 },
});
const themes = /** @type {const} */ (['light', 'dark']);

/**
 * Scrolls what the picture is about to the top, unless all of it is in sight as the page opens. Beside
 * the training controls, which on a small screen lie over the bottom.
 * @param {Page} page
 * @param {string} selector
 */
async function show(page, selector) {
  await page.evaluate(() => scrollTo(0, 0));
  const element = page.locator(selector).first();
  await element.evaluate((found) => {
    const playground = document.querySelector('gradient-playground')?.shadowRoot;
    const controls = playground?.querySelector('gp-transport')?.getBoundingClientRect();
    const covered = controls && controls.bottom >= innerHeight ? controls.height : 0;
    const { top, bottom } = found.getBoundingClientRect();
    if (bottom > innerHeight - covered) scrollBy(0, top - 6);
  });
}

/**
 * Small, with text that stays sharp: few colours exactly, or, where it is smaller, all of them nearly.
 * @param {Buffer} png
 */
async function smaller(png) {
  const few = await sharp(png).png({ palette: true, quality: 90, dither: 0 }).toBuffer();
  const exactly = await sharp(few).webp({ lossless: true, effort: 6 }).toBuffer();
  const nearly = await sharp(png).webp({ quality: 27, effort: 6 }).toBuffer();
  return exactly.length <= nearly.length ? exactly : nearly;
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {Picture} picture
 * @returns {Promise<string[]>} the files that were written
 */
async function photograph(page, name, { about }) {
  const written = [];
  for (const [suffix, viewport] of sizes) {
    await page.setViewportSize(viewport);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.waitForTimeout(300);
      if (about) await show(page, about);
      await page.waitForTimeout(300);
      const image = await page.screenshot({ animations: 'disabled' });
      const file = `${name}${suffix}-${theme}.webp`;
      await writeFile(join(out, file), await smaller(image));
      written.push(file);
      process.stdout.write(`${file}\n`);
    }
  }
  return written;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {string} name
 */
async function take(browser, url, name) {
  const picture = pictures[name];
  const { path = '', hash = '', steps = 2000, act } = picture;
  const context = await browser.newContext({
    viewport: sizes[0][1],
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}${path}#${hash}`);
    if (steps > 0) await run(page, steps);
    await act?.(page);
    // The diagnosis is looked at once a second.
    await page.waitForTimeout(1500);
    return await photograph(page, name, picture);
  } finally {
    await context.close();
  }
}

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(pictures);
const unknown = names.filter((name) => !Object.hasOwn(pictures, name));
if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}.`);
await mkdir(out, { recursive: true });
const documented = await documentedPictures();
const server = await startServer({ root: join(root, 'dist') });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: flags,
});
try {
  for (const name of names) {
    const written = await take(browser, server.url, name);
    for (const file of written.filter((one) => documented.includes(one))) {
      await copyFile(join(out, file), join(root, 'docs/screenshots', file));
    }
  }
} finally {
  await browser.close();
  await server.close();
}
