/** Builds `dist/trial.js`, in one file that loads nothing else, and its declarations beside it. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));

/** Copies the declarations; in `dist/` the engine's are in a folder beside them. */
function declarations() {
  return {
    name: 'trial-declarations',
    /** @this {{emitFile: (file: {type: 'asset', fileName: string, source: string}) => void}} */
    async generateBundle() {
      const source = await readFile(join(root, 'src/trial/index.d.ts'), 'utf8');
      const text = source.replaceAll('../../../wasm/js/index.js', './engine/index.js');
      this.emitFile({ type: 'asset', fileName: 'trial.d.ts', source: text });
    },
  };
}

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  build: {
    outDir: join(root, '../dist'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    lib: { entry: join(root, 'src/trial/index.js'), formats: ['es'], fileName: () => 'trial.js' },
  },
  plugins: [declarations()],
});
