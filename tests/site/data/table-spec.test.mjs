import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTable } from '../../../site/src/data/table.js';
import { prepareTable, tableSpec } from '../../../site/src/data/table-spec.js';

const people = readTable(
  [
    'city,size,age,group',
    'Rome,1.5,30,a',
    'Oslo,2.5,?,b',
    ',3.5,50,b',
    'Rome,4.5,40,a',
    'Bonn,5.5,41,',
  ].join('\n'),
);

/** The rows of a matrix. @param {{x: Float32Array, inputs: number}} spec */
const rowsOf = ({ x, inputs }) =>
  Array.from({ length: x.length / inputs }, (_, row) => [
    ...x.subarray(row * inputs, (row + 1) * inputs),
  ]);

test('texts become one input each, in the order of the alphabet; rows with missing cells are left out', () => {
  const { spec, columns, classNames, dropped, lines } = prepareTable(people, { target: 'group' });
  assert.deepEqual(columns, ['city = Rome', 'size', 'age']);
  assert.deepEqual(rowsOf(spec), [
    [1, 1.5, 30],
    [1, 4.5, 40],
  ]);
  assert.deepEqual(classNames, ['a']);
  assert.deepEqual(dropped, { missing: 3, refused: 0 });
  assert.deepEqual([...lines], [2, 5]);
});

test('missing: mean has the mean of the others, and for a category their shares; a target is never made up', () => {
  const { spec, columns, classNames } = prepareTable(people, { target: 'group', missing: 'mean' });
  assert.deepEqual(columns, ['city = Oslo', 'city = Rome', 'size', 'age']);
  const third = Math.fround(1 / 3);
  assert.deepEqual(rowsOf(spec), [
    [0, 1, 1.5, 30],
    [1, 0, 2.5, 40],
    [third, Math.fround(2 / 3), 3.5, 50],
    [0, 1, 4.5, 40],
  ]);
  assert.deepEqual([...spec.labels], [0, 1, 1, 0]);
  assert.equal(spec.classes, 2);
  assert.deepEqual(classNames, ['a', 'b']);
});

test('missing: refuse names line and column', () => {
  assert.throws(() => tableSpec(people, { target: 'group', missing: 'refuse' }), {
    code: 'bad-cell',
    message: /line 3, age/,
  });
});

test('columns that are not chosen may have missing cells', () => {
  const { spec, dropped } = prepareTable(people, { target: 'group', inputs: ['size'] });
  assert.equal(spec.x.length, 4);
  assert.deepEqual(dropped, { missing: 1, refused: 0 });
});

test('a numeric target is standardised unless that is not wanted', () => {
  const spec = tableSpec(people, { target: 'size', inputs: ['age'] });
  assert.deepEqual([...spec.y], [1.5, 3.5, 4.5, 5.5]);
  assert.equal(spec.targets, 'real');
  assert.equal(spec.standardizeTargets, true);
  const plain = tableSpec(people, { target: 'size', inputs: ['age'], standardizeTarget: false });
  assert.equal(plain.standardizeTargets, false);
});

test('whole numbers of which there are few, each many times, are classes; else and when asked, numbers', () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i * 1.5},${(i % 2) + 1}`);
  const table = readTable(`x,y\n${rows.join('\n')}\n`);
  assert.deepEqual(prepareTable(table, { target: 'y' }).classNames, ['1', '2']);
  assert.equal(tableSpec(table, { target: 'y', targetKind: 'number' }).targets, 'real');
  assert.equal(tableSpec(table, { target: 'x' }).targets, 'real');
});

test('classes that are numbers are in the order of the numbers', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i * 1.5},${[10, 9, 100][i % 3]}`);
  const { classNames, spec } = prepareTable(readTable(`x,y\n${rows.join('\n')}`), { target: 'y' });
  assert.deepEqual(classNames, ['9', '10', '100']);
  assert.deepEqual([...spec.labels.subarray(0, 3)], [1, 0, 2]);
});

test('split and seed are handed on; by default a fifth of the rows test', () => {
  const spec = tableSpec(people, {
    target: 'size',
    split: 'last',
    validationFraction: 0.1,
    seed: 7,
  });
  const { split, testFraction, validationFraction, seed, standardize } = spec;
  assert.deepEqual(
    { split, testFraction, validationFraction, seed, standardize },
    { split: 'last', testFraction: 0.2, validationFraction: 0.1, seed: 7, standardize: true },
  );
});

