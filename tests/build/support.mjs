/** What the tests of the build share: folders to build in, programs that are hidden, libraries of another make. */

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const TOP = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const EMSCRIPTEN = join(TOP, 'build/toolchain/emscripten');
/** The prefix that the project's own toolchain brings. */
export const OWN_PREFIX = join(TOP, 'build/toolchain/deps');

/**
 * A new folder below build/, which is removed after the test.
 * @param {{ after(done: () => Promise<void>): void }} test
 */
export async function temporaryFolder(test) {
  const folder = await mkdtemp(join(TOP, 'build/test-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Runs a program to its end, without what a `make` around it passes on.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<string>} what it wrote; rejects with it where the program fails
 */
export function run(program, args, { cwd = TOP, env = {} } = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(MAKE|MFLAGS$|CMAKE_PREFIX_PATH$)/.test(name),
  );
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(output);
      else fail(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`));
    });
  });
}

/**
 * A PATH on which some programs are not.
 * @param {string} folder a new one for the links to all others
 * @param {RegExp} hidden matches their names
 */
export async function pathWithout(folder, hidden) {
  await mkdir(folder);
  const seen = new Set();
  for (const place of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of await readdir(place).catch(() => [])) {
      if (seen.has(name) || hidden.test(name)) continue;
      seen.add(name);
      await symlink(join(place, name), join(folder, name));
    }
  }
  return folder;
}

/**
 * The libraries as another distribution has them: CMake's files in lib/, and xtensor's headers in the folders that they
 * have since 0.26.
 * @param {string} prefix a new folder
 */
export async function foreignPrefix(prefix) {
  const include = join(prefix, 'include');
  await cp(join(OWN_PREFIX, 'include'), include, { recursive: true });
  await cp(join(OWN_PREFIX, 'share/cmake'), join(prefix, 'lib/cmake'), { recursive: true });

  const [headers, moved] = [join(include, 'xtensor'), join(include, 'xtensor-headers')];
  await rename(headers, moved);
  for (const header of ['containers/xtensor.hpp', 'core/xmath.hpp']) {
    await mkdir(join(headers, dirname(header)), { recursive: true });
    await writeFile(join(headers, header), `#include "../flat/${header.replace(/.*\//, '')}"\n`);
  }
  await rename(moved, join(headers, 'flat'));
  return prefix;
}

/**
 * A machine without Debian's packages: emcc is on PATH, the libraries are in a foreign prefix, and apt-get, dpkg, flock
 * and nproc do not exist.
 * @param {string} folder where it has its files
 * @param {{ folders: string[], packages?: boolean }} what folders of this checkout, and whether with their npm packages
 */
export async function machineWithoutDebian(folder, { folders, packages = false }) {
  const checkout = join(folder, 'checkout');
  for (const name of ['CMakeLists.txt', 'CMakePresets.json', 'Makefile', 'cmake', ...folders]) {
    await cp(join(TOP, name), join(checkout, name), {
      recursive: true,
      preserveTimestamps: true, // npm packages are newer than what they were installed from
      filter: (path) => packages || !path.endsWith('node_modules'),
    });
  }
  const prefix = await foreignPrefix(join(folder, 'prefix'));
  const programs = await pathWithout(join(folder, 'bin'), /^(apt|dpkg|flock$|nproc$)/);
  const env = { PATH: [EMSCRIPTEN, programs].join(delimiter), HOME: join(folder, 'home') };
  /** @param {string[]} args */
  const make = (...args) => run('make', [`PREFIX=${prefix}`, ...args], { cwd: checkout, env });
  return { checkout, prefix, make };
}

/**
 * The last loss of consumer/main.cpp's experiment, as an engine for the web has it: every build has the same bits.
 * @param {string} [dist]
 * @returns {Promise<number>}
 */
export async function expectedLoss(dist = join(TOP, 'dist')) {
  const { loadEngine } = await import(pathToFileURL(join(dist, 'engine/index.js')).href);
  const engine = await loadEngine();
  const network = engine.createNetwork({
    inputs: 2,
    layers: [
      { units: 8, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binary-cross-entropy',
    optimizer: { name: 'adam', learningRate: 0.03 },
    seed: 7,
  });
  const data = engine.createDataset({ kind: 'circles', samples: 100, noise: 0.1, seed: 1 });
  return network.train(data, { epochs: 20, batchSize: 10 }).loss;
}
