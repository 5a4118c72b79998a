/**
 * A machine without Debian's packages builds with what is installed. Here go the steps of `make site` up to the first
 * sources that read each library's headers; tests/build-site/ goes on to the page.
 */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EMSCRIPTEN, machineWithoutDebian, temporaryFolder } from './support.mjs';

test('the engine builds with an emcc and libraries that are installed', async (t) => {
  const { checkout, prefix, make } = await machineWithoutDebian(await temporaryFolder(t), {
    folders: ['engine', 'tests', 'wasm'],
  });

  assert.match(await make('toolchain'), /\[toolchain\] emcc \d+\.\d+\.\d+ of .*, libraries of /);
  assert.match(await readlink(join(checkout, 'build/toolchain')), /installed-toolchain$/);
  assert.equal(
    await realpath(join(checkout, 'build/toolchain/emscripten')),
    await realpath(EMSCRIPTEN),
  );
  assert.equal(await make('toolchain'), '', 'the second time there is nothing to do');

  const object = 'engine/CMakeFiles/gradient_engine.dir/src/dataset.cpp.o';
  await make('_target', 'PRESET=wasm', `TARGET=gradient_kernels ${object}`);
  assert.ok(existsSync(join(checkout, 'build/wasm', object)));
  const cache = await readFile(join(checkout, 'build/wasm/CMakeCache.txt'), 'utf8');
  for (const name of ['xtl', 'xsimd', 'xtensor']) {
    assert.ok(cache.includes(`${name}_DIR:PATH=${prefix}/lib/cmake/${name}\n`), name);
  }
  assert.match(
    await readFile(join(checkout, 'build/wasm.configure.log'), 'utf8'),
    /The Closure compiler is not installed \(run `npm ci` in wasm\/\)/,
  );
});
