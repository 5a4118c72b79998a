import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { targets } from './targets.mjs';

const top = new URL('../../', import.meta.url);

test('every module of the experiment, the session, the worker and the diagnosis is put to the test', () => {
  // the worker's entry runs in a worker only; the protocol is types
  const others = ['site/src/worker/engine-worker.js', 'site/src/worker/protocol.js'];
  const modules = ['state', 'session', 'worker', 'diagnosis'].flatMap((folder) =>
    readdirSync(new URL(`site/src/${folder}`, top))
      .filter((file) => file.endsWith('.js'))
      .map((file) => `site/src/${folder}/${file}`),
  );
  const listed = targets.map(({ source }) => source);
  assert.deepEqual(
    modules.filter((module) => !listed.includes(module)),
    others.filter((module) => modules.includes(module)).sort(),
  );
});

test('every module and every suite that is named is there', () => {
  const files = targets.flatMap(({ source, tests }) => [source, ...tests]);
  assert.deepEqual(
    files.filter((file) => !existsSync(new URL(file, top))),
    [],
  );
});
