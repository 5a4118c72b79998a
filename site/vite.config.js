/**
 * Builds `dist/` around the engine, which is already there: the page, the element and the worker under
 * fixed names (others load them), everything else under names made from its contents. Every URL is
 * relative, so that the folder works below any path. Twice: the worker by itself (`--mode worker`), all in
 * one file, since every further one would keep the engine waiting.
 */

import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { formulas } from './vite-plugins/formulas.js';

const root = dirname(fileURLToPath(import.meta.url));
const outDir = join(root, '../dist');
const elementModule = join(root, 'src/gradient-playground.js');

/** Not for a reader of the page: never precached. */
const notForReaders =
  /(\.d\.ts|\.map|package\.json)$|^(service-worker|trial)\.js$|^cli\.mjs$|^engine\/.*(relaxed|scalar)/;

/**
 * All files below a folder, as URL paths relative to it, in order.
 * @param {string} folder
 */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join('/'))
    .sort();
}

/** Writes the list of files to keep, and a version made from their contents, into the service worker. */
function precache() {
  return {
    name: 'precache-list',
    async closeBundle() {
      const files = (await filesBelow(outDir)).filter((file) => !notForReaders.test(file));
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(await readFile(join(outDir, file)));
      const path = join(outDir, 'service-worker.js');
      const source = await readFile(path, 'utf8');
      const filled = source
        .replace('__VERSION__', hash.digest('hex').slice(0, 16))
        .replace("'__FILES__'", files.map((file) => `'./${file}'`).join(',\n  '));
      await writeFile(path, filled);
    },
  };
}

/** Lets the browser fetch the element along with the script that loads it. */
function preloadElement() {
  const element = 'gradient-playground.js';
  return {
    name: 'preload-element',
    transformIndexHtml: {
      order: /** @type {const} */ ('post'),
      /**
       * @param {string} _html
       * @param {import('vite').IndexHtmlTransformContext} context
       */
      handler(_html, { bundle, chunk }) {
        const loaded = bundle?.[element];
        const imports = loaded?.type === 'chunk' ? loaded.imports : [];
        const files = new Set([...(chunk?.imports ?? []), element, ...imports]);
        return [...files].map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
          injectTo: /** @type {const} */ ('head'),
        }));
      },
    },
  };
}

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
  test: /start-worker\.js$|vite\/preload-helper|rolldown\/runtime/,
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

export default defineConfig(({ mode }) => {
  const worker = mode === 'worker';
  const page = { index: join(root, 'index.html'), 'gradient-playground': elementModule };
  return {
    root,
    base: './',
    // Lit's builds for servers do without a DOM, so that the element can be imported where there is none.
    resolve: {
      conditions: ['node', 'module', 'production'],
      alias: { '@lit-labs/ssr-dom-shim': join(root, 'src/dom-shim.js') },
    },
    publicDir: worker ? false : 'public',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        preserveEntrySignatures: /** @type {const} */ ('allow-extension'),
        input: worker ? { 'engine-worker': join(root, 'src/worker/main.js') } : page,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
          ...(!worker && {
            codeSplitting: { groups: [beforeElement, formulasApart, elementInOne()] },
          }),
        },
      },
    },
    plugins: [
      stripTemplates(),
      importWithoutStyles(),
      ...(worker ? [precache()] : [formulas(join(outDir, 'engine/index.js')), preloadElement()]),
    ],
  };
});
