import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../dist', import.meta.url));

/** What an embed, a tool or a test needs, but not a reader of the page: never precached. */
const notForReaders = /(\.d\.ts|\.d\.mts|\.map)$|^service-worker\.js$|^engine\/.*(relaxed|scalar)/;

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

export default defineConfig({
  root,
  base: './',
  // Lit's builds for servers do without a DOM, so that the element can be imported where there is none.
  resolve: { conditions: ['node', 'module', 'production'] },
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rollupOptions: {
      preserveEntrySignatures: 'exports-only',
      input: {
        index: join(root, 'index.html'),
        'gradient-playground': join(root, 'src/gradient-playground.js'),
        'engine-worker': join(root, 'src/worker/main.js'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  plugins: [precache()],
});
