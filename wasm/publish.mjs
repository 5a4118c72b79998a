/**
 * Puts the built engine where it is served: all files into a folder named by their contents, and beside it the public
 * names. Those change with every build and may come from a cache, long after the folder that they belong to has been
 * replaced; nothing in a folder ever changes.
 *
 *   node wasm/publish.mjs build/web/engine dist/engine
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of these only one is needed, beside the public module. */
const publicOnly = /\.d\.ts$|^package\.json$/;

/**
 * Writes a file where it is not there yet: what has not changed keeps its time.
 * @param {string} file
 * @param {string | Buffer} content
 */
async function put(file, content) {
  const before = await readFile(file).catch(() => null);
  if (!before?.equals(Buffer.from(content))) await writeFile(file, content);
}

/**
 * A module of ours without the comments that stand by themselves: index.d.ts documents the API.
 * @param {string} source
 */
const withoutComments = (source) => source.replace(/^ *\/\*\*[^]*?\*\/\n|^ *\/\/.*\n/gm, '');

/**
 * The module under its public name: as in the folder, with the addresses that lead there.
 * @param {string} source
 * @param {string} folder
 */
function publicModule(source, folder) {
  const led = source
    .replace(`const files = './';`, `const files = './${folder}/';`)
    .replace(/await import\('\.\//g, `await import('./${folder}/`);
  if (led.split(folder).length !== 6)
    throw new Error('index.js no longer names its files as it did');
  return led;
}

/**
 * @param {string} from
 * @param {string} to
 */
async function publish(from, to) {
  const names = (await readdir(from)).sort();
  const contents = new Map();
  for (const name of names) {
    const content = await readFile(join(from, name));
    const isOurs = name.endsWith('.js') && !name.startsWith('gradient-');
    contents.set(name, isOurs ? Buffer.from(withoutComments(String(content))) : content);
  }
  const hash = createHash('sha256');
  for (const [name, content] of contents) hash.update(name).update(content);
  const folder = `build-${hash.digest('hex').slice(0, 12)}`;

  await mkdir(join(to, folder), { recursive: true });
  for (const [name, content] of contents)
    await put(join(to, publicOnly.test(name) ? '' : folder, name), content);
  await put(join(to, 'index.js'), publicModule(String(contents.get('index.js')), folder));
  await put(join(to, 'build.json'), `${JSON.stringify({ folder })}\n`);
  const kept = new Set([
    folder,
    'index.js',
    'build.json',
    ...names.filter((name) => publicOnly.test(name)),
  ]);
  for (const name of await readdir(to))
    if (!kept.has(name)) await rm(join(to, name), { recursive: true });
  return folder;
}

const [from, to] = process.argv.slice(2);
console.log(`   ${to}/${await publish(from, to)}`);
