/** The whole of `make site` on a machine without Debian's packages; it compiles the engine three times. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { expectedLoss, machineWithoutDebian, temporaryFolder } from '../build/support.mjs';

test('the page is built with an emcc and libraries that are installed', async (t) => {
  const { checkout, make } = await machineWithoutDebian(await temporaryFolder(t), {
    folders: ['engine', 'site', 'tests', 'wasm'],
    packages: true,
  });
  await make('site');
  for (const file of ['index.html', 'gradient-playground.js', 'trial.js']) {
    assert.ok(existsSync(join(checkout, 'dist', file)), file);
  }
  assert.equal(await expectedLoss(join(checkout, 'dist')), await expectedLoss());
});
