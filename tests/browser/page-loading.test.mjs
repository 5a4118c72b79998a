/** The page on slow networks, and the causes that it finds where something does not load. */

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CONTENT_SECURITY_POLICY } from '../../site/scripts/serve.mjs';
import { Gate, gatedServer } from './gated-server.mjs';
import { launchChromium, newPage, reach } from './page-support.mjs';

let browser;

before(async () => {
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
});

const limits = { timeout: 60_000 };
const closers = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** @param {import('./gated-server.mjs').Rule[]} rules @param {Record<string, string>} [headers] */
async function setUp(rules, headers = {}) {
  const site = await gatedServer({ headers });
  site.rules.push(...rules);
  const { page, context } = await newPage(browser, { serviceWorkers: 'block' });
  page.setDefaultTimeout(10_000);
  closers.push(() => context.close(), site.close);
  return { site, page };
}

for (const [what, path, minute] of [
  ['the worker', /engine-worker\.js$/, true],
  // the worker answers while it waits for this, but not by the clock of a test
  ['the engine', /\.wasm$/, false],
]) {
  test(`${what} may take long to arrive: it is waited for, and told`, limits, async () => {
    const gate = new Gate();
    const { site, page } = await setUp([{ path, gate }]);
    if (minute) await page.clock.install();
    await page.goto(site.url);
    await gate.reached;
    await page.evaluate(() => customElements.whenDefined('gradient-playground'));
    if (minute) await page.clock.runFor(60_000);
    await page.getByText('Loading the engine…').waitFor();
    assert.equal(site.requests.filter((name) => path.test(name)).length, 1);
    gate.open();
    if (minute) await page.clock.resume();
    await page.evaluate(() => document.querySelector('gradient-playground').ready());
    await reach(page, 5);
    assert.equal(await page.getByText('Loading the engine…').count(), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.equal(site.requests.filter((name) => path.test(name)).length, 1);
  });
}

const withPolicy = (from, to) => ({
  'Content-Security-Policy': CONTENT_SECURITY_POLICY.replace(from, to),
});
const cutInHalf = (body) => body.subarray(0, body.length / 2);
const worker = /engine-worker\.js$/;
const glue = /gradient-simd\.js$/;
const wasm = /\.wasm$/;

/** @type {[string, import('./gated-server.mjs').Rule[], Record<string, string>, RegExp][]} */
const failures = [
  [
    'a worker of another type',
    [{ path: worker, headers: { 'Content-Type': 'text/plain' } }],
    {},
    /engine-worker\.js.*text\/plain.*text\/javascript/,
  ],
  ['a worker that is not there', [{ path: worker, status: 404 }], {}, /404.*engine-worker\.js/],
  [
    'no answer for the worker',
    [{ path: worker, drop: true }],
    {},
    /engine-worker\.js cannot be reached/,
  ],
  [
    'a policy without workers',
    [],
    withPolicy("worker-src 'self' blob:", "worker-src 'none'"),
    /Content-Security-Policy.*worker-src/,
  ],
  [
    'a module of another type',
    [{ path: glue, headers: { 'Content-Type': 'application/octet-stream' } }],
    {},
    /gradient-simd\.js.*octet-stream/,
  ],
  [
    'WebAssembly that is cut',
    [{ path: wasm, body: cutInHalf }],
    {},
    /gradient-simd\.wasm.*incomplete/,
  ],
  [
    'a page in place of WebAssembly',
    [{ path: wasm, body: '<!doctype html>', headers: { 'Content-Type': 'text/html' } }],
    {},
    /gradient-simd\.wasm.*text\/html/,
  ],
  [
    'WebAssembly that is not there',
    [{ path: wasm, status: 403, body: 'Forbidden' }],
    {},
    /403.*gradient-simd\.wasm/,
  ],
  [
    'a policy without WebAssembly',
    [],
    withPolicy(" 'wasm-unsafe-eval'", ''),
    /Content-Security-Policy.*wasm-unsafe-eval/,
  ],
];

for (const [name, rules, headers, text] of failures) {
  test(`${name}: the page says so, and can try again`, limits, async () => {
    const { site, page } = await setUp(rules, headers);
    await page.goto(site.url);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), text);
    assert.doesNotMatch(await alert.innerText(), /ASSERTIONS|SIMD:/);
    if (rules.length === 0) return;
    site.rules.length = 0;
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.evaluate(() => document.querySelector('gradient-playground').ready());
    await reach(page, 5);
  });
}

