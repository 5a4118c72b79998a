/**
 * What stands in the folder of a build, apart by mode: the page and the element; the other pages, since the playground
 * shall not wait for code that it shares with them; the workers, each in one file, since every further one would keep
 * the engine waiting. scripts/build.mjs runs them all.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { engine } from './vite-plugins/engine.js';
import { formulas } from './vite-plugins/formulas.js';

const root = dirname(fileURLToPath(import.meta.url));
const elementModule = join(root, 'src/gradient-playground.js');

const { folder: engineBuild } = JSON.parse(
  readFileSync(join(root, '../dist/engine/build.json'), 'utf8'),
);

/** Formulas repeat themselves, which compresses best where nothing else stands between them. */
const formulasApart = { name: 'activations', test: /^\0virtual:formulas\/activations$/ };

/** Vite's helper fetches the styles of a part before it loads the part; here each part brings its own. */
function importWithoutStyles() {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'import-without-styles',
    enforce: /** @type {const} */ ('pre'),
    /** @param {string} id */
    load: (id) =>
      id === helper
        ? 'export const __vitePreload = (/** @type {() => Promise<unknown>} */ load) => load();'
        : null,
  };
}

/** Comments of one line and spaces within templates of markup and styles, which no minifier takes out. */
function stripTemplates() {
  const sources = join(root, 'src');
  return {
    name: 'strip-templates',
    /**
     * @param {string} code
     * @param {string} id
     */
    transform: (code, id) =>
      id.startsWith(sources)
        ? code
            .replace(/\n[ \t]*\/\*.*\*\/(?=\n)/g, '')
            .replace(/\n[ \t]+/g, '\n')
            .replace(/css`[^`]*`/g, (styles) => styles.replace(/(?<=[{;},])\n+| (?=\{)/g, ''))
        : null,
  };
}

/** What the page needs before the element: the worker starts while that is still on its way. */
const beforeElement = {
  name: 'start',
  test: /(start-worker|own-script)\.js$|vite\/preload-helper|rolldown\/runtime/,
  priority: 1,
};

/**
 * The element and all that is loaded along with it in one file, whatever later parts use of it too; what only later
 * parts share is left to them.
 */
function elementInOne() {
  /** @type {Set<string>} */
  const loaded = new Set();
  /**
   * @param {string} id
   * @param {import('rolldown').ChunkingContext} context
   */
  const collect = (id, context) => {
    if (loaded.has(id)) return;
    loaded.add(id);
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) collect(imported, context);
  };
  return {
    debugName: 'element',
    /**
     * @param {string} id
     * @param {import('rolldown').ChunkingContext} context
     */
    name(id, context) {
      collect(elementModule, context);
      return loaded.has(id) ? 'gradient-playground' : null;
    },
  };
}

/** @type {Record<string, Record<string, string>>} what each mode builds */
const inputs = {
  page: { page: join(root, 'src/playground-page.js'), 'gradient-playground': elementModule },
  benchmark: { benchmark: join(root, 'src/benchmark/benchmark-page.js') },
  compare: {
    compare: join(root, 'src/compare/page.js'),
    'gradient-comparison': join(root, 'src/compare/gradient-comparison.js'),
  },
  worker: { 'engine-worker': join(root, 'src/worker/engine-worker.js') },
  'benchmark-worker': { 'benchmark-worker': join(root, 'src/benchmark/benchmark-worker.js') },
  'trial-worker': { 'trial-worker': join(root, 'src/compare/worker.js') },
};

export default defineConfig(({ mode }) => ({
  root,
  base: './',
  // Lit's builds for servers do without a DOM, so that the element can be imported where there is none.
  resolve: {
    conditions: ['node', 'module', 'production'],
    alias: { '@lit-labs/ssr-dom-shim': join(root, 'src/dom-shim.js') },
  },
  publicDir: false,
  build: {
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      preserveEntrySignatures: /** @type {const} */ ('allow-extension'),
      input: inputs[mode],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        ...(mode === 'page' && {
          codeSplitting: { groups: [beforeElement, formulasApart, elementInOne()] },
        }),
      },
    },
  },
  plugins: [
    stripTemplates(),
    importWithoutStyles(),
    engine(`../engine/${engineBuild}/`),
    formulas(join(root, '../dist/engine/index.js')),
  ],
}));
