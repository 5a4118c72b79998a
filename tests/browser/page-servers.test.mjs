/** Servers that know few types of files, or send none of the headers that are good to have. */

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { CONTENT_SECURITY_POLICY } from '../../site/scripts/serve.mjs';
import { gatedServer } from './gated-server.mjs';
import { launchChromium, newPage, open, reach } from './page-support.mjs';

let browser;

before(async () => {
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
});

const limits = { timeout: 120_000 };
const closers = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that knows the types of web pages of 1999, and holds browsers to them. */
async function oldServer() {
  const site = await gatedServer({ headers: { 'X-Content-Type-Options': 'nosniff' } });
  site.rules.push({
    path: /\.(?!html|css|js)[^./]*$/,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  const { page, context, complaints } = await newPage(browser);
  closers.push(() => context.close(), site.close);
  return { site, page, complaints };
}

test('no file that a page fetches has a name whose type a server may not know', async () => {
  const names = await readdir('dist', { recursive: true, withFileTypes: true });
  const fetched = names.filter((one) => one.isFile() && one.name !== 'cli.mjs'); // which node runs
  const endings = new Set(fetched.map(({ name }) => extname(name)));
  const known = ['.css', '.html', '.js', '.json', '.svg', '.ts', '.wasm'];
  const readAsBytes = ['.csv', '.npz', '.txt']; // data sets and their licences: of any type
  assert.deepEqual([...endings].sort(), [...known, ...readAsBytes].sort());
});

test('the playground trains where only pages, styles and scripts have a type', limits, async () => {
  const { site, page, complaints } = await oldServer();
  await open(page, site.url);
  await reach(page, 10);
  // Emscripten says that it compiles the module only once it is there.
  assert.deepEqual(
    complaints.filter(
      (text) => !/wasm streaming compile failed|falling back to ArrayBuffer/.test(text),
    ),
    [],
  );
});

test(
  'the benchmark measures where only pages, styles and scripts have a type',
  limits,
  async () => {
    const { site, page } = await oldServer();
    await page.goto(`${site.url}benchmark.html`);
    await page.getByRole('button', { name: 'Measure', exact: true }).click();
    await page.getByRole('progressbar').waitFor();
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('gradient-benchmark');
      return shadowRoot.querySelector('progress')?.value > 0;
    });
  },
);

test('a page trains with the engine alone where only scripts have a type', limits, async () => {
  const { site, page } = await oldServer();
  await page.goto(`${site.url}benchmark.html`);
  const version = await page.evaluate(async (url) => {
    const { loadEngine } = await import(url);
    return (await loadEngine()).version;
  }, `${site.url}engine/index.js`);
  assert.match(version, /^\d/);
});

/** Trusted Types with exactly the policies that docs/hosting.md names. */
const trusted = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; require-trusted-types-for 'script'; trusted-types gradient-playground lit-html`,
};

test('the page works where scripts and markup need a named policy', limits, async () => {
  const site = await gatedServer({ headers: trusted });
  const { page, context, complaints } = await newPage(browser);
  closers.push(() => context.close(), site.close);
  await open(page, site.url);
  await reach(page, 10);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.locator('dialog[open]').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${site.url}benchmark.html`);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector('gradient-benchmark');
    return shadowRoot.querySelector('progress')?.value > 0;
  });
  assert.deepEqual(complaints, []);
});

test('an embed from another origin works under such a policy', limits, async () => {
  const site = await gatedServer({ headers: { 'Access-Control-Allow-Origin': '*' } });
  const policy = `script-src ${site.url} 'wasm-unsafe-eval'; worker-src ${site.url} blob:; connect-src ${site.url};
    require-trusted-types-for 'script'; trusted-types gradient-playground lit-html`;
  const around = await gatedServer({
    headers: { 'Content-Security-Policy': policy.replace(/\s+/g, ' ') },
  });
  const body = `<!doctype html><link rel="icon" href="data:," />
    <script type="module" src="${site.url}gradient-playground.js"></script>
    <gradient-playground data="xor" autoplay></gradient-playground>`;
  around.rules.push({ path: /host\.html/, body });
  const { page, context, complaints } = await newPage(browser);
  closers.push(() => context.close(), site.close, around.close);
  await open(page, `${around.url}host.html`);
  await reach(page, 10);
  assert.deepEqual(complaints, []);
});