test('dates are refused by name as inputs and targets, and left out when nothing is chosen', () => {
  const table = readTable('when,x,y\n2024-05-01,1.5,a\n2024-05-02,2.5,b\n2024-05-03,2,b\n');
  assert.throws(() => tableSpec(table, { target: 'y', inputs: ['when'] }), {
    code: 'bad-argument',
    message: /when has dates/,
  });
  assert.throws(() => tableSpec(table, { target: 'when' }), {
    code: 'bad-argument',
    message: /when/,
  });
  const { columns, warnings } = prepareTable(table, { target: 'y' });
  assert.deepEqual(columns, ['x']);
  assert.match(warnings[0].message, /when is no input: when has dates/);
});

const letters = 'abcdefghijklmnopqrstuvwxyz';
const alphabet = readTable(
  `letter,x,y\n${Array.from({ length: 60 }, (_, i) => `${letters[i % 26]},${i / 3},${'pq'[i % 2]}`).join('\n')}`,
);

test('more than 20 different texts need a choice', () => {
  assert.throws(() => tableSpec(alphabet, { target: 'y', inputs: ['letter'] }), {
    code: 'bad-argument',
    message: /letter has 26 different texts/,
  });
  assert.equal(prepareTable(alphabet, { target: 'y' }).columns.length, 1);
  const all = prepareTable(alphabet, {
    target: 'y',
    inputs: ['letter'],
    manyCategories: 'one-hot',
  });
  assert.equal(all.columns.length, 26);
  const common = prepareTable(alphabet, {
    target: 'y',
    inputs: ['letter'],
    manyCategories: 'common',
  });
  assert.equal(common.columns.length, 20);
  assert.equal(common.columns[19], 'letter = other');
  // a to h stand there three times, the others twice
  assert.deepEqual(rowsOf(common.spec)[25], [...Array.from({ length: 19 }, () => 0), 1]);
});

test('a row with a cell that is no number is left out where that column is used', () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i / 4},${i % 2 ? 'a' : 'b'}`);
  rows[3] = 'oops,a';
  const table = readTable(`x,y\n${rows.join('\n')}`);
  const { dropped, spec, warnings } = prepareTable(table, { target: 'y' });
  assert.deepEqual(dropped, { missing: 0, refused: 1 });
  assert.equal(spec.x.length, 19);
  assert.match(warnings[0].message, /1 row is left out/);
});

test('one class, and a column equal to the target, are said', () => {
  const rows = Array.from(
    { length: 12 },
    (_, i) => `${i % 2 ? 'a' : 'b'},${i / 4},${i % 2 ? 'a' : 'b'},z`,
  );
  const table = readTable(`copy,x,y,one\n${rows.join('\n')}`, { header: true });
  const equal = prepareTable(table, { target: 'y', inputs: ['copy', 'x'] });
  assert.deepEqual(
    equal.warnings.map(({ kind, column }) => [kind, column]),
    [['equals-target', 'copy']],
  );
  const one = prepareTable(table, { target: 'one' });
  assert.deepEqual(
    one.warnings.map(({ kind }) => kind),
    ['one-class'],
  );
  assert.equal(one.spec.classes, 2);
});

test('columns that say nothing about other rows are no inputs unless they are chosen', () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i + 1},7,${i / 4},${i % 2 ? 'a' : 'b'}`);
  const table = readTable(`id,same,x,y\n${rows.join('\n')}`);
  assert.deepEqual(prepareTable(table, { target: 'y' }).columns, ['x']);
  assert.deepEqual(prepareTable(table, { target: 'y', inputs: ['id', 'same'] }).columns, [
    'id',
    'same',
  ]);
});

for (const [options, code, message] of [
  [{ target: 'nobody' }, 'unknown-name', /target: nobody given; allowed: city, size, age, group/],
  [{ target: 'size', inputs: ['x'] }, 'unknown-name', /inputs: x/],
  [{ target: 'size', inputs: ['size'] }, 'bad-argument', /is the target/],
  [{ target: 'size', inputs: ['age', 'age'] }, 'bad-argument', /twice/],
  [{ target: 'size', inputs: [] }, 'bad-argument', /at least one/],
  [{ target: 'city', targetKind: 'number' }, 'bad-argument', /city has texts/],
  [{ target: 'size', missing: 'zero' }, 'bad-argument', /missing: zero given; allowed: drop/],
  [{ target: 'size', split: 'half' }, 'bad-argument', /split: half/],
]) {
  test(`${JSON.stringify(options)} is refused`, () => {
    assert.throws(() => tableSpec(people, /** @type {any} */ (options)), { code, message });
  });
}

test('a table in which no row is complete is refused', () => {
  const table = readTable('a,b\n1,?\n?,2\n');
  assert.throws(() => tableSpec(table, { target: 'a' }), { code: 'no-rows' });
});
