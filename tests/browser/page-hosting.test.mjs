import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
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

/** A port that is free now. */
const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function answered(url) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`nothing answers at ${url}`);
}

test('works from the simplest of servers', { ...limits, skip: !which('python3') }, async () => {
  const port = await freePort();
  const args = ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', 'dist'];
  const python = spawn('python3', args, { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}/`;
    await answered(url);
    const { page, context, complaints } = await newPage(browser);
    await open(page, url);
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
