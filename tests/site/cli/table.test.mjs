import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compare } from '../../../site/src/compare/compare.js';
import { contentHash } from '../../../site/src/data/content-hash.js';
import { readTable } from '../../../site/src/data/table.js';
import { tableSpec } from '../../../site/src/data/table-spec.js';
import { engine } from '../tables.mjs';

const cli = fileURLToPath(new URL('../../../dist/cli.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cli-table-'));
after(() => rmSync(folder, { recursive: true }));

const rows = Array.from({ length: 60 }, (_, i) => `${i % 7};${(i * i) % 11},5;${'ab'[i % 2]}`);
rows[9] = '1;2';
const text = `p;q;kind\n${rows.join('\n')}\n`;
const csv = join(folder, 'rows.csv');
writeFileSync(csv, text);
const hash = contentHash(new TextEncoder().encode(text));
const description = {
  base: 'preset=none&layers=4',
  rows: 'learningRate:0.1|1',
  seeds: 2,
  steps: 10,
};

/** Runs a comparison with more settings. @param {object} more @param {string[]} args */
function run(more, ...args) {
  const path = join(folder, 'comparison.json');
  writeFileSync(path, JSON.stringify({ ...description, ...more }));
  return spawnSync(process.execPath, [cli, 'trial', path, ...args], { encoding: 'utf8' });
}

test('a table is trained on, with the bits of the API; what is refused of it is said', async () => {
  const table = { target: 'kind', testFraction: 0.3, hash: hash.slice(0, 12) };
  const { status, stdout, stderr } = run({ table }, '--data', csv);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /line 11: 1 · 2: 2 cells in place of 3/);
  const data = tableSpec(readTable(text), { target: 'kind', testFraction: 0.3 });
  const expected = [];
  for await (const { result } of compare(engine, { ...description, data })) {
    expected.push(result.parameterHash);
  }
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ parameterHash }) => parameterHash),
    expected,
  );
});

test('the last column is the target unless another is named', () => {
  const own = run({}, '--data', csv);
  const named = run({ table: { target: 'kind' } }, '--data', csv);
  const hashes = ({ stdout }) => stdout.match(/"parameterHash":"\w+"/g);
  assert.equal(hashes(own)?.length, 4);
  assert.deepEqual(hashes(own), hashes(named));
});

test('a comparison that names other data refuses the file', () => {
  const { status, stderr } = run({ table: { hash: '0123456789ab' } }, '--data', csv);
  assert.equal(status, 2);
  assert.match(stderr, new RegExp(`${hash} given; allowed: 0123456789ab`));
});

for (const [table, words] of [
  [{ target: 'nobody' }, /target: nobody given; allowed: p, q, kind/],
  [{ goal: 'kind' }, /table: “goal” given; allowed: target/],
  [{ hash: '01' }, /allowed: 01/],
]) {
  test(`the table ${JSON.stringify(table)} is refused`, () => {
    const { status, stderr } = run({ table }, '--data', csv);
    assert.equal(status, 2);
    assert.match(stderr, words);
  });
}

test('shipped data sets are loaded by their names', () => {
  const { status, stdout, stderr } = run({
    base: 'preset=none&layers=4&learningRate=0.3&testFraction=0.2',
    rows: 'data:iris|wine',
    seeds: 1,
    steps: 300,
  });
  assert.equal(status, 0, stderr);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ row }) => row),
    ['iris', 'wine'],
  );
  for (const { testAccuracy } of lines) assert.ok(testAccuracy.at(-1) > 0.85);
});

test('a comparison with a table needs its file', () => {
  const { status, stderr } = run({ table: { target: 'kind' } });
  assert.equal(status, 2);
  assert.match(stderr, /--data: nothing given/);
});
