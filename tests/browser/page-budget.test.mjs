/** What the first view fetches, and from where. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { newPage, open, siteAndBrowser, train } from './page-support.mjs';

const mostBytes = 250_000;

const site = siteAndBrowser();

test('the first view fetches 250 kB at most, each file once, all from its own origin', async () => {
  // Without the service worker, which fetches for the next visit.
  const { page, context } = await newPage(site.browser, { serviceWorkers: 'block' });
  const bodies = new Map();
  const twice = [];
  context.on('response', (response) => {
    if (bodies.has(response.url())) twice.push(response.url());
    bodies.set(response.url(), response.body());
  });
  await open(page, site.server.url);
  await train(page, 500);
  await page.waitForLoadState('networkidle');
  const sizes = [];
  for (const [url, body] of bodies) {
    assert.ok(url.startsWith(site.server.url), url);
    sizes.push([gzipSync(await body, { level: 9 }).length, url.slice(site.server.url.length)]);
  }
  const names = sizes.map(([, name]) => name);
  for (const name of ['engine-worker.js', 'gradient-simd.wasm', 'gradient-playground.js'])
    assert.ok(
      names.some((one) => one.endsWith(`/${name}`)),
      `${name} is not among ${names.join(', ')}`,
    );
  const bytes = sizes.reduce((sum, [size]) => sum + size, 0);
  assert.ok(
    bytes <= mostBytes,
    `${bytes} bytes by gzip: ${sizes.map((one) => one.join(' ')).join(', ')}`,
  );
  assert.deepEqual(twice, []);
  await context.close();
});
