// index.d.ts is what a caller's compiler reads: correct uses compile, and each wrong one is an error.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

test('uses of the declared API compile under tsc --strict, and misuses do not', () => {
  const tests = fileURLToPath(new URL('..', import.meta.url));
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      `${tests}node_modules/typescript/bin/tsc`,
      '--noEmit',
      '--strict',
      '--target',
      'ES2023',
      '--module',
      'NodeNext',
      '--types',
      'node',
      '--typeRoots',
      `${tests}node_modules/@types`,
      '--skipLibCheck',
      '--moduleResolution',
      'NodeNext',
      '--lib',
      'ES2023,DOM',
      '--noUnusedLocals',
      'false',
      `${tests}engine-js/usage.ts`,
    ],
    { encoding: 'utf8' },
  );
  assert.equal(stdout, '');
  assert.equal(status, 0);
});
