/** Makes one script for a browser of the tests of the engine's JavaScript API. */

import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const FILES = ['api', 'network', 'refused-calls', 'refused-datasets', 'refused-networks'];

/** `test` of node:test, for synchronous tests: collects them for the page to run. */
const COLLECT = 'export default (name, body) => (globalThis.tests ??= []).push({ name, body });';

/** The declarations are read while bundling, since a page has no files. */
const READ_DECLARATIONS = (/** @type {string} */ text) =>
  `export const readFileSync = () => ${JSON.stringify(text)};`;

/** node's assertions as a package that runs in a page; the slash tells it from node's own. */
const ASSERT = "import assert from 'assert/'; export default assert.strict;";

/** The engine as the tests import it, in the variant of the bundle. */
const ENGINE = (/** @type {string} */ variant) => `
  import * as engine from '/dist/engine/index.js';
  export const { EngineError, supportedVariants } = engine;
  export const loadEngine = (options) => engine.loadEngine({ variant: '${variant}', ...options });`;

/**
 * @param {string} variant of the engine
 * @returns {Promise<string>} a module that leaves the tests in `globalThis.tests`
 */
export async function bundleEngineTests(variant) {
  const declarations = await readFile('dist/engine/index.d.ts', 'utf8');
  /** @type {Record<string, string>} */
  const replaced = {
    'node:test': COLLECT,
    'node:assert/strict': ASSERT,
    'node:fs': READ_DECLARATIONS(declarations),
    '../../dist/engine/index.js': ENGINE(variant),
  };
  const { outputFiles } = await build({
    stdin: {
      contents: FILES.map((name) => `import './${name}.test.mjs';`).join('\n'),
      resolveDir: 'tests/engine-js',
    },
    bundle: true,
    format: 'esm',
    write: false,
    define: {
      global: 'globalThis',
      'process.env.NODE_DEBUG': 'undefined',
      process: '{ "env": {} }',
    },
    external: ['/dist/engine/index.js'],
    plugins: [
      {
        name: 'what a page has in place of node',
        setup(esbuild) {
          esbuild.onResolve(
            { filter: /^node:(test|assert\/strict|fs)$|^\.\.\/\.\.\/dist\/engine\/index\.js$/ },
            (args) => ({
              path: args.path,
              namespace: 'page',
            }),
          );
          esbuild.onLoad({ filter: /.*/, namespace: 'page' }, (args) => ({
            contents: replaced[args.path],
            resolveDir: 'tests',
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}
