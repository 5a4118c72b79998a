/** A page that shows one view by itself, under a strict content security policy. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import { launchChromium } from './page-support.mjs';
import { bundleViews } from './views-bundle.mjs';

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
const page404 = { status: 404, type: 'text/plain', body: '' };

/** @type {string} */
let folder;
/** @type {import('node:http').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
export let page;
/** What the page said in this test. @type {string[]} */
export const messages = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'views-'));
  const script = await readFile(process.env.VIEWS_BUNDLE ?? (await bundleViews(folder)), 'utf8');
  const html =
    '<!doctype html><html lang="en"><title>v</title><script type="module" src="views.js"></script>';
  const files = new Map([
    ['/', { status: 200, type: 'text/html', body: html }],
    ['/views.js', { status: 200, type: 'text/javascript', body: script }],
    ['/favicon.ico', { status: 200, type: 'image/x-icon', body: '' }],
  ]);
  server = createServer((request, response) => {
    const { status, type, body } = files.get(request.url ?? '') ?? page404;
    response.writeHead(status, { 'content-type': type, 'content-security-policy': policy });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 500, height: 1000 } });
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction('window.ready');
});

after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  messages.length = 0;
});

/** Evaluates in the page; the views' helpers are globals there. @param {string} script */
export const run = (script) => page.evaluate(`(async () => { ${script} })()`);

/** The label that a screen reader gets, once it is up to date. */
export async function label() {
  await page.waitForFunction(
    "window.view.shadowRoot.querySelector('[role=img]')?.getAttribute('aria-label')",
  );
  return run("return view.shadowRoot.querySelector('[role=img]').getAttribute('aria-label')");
}

/** The table twin, opened. @returns {Promise<string[][]>} */
export async function table() {
  await page.locator('summary').first().click();
  await page.locator('table').first().waitFor();
  return page
    .locator('table tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th,td')].map((cell) => cell.textContent?.trim() ?? ''),
      ),
    );
}
