// The engine in a bundle: with their default settings bundlers resolve it, and what they make trains to the same bits.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';
import { startServer } from '../../site/scripts/serve.mjs';
import { launchChromium, newPage } from './page-support.mjs';

const TOP = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ENGINE = join(TOP, 'dist', 'engine');
const BUILD = join(TOP, 'build', 'bundlers');
const { folder: ENGINE_BUILD } = JSON.parse(await readFile(join(ENGINE, 'build.json'), 'utf8'));
/** A project of its own with the engine's files among its sources. */
const PROJECT = join(BUILD, 'project');
const ENTRY = join(PROJECT, 'main.js');
const WASM = 'gradient-simd.wasm';

const [experiment] = JSON.parse(await readFile(join(TOP, 'tests/golden/determinism.json'), 'utf8'));

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  await rm(BUILD, { recursive: true, force: true });
  await mkdir(PROJECT, { recursive: true });
  await cp(ENGINE, join(PROJECT, 'engine'), { recursive: true });
  await cp(new URL('bundlers/main.js', import.meta.url), ENTRY);
  await writeFile(join(PROJECT, 'index.html'), pageWith('module'));
  browser = await launchChromium();
});
after(() => browser?.close());

function pageWith(/** @type {'module' | 'classic'} */ type) {
  const attributes = type === 'module' ? 'type="module"' : 'defer';
  return `<!doctype html><html lang="en"><title>Bundle</title><link rel="icon" href="data:," />
<script ${attributes} src="./main.js"></script></html>`;
}

/** Opens the page and trains. Returns the hash and what was fetched on the way. */
async function trainAt(/** @type {string} */ url) {
  const { page, context, complaints, requests } = await newPage(browser);
  try {
    await page.goto(url);
    await page.waitForFunction('globalThis.trained');
    const hash = await page.evaluate((given) => globalThis.trained(given), experiment);
    const problems = complaints.filter((text) => !text.startsWith('debug:'));
    return {
      hash,
      problems,
      wasm: requests.filter((request) => request.endsWith('.wasm') && !request.includes('?')),
    };
  } finally {
    await context.close();
  }
}

/** Trains with the .wasm file where the bundle expects it, and then with one whose address the page gives. */
async function checkPage(/** @type {string} */ url) {
  const beside = await trainAt(url);
  assert.deepEqual(beside.problems, []);
  assert.equal(beside.hash, experiment.hash);
  assert.equal(beside.wasm.length, 1);

  const elsewhere = `${url}elsewhere/engine.wasm`;
  const given = await trainAt(`${url}?wasm=${encodeURIComponent(elsewhere)}`);
  assert.deepEqual(given.problems, []);
  assert.equal(given.hash, experiment.hash);
  assert.deepEqual(given.wasm, [elsewhere]);
}

/** Puts a .wasm file where no bundler would. */
async function putElsewhere(/** @type {string} */ folder) {
  await mkdir(join(folder, 'elsewhere'), { recursive: true });
  await cp(join(ENGINE, ENGINE_BUILD, WASM), join(folder, 'elsewhere/engine.wasm'));
}

/**
 * @param {string} name
 * @param {(folder: string) => Promise<unknown>} bundle writes main.js into the folder, and index.html where it can
 * @param {{ type?: 'module' | 'classic', copies?: boolean }} [options] how a page loads it; whether the caller puts the
 *   .wasm file beside the bundle, since the bundler does not
 */
function bundleTest(name, bundle, { type = 'module', copies = true } = {}) {
  test(name, { timeout: 180_000 }, async () => {
    const folder = join(BUILD, name.replaceAll(/\W+/g, '-'));
    await mkdir(folder, { recursive: true });
    await bundle(folder);
    await putElsewhere(folder);
    if (copies) await cp(join(ENGINE, ENGINE_BUILD, WASM), join(folder, WASM));
    if (!existsSync(join(folder, 'index.html'))) {
      await writeFile(join(folder, 'index.html'), pageWith(type));
    }
    const server = await startServer({ root: folder });
    try {
      await checkPage(server.url);
    } finally {
      await server.close();
    }
  });
}

const withEsbuild = (/** @type {import('esbuild').BuildOptions} */ options) => (folder) =>
  esbuild({ entryPoints: [ENTRY], bundle: true, outdir: folder, logLevel: 'silent', ...options });

bundleTest('esbuild, default format', withEsbuild({}), { type: 'classic' });
bundleTest('esbuild, modules', withEsbuild({ format: 'esm' }));
bundleTest('esbuild, modules, split', withEsbuild({ format: 'esm', splitting: true }));
bundleTest('esbuild, modules, minified', withEsbuild({ format: 'esm', minify: true }));

const withWebpack = (/** @type {import('webpack').Configuration} */ options) => (folder) =>
  new Promise((done, failed) => {
    webpack({ entry: ENTRY, output: { path: folder }, ...options }, (error, stats) => {
      if (error || stats.hasErrors()) failed(error ?? new Error(stats.toString('errors-only')));
      else done();
    });
  });

for (const mode of /** @type {const} */ (['production', 'development'])) {
  // development puts each module into an eval(), which the served policy refuses
  const devtool = mode === 'development' ? { devtool: 'source-map' } : {};
  bundleTest(`webpack, ${mode}`, withWebpack({ mode, ...devtool }), {
    type: 'classic',
    copies: false,
  });
}
bundleTest(
  'webpack, one file',
  withWebpack({
    mode: 'production',
    plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
  }),
  { type: 'classic', copies: false },
);

const withRollup = (/** @type {import('rollup').OutputOptions} */ options) => async (folder) => {
  const bundle = await rollup({
    input: ENTRY,
    onwarn: (warning) => assert.fail(warning.message),
  });
  await bundle.write({ dir: folder, ...options });
  await bundle.close();
};

bundleTest('Rollup, split', withRollup({}));
bundleTest('Rollup, one file', withRollup({ inlineDynamicImports: true }));
bundleTest('Rollup, classic script', withRollup({ format: 'iife', inlineDynamicImports: true }), {
  type: 'classic',
});

const viteProject = /** @type {const} */ ({
  root: PROJECT,
  configFile: false,
  cacheDir: join(BUILD, 'vite'),
  logLevel: 'error',
});
const withVite = (/** @type {import('vite').BuildOptions} */ options) => (outDir) =>
  vite.build({ ...viteProject, base: './', build: { outDir, emptyOutDir: true, ...options } });

bundleTest('Vite, build', withVite({}), { copies: false });
bundleTest(
  'Vite, build, one file',
  withVite({ rolldownOptions: { output: { inlineDynamicImports: true } } }),
  { copies: false },
);

test('Vite, development server', { timeout: 180_000 }, async () => {
  await putElsewhere(PROJECT);
  const server = await vite.createServer({ ...viteProject, server: { host: '127.0.0.1' } });
  try {
    await server.listen();
    await checkPage(server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
});
