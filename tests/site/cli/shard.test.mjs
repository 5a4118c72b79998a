import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprint, readShard, trialsOfShard } from '../../../site/src/cli/shard.js';
import { readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import { schema } from '../tables.mjs';

const nameOf = (description) => fingerprint(trialsOf(readComparison(schema, description)));

test('the shards have every trial once between them', () => {
  const all = Array.from({ length: 23 }, (_, i) => i);
  const shards = [1, 2, 3, 4].map((part) => trialsOfShard(all, readShard(`${part}/4`)));
  assert.deepEqual(
    shards.flat().sort((a, b) => a - b),
    all,
  );
});

test('what is no shard is refused', () => {
  for (const text of ['0/4', '5/4', '1', '1/0', 'a/b', '-1/4', '1/4/2'])
    assert.throws(() => readShard(text), { code: 'bad-value' }, text);
});

test('a comparison has the same name however it is spelled, and another one another', () => {
  const name = nameOf({ rows: 'noise:0|0.5', seeds: 2 });
  assert.equal(nameOf({ rows: 'noise:0..0.5+2', seeds: 2 }), name);
  assert.notEqual(nameOf({ rows: 'noise:0|0.4', seeds: 2 }), name);
  assert.notEqual(nameOf({ rows: 'noise:0|0.5', seeds: 3 }), name);
  assert.notEqual(nameOf({ rows: 'noise:0|0.5', seeds: 2, steps: 10 }), name);
});
