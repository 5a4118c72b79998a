/** What `dist/trial.js` and `dist/data.js` have in common: one file that loads nothing else, and its declarations. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));

/** Copies the declarations; in `dist/` the engine's are in a folder beside them. @param {string} name */
function declarations(name) {
  return {
    name: `${name}-declarations`,
    /** @this {{emitFile: (file: {type: 'asset', fileName: string, source: string}) => void}} */
    async generateBundle() {
      const source = await readFile(join(root, `src/${name}/index.d.ts`), 'utf8');
      const text = source.replaceAll('../../../wasm/js/index.js', './engine/index.js');
      this.emitFile({ type: 'asset', fileName: `${name}.d.ts`, source: text });
    },
  };
}

/** @param {string} name of a folder in `src/` with `index.js` and `index.d.ts` */
export const library = (name) =>
  defineConfig({
    root,
    base: './',
    publicDir: false,
    build: {
      outDir: join(root, '../dist'),
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      lib: {
        entry: join(root, `src/${name}/index.js`),
        formats: ['es'],
        fileName: () => `${name}.js`,
      },
    },
    plugins: [declarations(name)],
  });
