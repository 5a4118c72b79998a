import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../../fuzz/data/fuzz.mjs';
import { accepts, targets } from '../../fuzz/data/targets.mjs';

const runs = 10_000;

for (const [name, target] of Object.entries(targets)) {
  test(`${name}: ${runs} changed files are read or refused`, async () => {
    const { accepted, failure } = await fuzz(target, runs, 1);
    assert.equal(failure?.error, undefined, `bytes: ${failure?.bytes}`);
    assert.ok(accepted > 0 && accepted < runs, `${accepted} accepted`);
  });

  test(`${name}: files cut at every byte are refused, or read as what is left of a text`, async () => {
    for (const seed of target.seeds) {
      assert.ok(await accepts(target, seed));
      for (let length = 0; length < seed.length; length += 1) {
        const cut = await accepts(target, seed.subarray(0, length));
        if (name !== 'table') assert.equal(cut, false, `${length} of ${seed.length} bytes`);
      }
    }
  });
}
