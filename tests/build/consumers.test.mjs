/**
 * Projects of other people that use the engine: with a standard, warnings and optimisation of their own they train to the
 * same bits as the page does.
 */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import {
  EMSCRIPTEN,
  OWN_PREFIX,
  TOP,
  expectedLoss,
  foreignPrefix,
  run,
  temporaryFolder,
} from './support.mjs';

const SOURCE = join(TOP, 'tests/build/consumer');

/** @type {number} */
let loss;
before(async () => {
  loss = await expectedLoss();
});

/** Configures the consumer in a folder. */
const configure = (folder, ...options) =>
  run('cmake', ['-G', 'Ninja', '-S', SOURCE, '-B', folder, ...options]);

/** Installs the engine of a build of this checkout into a folder. */
const installEngine = (preset, prefix) =>
  run('cmake', ['--install', `build/${preset}`, '--component', 'engine', '--prefix', prefix]);

test('a project that has the engine as a folder', async (t) => {
  const folder = await temporaryFolder(t);
  await configure(folder, `-DGRADIENT_SOURCE=${TOP}`, `-DCMAKE_PREFIX_PATH=${OWN_PREFIX}`);
  await run('cmake', ['--build', folder]);
  assert.equal(Number(await run(join(folder, 'consumer'), [])), loss);
});

describe('a project that finds the engine installed', () => {
  test('natively, its libraries in another folder', async (t) => {
    const folder = await temporaryFolder(t);
    await installEngine('release', join(folder, 'engine'));
    const libraries = await foreignPrefix(join(folder, 'libraries'));
    const build = join(folder, 'build');
    await configure(build, `-DCMAKE_PREFIX_PATH=${join(folder, 'engine')};${libraries}`);
    await run('cmake', ['--build', build]);
    assert.equal(Number(await run(join(build, 'consumer'), [])), loss);
  });

  test('in WebAssembly, run by node', async (t) => {
    const folder = await temporaryFolder(t);
    await installEngine('wasm', join(folder, 'engine'));
    const libraries = await foreignPrefix(join(folder, 'libraries'));
    const build = join(folder, 'build');
    await configure(
      build,
      `-DCMAKE_TOOLCHAIN_FILE=${EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake`,
      `-DCMAKE_FIND_ROOT_PATH=${join(folder, 'engine')}`,
      `-DCMAKE_PREFIX_PATH=${libraries}`,
    );
    await run('cmake', ['--build', build]);
    assert.equal(Number(await run(process.execPath, [join(build, 'consumer.js')])), loss);
  });

  test('is told which library is missing', async (t) => {
    const folder = await temporaryFolder(t);
    await installEngine('release', join(folder, 'engine'));
    await assert.rejects(
      configure(
        join(folder, 'build'),
        `-DCMAKE_PREFIX_PATH=${join(folder, 'engine')};${OWN_PREFIX}`,
        '-DCMAKE_DISABLE_FIND_PACKAGE_xtensor=ON',
      ),
      /xtensor 0\.25 or later is not found.*CMAKE_PREFIX_PATH/s,
    );
  });

  const x86 = { skip: process.arch === 'x64' ? false : 'no x86' };
  test('cannot compile its headers for wider vectors than the library', x86, async (t) => {
    const folder = await temporaryFolder(t);
    await installEngine('release', join(folder, 'engine'));
    const build = join(folder, 'build');
    await configure(
      build,
      `-DCMAKE_PREFIX_PATH=${join(folder, 'engine')};${OWN_PREFIX}`,
      '-DCMAKE_CXX_FLAGS=-mavx2',
    );
    await assert.rejects(
      run('cmake', ['--build', build]),
      /Compile with the engine's vector flags/,
    );
  });
});
