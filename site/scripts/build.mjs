/**
 * Builds `dist/` around the engine, which is already there. Everything but the public names goes into a folder named
 * by its contents, in which nothing ever changes: whatever a cache keeps of one build, it is never mixed with another.
 * Every URL is relative, so that `dist/` works below any path.
 */

import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, '../dist');
const entries = join(root, 'src/entries');
/** Where the build's folder is made, before its contents have given it its name. */
const making = join(dist, 'build');

/** Not for a reader of the pages, or only for one who asks for it: never kept for when there is no network. */
const notForReaders =
  /(\.d\.ts|\.map|package\.json)$|^(service-worker|trial|trial-worker|data)\.js$|^cli\.mjs$|^data\//;

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

/** @param {string} folder @param {string[]} files */
async function hashOf(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

/** Takes away what an older build has left, all but the engine. */
async function clear() {
  for (const name of await readdir(dist))
    if (name !== 'engine') await rm(join(dist, name), { recursive: true });
  await mkdir(making);
}

/**
 * Builds the contents of the folder. Returns the files that the page needs along with its first.
 * @returns {Promise<string[]>}
 */
async function buildFolder() {
  const configFile = join(root, 'vite.config.js');
  const of = (/** @type {string} */ mode) =>
    build({ configFile, mode, logLevel: 'warn', build: { outDir: making } });
  const page = await of('page');
  for (const mode of ['benchmark', 'compare', 'worker', 'benchmark-worker', 'trial-worker'])
    await of(mode);
  await cp(join(root, 'src/styles/page.css'), join(making, 'page.css'));
  const { output } = /** @type {import('rolldown').RolldownOutput} */ (page);
  const element = 'gradient-playground.js';
  const needed = output
    .filter((one) => one.type === 'chunk' && ['page.js', element].includes(one.fileName))
    .flatMap((one) => (one.type === 'chunk' ? one.imports : []));
  return [...new Set([...needed, element])];
}

/**
 * A script under its public name, in one file.
 * @param {string} name
 * @param {'es' | 'iife'} format
 * @param {string} folder
 */
function buildEntry(name, format, folder) {
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { BUILD: JSON.stringify(folder) },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        preserveEntrySignatures: 'strict',
        input: { [name]: join(entries, `${name}.js`) },
        output: { format, entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
}

/** @param {string} name @param {string} folder @param {string[]} preloads */
async function writePage(name, folder, preloads) {
  const source = await readFile(join(entries, name), 'utf8');
  const links = preloads.map((file) => `<link rel="modulepreload" href="./${folder}/${file}" />`);
  const page = source
    .replace('<!-- preloads -->', links.join('\n    '))
    .replaceAll('BUILD/', `${folder}/`);
  await writeFile(join(dist, name), page);
}

/** Writes the files to keep, and a version made from their contents, into the service worker. @param {string} folder */
async function writeServiceWorker(folder) {
  const files = (await filesBelow(dist)).filter((file) => !notForReaders.test(file));
  const source = await readFile(join(dist, 'service-worker.js'), 'utf8');
  const filled = source
    .replace('__FOLDER__', folder)
    .replace('__VERSION__', await hashOf(dist, files))
    .replace("'__FILES__'", files.map((file) => `'${file}'`).join(',\n  '));
  await writeFile(join(dist, 'service-worker.js'), filled);
}

await clear();
const preloads = await buildFolder();
const folder = `build-${await hashOf(making, await filesBelow(making))}`;
await rename(making, join(dist, folder));
await writePage('index.html', folder, preloads);
await writePage('benchmark.html', folder, []);
await writePage('compare.html', folder, ['gradient-comparison.js']);
for (const name of ['gradient-playground', 'gradient-comparison'])
  await buildEntry(name, 'es', folder);
await buildEntry('start', 'iife', folder);
await buildEntry('why', 'es', folder);
for (const name of ['trial', 'data', 'cli'])
  await build({ configFile: join(root, `vite.${name}.config.js`), logLevel: 'warn' });
await cp(join(root, 'public'), dist, { recursive: true });
await writeFile(join(dist, 'trial-worker.js'), `import './${folder}/trial-worker.js';\n`);
await writeFile(join(dist, 'build.json'), `${JSON.stringify({ folder })}\n`);
await writeServiceWorker(folder);