/** @type {[string, import('./gated-server.mjs').Rule[], RegExp][]} */
const notStarted = [
  [
    'a first module of another type',
    [{ path: /page\.js$/, headers: { 'Content-Type': 'text/plain' } }],
    /page\.js.*text\/plain/,
  ],
  ['a first module that is not there', [{ path: /page\.js$/, status: 404 }], /404.*page\.js/],
  [
    'an element that is not there',
    [{ path: /build-\w+\/gradient-playground\.js$/, status: 404 }],
    /404.*gradient-playground\.js/,
  ],
];

for (const [name, rules, text] of notStarted) {
  test(`${name}: the page says so`, limits, async () => {
    const { site, page } = await setUp(rules);
    await page.goto(site.url);
    await page.getByRole('alert').getByText(text).waitFor();
  });
}

test('an element that is not there says so on the page of another', limits, async () => {
  const body = `<!doctype html><script type="module" src="gradient-playground.js"></script>
    <gradient-playground data="xor"></gradient-playground>`;
  const path = /build-\w+\/gradient-playground\.js$/;
  const { site, page } = await setUp([
    { path: /host\.html/, body },
    { path, status: 404 },
  ]);
  await page.goto(`${site.url}host.html`);
  await page
    .getByRole('alert')
    .getByText(/404.*gradient-playground\.js/)
    .waitFor();
});

/** What a browser lacks is taken out of the worker, where the engine is. */
const lacking = (code) => [
  { path: worker, body: (body) => Buffer.concat([Buffer.from(code), body]) },
];

test('a browser without SIMD is told which have it', limits, async () => {
  const { site, page } = await setUp(lacking('WebAssembly.validate = () => false;'));
  await page.goto(site.url);
  await page
    .getByRole('alert')
    .getByText(/WebAssembly SIMD: Chrome/)
    .waitFor();
});

test('a browser without WebAssembly is told that it has none', limits, async () => {
  const { site, page } = await setUp(lacking('delete globalThis.WebAssembly;'));
  await page.goto(site.url);
  await page
    .getByRole('alert')
    .getByText(/WebAssembly: none here/)
    .waitFor();
});

test('where memory does not suffice, that is said', limits, async () => {
  const code = `WebAssembly.Memory = function () { throw new RangeError('could not allocate memory'); };
    WebAssembly.instantiateStreaming = WebAssembly.instantiate = async () => {
      throw new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory'); };`;
  const { site, page } = await setUp(lacking(code));
  await page.goto(site.url);
  await page
    .getByRole('alert')
    .getByText(/not enough memory/)
    .waitFor();
});

for (const name of ['index.html', 'benchmark.html']) {
  test(`${name} opened as a file says that a server is needed, and which`, limits, async () => {
    const { page, context } = await newPage(browser);
    closers.push(() => context.close());
    await page.goto(pathToFileURL(resolve('dist', name)).href);
    await page
      .getByRole('alert')
      .getByText(/server.*python3 -m http\.server/is)
      .waitFor();
  });
}

test('a host that lets no other read its files is named as the cause', limits, async () => {
  const { site } = await setUp([]);
  const body = `<!doctype html><iframe sandbox="allow-scripts" src="${site.url}"></iframe>`;
  const { site: around, page } = await setUp([{ path: /host\.html/, body }], {
    'Content-Security-Policy': '',
  });
  await page.goto(`${around.url}host.html`);
  await page
    .frameLocator('iframe')
    .getByRole('alert')
    .getByText(/Access-Control-Allow-Origin/)
    .waitFor();
});
