/** What the browser tests of the page share: the built site, served; Chromium; one page with its complaints. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../../site/scripts/serve.mjs';
import { launchChromium, which } from './chromium.mjs';

export { launchChromium, which };

export const serveDist = (options = {}) => startServer({ root: 'dist', ...options });

/** The built site, served, and a browser: there before the tests of a file, gone after them. */
export function siteAndBrowser(options = {}) {
  const site = { server: undefined, browser: undefined };
  before(async () => {
    site.server = await serveDist(options);
    site.browser = await launchChromium();
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.close();
  });
  return site;
}

/**
 * A page that notes every console message, error and request.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack}`));
  page.on('requestfailed', (request) => {
    const aborted = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!aborted) complaints.push(`failed: ${request.url()}`);
  });
  context.on('request', (request) => requests.push(request.url()));
  return { page, context, complaints, requests };
}

/** Opens the page and waits until its first run has begun, and its settings are there. */
export async function open(page, url) {
  await page.goto(url);
  await page.evaluate(async () => {
    await customElements.whenDefined('gradient-playground');
    await document.querySelector('gradient-playground').ready();
    await customElements.whenDefined('gp-settings');
  });
}

/** Serves a page with this body from an origin of its own, for a silent test to open. */
export async function around(site, body, use) {
  const root = await mkdtemp(join(tmpdir(), 'around-'));
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><html lang="en"><title>Around</title><link rel="icon" href="data:," />${body}`,
  );
  const server = await serveDist({ root, headers: { 'Content-Security-Policy': '' } });
  const { page, context, complaints } = await newPage(site.browser);
  try {
    await use(page, server.url);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
    await rm(root, { recursive: true });
  }
}

/**
 * For tests that have the page of a site to themselves, and hold it to silence: no console message, no foreign
 * request.
 */
export function pageTests(site) {
  return (name, body, { hash = '', options = {}, init = null, ownClock = false } = {}) => {
    test(name, { timeout: 120_000 }, async () => {
      const { page, context, complaints, requests } = await newPage(site.browser, options);
      try {
        if (init) await page.addInitScript(init);
        if (ownClock) await page.clock.install(); // which the test can put forward
        await open(page, site.server.url + hash);
        await body(page);
        assert.deepEqual(complaints, []);
        for (const url of requests)
          assert.ok(/^(blob:)?http:\/\/127\.0\.0\.1:/.test(url) || url.startsWith('data:'), url);
      } finally {
        await context.close();
      }
    });
  };
}

/** A setting's row on the page, and the field in it. */
export const field = (page, name) => page.locator(`gp-settings [data-field="${name}"]`).first();
export const input = (page, name) => field(page, name).locator('input');

/** The weights and biases in the engine. */
export const parameters = (page) =>
  page.evaluate(async () => {
    const { engine } = document.querySelector('gradient-playground').session;
    return [...(await engine.parameters()).parameters];
  });

/** The numbers of the run now. */
export const progress = (page) =>
  page.evaluate(() => {
    const { run, playing, status, state } = document.querySelector('gradient-playground').session;
    const { step, frame, divergence } = run;
    return { step, playing, status, divergence, state, loss: frame?.now.train.loss ?? null };
  });

/** Waits until a step has been reached. */
export const reach = (page, step) =>
  page.waitForFunction(
    (least) => document.querySelector('gradient-playground').session.run.step >= least,
    step,
    { timeout: 60_000 },
  );

/** Waits until the page has drawn so many frames. */
export const frames = (page, count) =>
  page.evaluate(async (wanted) => {
    for (let drawn = 0; drawn < wanted; drawn += 1) await new Promise(requestAnimationFrame);
  }, count);

/** Waits until what the page was told is on screen: every component rendered, no transition under way. */
export const settled = (page) =>
  page.evaluate(async () => {
    const within = (root) => [
      ...root.getAnimations(),
      ...[...root.querySelectorAll('*')].flatMap((element) => [
        element.updateComplete,
        ...(element.shadowRoot ? within(element.shadowRoot) : []),
      ]),
    ];
    const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
    for (let drawn = 0; drawn < 2; drawn += 1) {
      await new Promise(requestAnimationFrame);
      const pending = within(document).map((one) =>
        one instanceof Animation ? ends(one) && one.finished.catch(() => {}) : one,
      );
      await Promise.all(pending);
    }
  });

/** Pauses the run, and waits until everything on the page is of the step where it stands. */
export async function pause(page) {
  await page.evaluate(async () => {
    const { session } = document.querySelector('gradient-playground');
    await session.pause();
    const { step } = await session.engine.pause();
    while (session.run.step !== step || session.run.frame?.running)
      await new Promise(requestAnimationFrame);
  });
  await settled(page);
}

/** Trains so many steps at once, however slow the speed that is chosen; the run is paused then, and all of it shown. */
export async function train(page, steps) {
  await page.evaluate(async (count) => {
    const { session } = document.querySelector('gradient-playground');
    await session.pause();
    await session.advance('step', count);
  }, steps);
  await pause(page);
}

/** Has a view draw what it holds now. */
export const painted = (locator) =>
  locator.evaluate(async (view) => {
    await view.updateComplete;
    view.requestPaint();
    while (view.paintTime === -Infinity) await new Promise(requestAnimationFrame);
  });

/**
 * Reads from the page, once a frame, until the check accepts it.
 * @template Value
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<Value>} read
 * @param {(value: Value) => void} check throws where the value is not what is waited for
 */
export async function eventually(page, read, check) {
  const limit = performance.now() + 30_000;
  for (;;) {
    const value = await read();
    try {
      check(value);
      return value;
    } catch (error) {
      if (performance.now() > limit) throw error;
    }
    await frames(page, 1);
  }
}

/** How many different colours a canvas holds, and the share of pixels that are not its commonest. */
export const canvasInk = (locator) =>
  locator.evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const color = (data[i] << 24) | (data[i + 1] << 16) | (data[i + 2] << 8) | data[i + 3];
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    const most = Math.max(...counts.values());
    return { colors: counts.size, ink: 1 - most / (data.length / 4) };
  });

/** Everything that can be read on the page, through all shadow roots. */
export const visibleText = (page) =>
  page.evaluate(() => {
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.nodeName)) return '';
      const children = node.shadowRoot?.childNodes ?? node.childNodes ?? [];
      return Array.from(children, read).join(' ');
    };
    return read(document.body);
  });
