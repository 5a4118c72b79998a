import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../site/src/compare/compare.js';
import { readTable } from '../../../site/src/data/table.js';
import { tableSpec } from '../../../site/src/data/table-spec.js';
import { engine } from '../tables.mjs';

const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * i) % 11},${'ab'[i % 2]}`);
const data = tableSpec(readTable(`p,q,kind\n${rows.join('\n')}`), { target: 'kind' });
const description = {
  base: 'preset=none&layers=4',
  rows: 'learningRate:0.1|1',
  seeds: 2,
  steps: 10,
};

/** @param {object} more */
async function trials(more) {
  const found = [];
  for await (const trial of compare(engine, { ...description, ...more })) found.push(trial);
  return found;
}

test('every cell is trained on the given data', async () => {
  const found = await trials({ data });
  assert.equal(found.length, 4);
  assert.ok(found.every(({ result }) => result.map === undefined));
  const [generated] = await trials({});
  assert.notEqual(found[0].result.parameterHash, generated.result.parameterHash);
  assert.deepEqual(
    found.map(({ result }) => result.parameterHash),
    (await trials({ data })).map(({ result }) => result.parameterHash),
  );
});

test('with newData each seed has its own test rows, else all have the same', async () => {
  const [same, , other] = await trials({ data: { ...data, seed: 1 }, newData: true });
  const [plain, , plainOther] = await trials({ data: { ...data, seed: 1 } });
  assert.equal(same.result.parameterHash, plain.result.parameterHash);
  assert.notEqual(other.result.parameterHash, plainOther.result.parameterHash);
});

for (const axis of [
  'noise:0|0.1',
  'data:xor|circles',
  'testFraction:0.2|0.4',
  'scaling:raw|standardised',
]) {
  test(`an axis ${axis} is refused, as given data have none of it`, async () => {
    await assert.rejects(trials({ data, rows: axis }), {
      code: 'axes-clash',
      message: new RegExp(axis.split(':')[0]),
    });
  });
}
