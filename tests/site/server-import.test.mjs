import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

/** In a process of its own, with nothing of a browser in it. */
const run = (code) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);

test('the built element can be imported where there is no DOM, and does nothing there', async () => {
  const { stdout, stderr } = await run(`
    const { GradientPlayground } = await import('./dist/gradient-playground.js');
    console.log(typeof GradientPlayground);
  `);
  assert.equal(stdout.trim(), 'function');
  assert.equal(stderr, '');
});
