/**
 * A deployment: a build takes the place of another while browsers and tabs still have files of the older one, all of
 * them allowed to stay in caches for ten minutes.
 */

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { gatedServer } from './gated-server.mjs';
import { launchChromium, newPage, open, reach } from './page-support.mjs';

const limits = { timeout: 60_000 };
const entries = [
  'index.html',
  'benchmark.html',
  'compare.html',
  'start.js',
  'gradient-playground.js',
  'gradient-comparison.js',
  'engine/index.js',
];

let browser;
/** The built site, and the same as another build: other names of the folders, and a script that says so. */
const builds = { a: 'dist', b: '' };

before(async () => {
  browser = await launchChromium();
  builds.b = await anotherBuild();
});

after(async () => {
  await browser?.close();
  await rm(builds.b, { recursive: true, force: true });
});

const closers = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const folderOf = async (root) =>
  JSON.parse(await readFile(join(root, 'build.json'), 'utf8')).folder;

/** A copy of the site with other folders, as after a change of every file. */
async function anotherBuild() {
  const root = await mkdtemp(join(tmpdir(), 'build-'));
  await cp('dist', root, { recursive: true });
  for (const base of ['engine', '.']) {
    const folder = await folderOf(join(root, base));
    await rename(join(root, base, folder), join(root, base, `${folder}b`));
    for (const name of await readdir(root, { recursive: true })) {
      if (!/\.(js|json|html)$/.test(name)) continue;
      const file = join(root, name);
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replaceAll(folder, `${folder}b`));
    }
  }
  return root;
}

/**
 * A page whose cache holds the public files of build A, on a server that has build B alone, or A until it is put
 * there.
 * @param {object} [options]
 * @param {string[]} [options.cached]
 */
async function setUp({ cached = entries } = {}) {
  const headers = { 'Cache-Control': 'max-age=600', 'Access-Control-Allow-Origin': '*' };
  const site = await gatedServer({ headers });
  const { page, context, complaints } = await newPage(browser, { serviceWorkers: 'block' });
  closers.push(() => context.close(), site.close);
  await page.goto(`${site.url}icon.svg`);
  await page.evaluate(async (names) => {
    for (const name of names) await (await fetch(name)).arrayBuffer();
  }, cached);
  site.requests.length = 0;
  site.deploy = () => (site.root = builds.b);
  return { site, page, complaints };
}

/** The element is there, and its run goes on. */
async function trains(page) {
  await page.evaluate(async () => {
    await customElements.whenDefined('gradient-playground');
    await document.querySelector('gradient-playground').ready();
  });
  await reach(page, 5);
}

/** None of A's folders gave a file, and B's gave all. */
async function assertFromB(site) {
  const b = await folderOf(builds.b);
  const found = site.requests.filter((path) => path.includes(b));
  assert.ok(
    found.some((path) => path.endsWith('/engine-worker.js')),
    site.requests.join(' '),
  );
  assert.ok(found.some((path) => path.endsWith('/page.css')) || !site.requests.includes('/'));
}

test('the page in a cache starts the build that has replaced its own', limits, async () => {
  const { site, page } = await setUp({ cached: ['./', 'start.js'] });
  site.deploy();
  await page.goto(site.url);
  await trains(page);
  assert.ok(!site.requests.includes('/'), 'the page came from the server');
  await assertFromB(site);
  const styles = await page.evaluate(() => document.querySelector('link[rel=stylesheet]').href);
  assert.ok(styles.includes(await folderOf(builds.b)), styles);
});

test('an embed in a cache takes the element of the new build', limits, async () => {
  const { site, page } = await setUp();
  site.deploy();
  const body = `<!doctype html><script type="module" src="gradient-playground.js"></script>
    <gradient-playground data="xor" autoplay></gradient-playground>`;
  site.rules.push({ path: /host\.html/, body });
  await page.goto(`${site.url}host.html`);
  await trains(page);
  await assertFromB(site);
});

test(
  'a comparison in a cache takes the element and the worker of the new build',
  limits,
  async () => {
    const { site, page } = await setUp();
    site.deploy();
    const body = `<!doctype html><script type="module" src="gradient-comparison.js"></script>
    <gradient-comparison base="preset=none" rows="learningRate:0.1|0.3" seeds="1" steps="5">
    </gradient-comparison>`;
    site.rules.push({ path: /host\.html/, body });
    await page.goto(`${site.url}host.html`);
    await page.waitForFunction(() => {
      const cells = document.querySelector('gradient-comparison').results ?? [];
      return cells.length === 2 && cells.every(({ trials }) => trials.length === 1);
    });
    const b = await folderOf(builds.b);
    assert.ok(site.requests.some((path) => path.includes(b) && path.endsWith('/trial-worker.js')));
  },
);

test('the engine in a cache takes the files of the new build', limits, async () => {
  const { site, page } = await setUp();
  site.deploy();
  const steps = await page.evaluate(async () => {
    const { loadEngine } = await import('./engine/index.js');
    const engine = await loadEngine();
    return engine.createDataset({ kind: 'xor', seed: 1 }).dimensions;
  });
  assert.equal(steps, 2);
  assert.ok(!site.requests.includes('/engine/index.js'), 'it came from the server');
  const { folder } = JSON.parse(await readFile(join(builds.b, 'engine/build.json'), 'utf8'));
  assert.ok(site.requests.includes(`/engine/${folder}/gradient-simd.wasm`));
});

test('an open page says of a part that is gone that a newer version is there', limits, async () => {
  const { site, page } = await setUp();
  await open(page, site.url);
  await trains(page);
  site.deploy();
  await page.getByRole('button', { name: 'Share' }).click();
  const note = page.locator('gp-notes li');
  await note.waitFor();
  assert.match(await note.innerText(), /share dialog.*newer version.*reload/is);
});
test(
  'a page that the cache has whole, but for its worker, goes on with the new build',
  limits,
  async () => {
    const folder = await folderOf(builds.a);
    const files = await readdir(join(builds.a, folder));
    const cached = files
      .filter((name) => !name.includes('worker'))
      .map((name) => `${folder}/${name}`);
    const { site, page } = await setUp({ cached: ['./', 'start.js', ...cached] });
    site.deploy();
    await page.goto(site.url);
    const newFolder = await folderOf(builds.b);
    await page.waitForFunction(
      (build) => document.querySelector('script[type=module]').src.includes(build),
      newFolder,
    );
    await trains(page);
    await assertFromB(site);
  },
);
