import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { on } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium, newPage, open, reach, serveDist, which } from './page-support.mjs';

let browser;

before(async () => {
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
});

const limits = { timeout: 120_000 };

test('works below a sub-path', limits, async () => {
  const server = await serveDist({ base: '/some/where/' });
  const { page, context, complaints, requests } = await newPage(browser);
  await open(page, server.url);
  await reach(page, 10);
  assert.deepEqual(complaints, []);
  for (const url of requests) assert.ok(url.startsWith(server.url), url);
  await context.close();
  await server.close();
});

test('works with the server gone after the first load', limits, async () => {
  const server = await serveDist();
  const { page, context, complaints } = await newPage(browser);
  await open(page, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await server.close();
  await open(page, server.url);
  await reach(page, 10);
  assert.deepEqual(complaints, []);
  await context.close();
});

/** The address that a server says it serves at, in its first words. */
async function announcedUrl(server) {
  let said = '';
  for await (const [words] of on(server.stdout, 'data', { close: ['end'] })) {
    said += words;
    const [url] = /http:\S+\//.exec(said) ?? [];
    if (url) return url;
  }
  throw new Error(`the server names no address: ${said}`);
}

test('works from the simplest of servers', { ...limits, skip: !which('python3') }, async () => {
  const args = ['-u', '-m', 'http.server', '0', '--bind', '127.0.0.1', '--directory', 'dist'];
  const python = spawn('python3', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const { page, context, complaints } = await newPage(browser);
    await open(page, await announcedUrl(python));
    await reach(page, 10);
    assert.deepEqual(complaints, []);
    await context.close();
  } finally {
    python.kill();
  }
});

/** A tutorial's page with the element in it, under the policy that such a page needs. */
async function serveTutorial(site) {
  const root = await mkdtemp(join(tmpdir(), 'tutorial-'));
  const body = `<!doctype html><link rel="icon" href="data:," />
    <script type="module" src="${site}gradient-playground.js"></script>
    <gradient-playground preset="linear-xor" layers="4" autoplay></gradient-playground>`;
  await writeFile(join(root, 'index.html'), body);
  const policy = [
    `default-src 'none'; img-src data:; style-src 'self'; worker-src ${site} blob:`,
    `script-src ${site} 'wasm-unsafe-eval'; connect-src ${site}`,
  ].join('; ');
  const server = await serveDist({ root, headers: { 'Content-Security-Policy': policy } });
  const close = async () => {
    await server.close();
    await rm(root, { recursive: true });
  };
  return { url: server.url, close };
}

test('the element works in a page of another origin', limits, async () => {
  const site = await serveDist({ headers: { 'Access-Control-Allow-Origin': '*' } });
  const tutorial = await serveTutorial(site.url);
  const { page, context, complaints } = await newPage(browser);
  await open(page, tutorial.url);
  await reach(page, 10);
  const state = await page.evaluate(() => document.querySelector('gradient-playground').state);
  assert.equal(state.data, 'xor');
  assert.deepEqual(
    state.layers.map(({ units }) => units),
    [4],
  );
  assert.deepEqual(complaints, []);
  await context.close();
  await tutorial.close();
  await site.close();
});
