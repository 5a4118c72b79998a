import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

/** In a process of its own, with nothing of a browser in it. */
const run = (code) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);

for (const [name, element] of [
  ['gradient-playground', 'GradientPlayground'],
  ['gradient-comparison', 'GradientComparison'],
]) {
  test(`the built ${name} can be imported where there is no DOM, and does nothing there`, async () => {
    const { stdout, stderr } = await run(`
      const { ${element} } = await import('./dist/${name}.js');
      console.log(typeof ${element});
    `);
    assert.equal(stdout.trim(), 'function');
    assert.equal(stderr, '');
  });
}
