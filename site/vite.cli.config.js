/** Builds `dist/cli.mjs`: comparisons from the command line, with node, in one file beside the engine. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));

export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: join(root, '../dist'),
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    lib: { entry: join(root, 'src/cli/main.js'), formats: ['es'], fileName: () => 'cli.mjs' },
    rolldownOptions: { external: /^node:/ },
  },
});
