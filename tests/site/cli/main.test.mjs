import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compare } from '../../../site/src/compare/compare.js';
import { engine } from '../tables.mjs';

const cli = fileURLToPath(new URL('../../../dist/cli.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cli-'));
after(() => rmSync(folder, { recursive: true }));

const description = {
  base: 'preset=none&samples=40&layers=4',
  rows: 'activation:tanh|relu',
  columns: 'learningRate:0.1|1',
  seeds: 3,
  steps: 20,
};
const input = join(folder, 'comparison.json');
writeFileSync(input, JSON.stringify(description));

const run = (...args) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
/** Lines without what differs from run to run, sorted. */
const sorted = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.stringify({ ...JSON.parse(line), milliseconds: 0 }))
    .sort();

const whole = run('trial', input);

test('one line of JSON for each trial, with the bits of the trial', async () => {
  assert.equal(whole.status, 0, whole.stderr);
  const lines = whole.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const expected = [];
  for await (const { seed, result } of compare(engine, description))
    expected.push([seed, result.parameterHash]);
  assert.deepEqual(
    lines.map(({ seed, parameterHash }) => [seed, parameterHash]),
    expected,
  );
  assert.equal(whole.stderr.trimEnd().split('\n').length, 12, 'progress goes to stderr');
});

test('GNU parallel runs the shards; together they are one run', () => {
  const parts = join(folder, 'part-{}.jsonl');
  const command = `${process.execPath} ${cli} trial ${input} --shard {}/4 --out ${parts}`;
  const { status, stderr } = spawnSync(
    'parallel',
    ['--jobs', '2', command, ':::', '1', '2', '3', '4'],
    {
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    },
  );
  assert.equal(status, 0, stderr);
  const texts = [1, 2, 3, 4].map((part) => readFileSync(parts.replace('{}', String(part)), 'utf8'));
  assert.deepEqual(sorted(texts.join('')), sorted(whole.stdout));
});

test('a run that was ended goes on: the torn last line is dropped, what is there is skipped', () => {
  const out = join(folder, 'torn.jsonl');
  const lines = whole.stdout.split('\n');
  writeFileSync(out, `${lines[0]}\n${lines[1]}\n`);
  appendFileSync(out, lines[2].slice(0, 40));
  const { status, stderr } = run('trial', input, '--out', out);
  assert.equal(status, 0, stderr);
  assert.equal(stderr.trimEnd().split('\n').length, 10, 'ten trials were left');
  const text = readFileSync(out, 'utf8');
  assert.ok(text.startsWith(`${lines[0]}\n${lines[1]}\n`), 'what was there is unchanged');
  assert.deepEqual(sorted(text), sorted(whole.stdout));
});

test('a file of another comparison is refused and stays as it is', () => {
  const other = join(folder, 'other.json');
  writeFileSync(other, JSON.stringify({ ...description, steps: 21 }));
  const out = join(folder, 'other.jsonl');
  writeFileSync(out, whole.stdout);
  const { status, stderr } = run('trial', other, '--out', out);
  assert.equal(status, 2);
  assert.ok(stderr.includes('other.jsonl'), stderr);
  assert.equal(readFileSync(out, 'utf8'), whole.stdout);
});

test('with best every value is trained, and each line names its own', () => {
  const path = join(folder, 'best.json');
  const base = `${description.base}&validationFraction=0.2`;
  writeFileSync(
    path,
    JSON.stringify({ ...description, base, columns: '', best: 'learningRate:0.1|1' }),
  );
  const out = join(folder, 'best.jsonl');
  assert.equal(run('trial', path, '--shard', '1/2', '--out', out).status, 0);
  assert.equal(run('trial', path, '--out', out).status, 0);
  const lines = readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const names = lines.map(({ row, best, seed }) => `${row} ${best} ${seed}`);
  assert.equal(names.length, 12);
  assert.equal(new Set(names).size, 12);
});

test('what cannot be compared is refused by name', () => {
  for (const [text, named] of [
    ['{"rows":"rate:1|2"}', 'rate'],
    ['{"row":"noise:0|1"}', 'row'],
    ['[]', 'rows'],
    ['{', 'JSON'],
    ['{"seeds":1000}', 'seeds'],
    ['{"metric":"speed"}', 'testAccuracy'],
    ['{"view":"table"}', 'overlay'],
    ['{"rows":7}', 'rows'],
    ['{"newData":1}', 'newData'],
    ['{"best":"noise:0|1"}', 'validationFraction'],
  ]) {
    const path = join(folder, 'bad.json');
    writeFileSync(path, text);
    const { status, stderr, stdout } = run('trial', path);
    assert.equal(status, 2, text);
    assert.ok(stderr.includes(named), stderr);
    assert.equal(stdout, '');
  }
  assert.equal(run('trial', input, '--shard', '9/8').status, 2);
  assert.equal(run('trial').status, 2);
  assert.equal(run('trial', join(folder, 'none.json')).status, 2);
});
