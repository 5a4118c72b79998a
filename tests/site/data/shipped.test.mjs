import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { catalogue } from '../../../site/src/data/catalogue.js';
import { contentHash } from '../../../site/src/data/content-hash.js';
import { loadShipped, readShipped } from '../../../site/src/data/shipped.js';

const folder = new URL('../../../site/public/data/', import.meta.url);
const largestInAll = 370_000;

/** How many rows each class has. @param {ArrayLike<number>} labels */
function counts(labels) {
  /** @type {number[]} */
  const result = [];
  for (const label of Array.from(labels)) result[label] = (result[label] ?? 0) + 1;
  return result;
}

/** The mean of each input, to two decimals. */
function means({ x, inputs }) {
  const sums = new Float64Array(inputs);
  for (const [index, value] of x.entries()) sums[index % inputs] += value;
  return Array.from(sums, (sum) => Number(((sum * inputs) / x.length).toFixed(2)));
}

test('every file has the bytes and the content that the catalogue lists, and no other is there', async () => {
  for (const { file, bytes, hash } of catalogue) {
    const content = await readFile(new URL(file, folder));
    assert.equal(content.length, bytes, file);
    assert.equal(contentHash(content), hash, file);
  }
  const expected = [...catalogue.map(({ file }) => file), 'licences.txt'];
  assert.deepEqual((await readdir(folder)).sort(), expected.sort());
});

test('the files are small, and none has a name that servers unpack', () => {
  const total = catalogue.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(total < largestInAll, `${total} bytes`);
  assert.ok(catalogue.every(({ file }) => !file.endsWith('.gz')));
});

for (const entry of catalogue) {
  test(`${entry.name}: as many rows, inputs and classes as the catalogue says`, async () => {
    const { spec, columns, classNames, dropped } = await loadShipped(entry.name, folder);
    assert.equal(spec.x.length / spec.inputs + dropped, entry.rows);
    assert.equal(spec.labels.length + dropped, entry.rows);
    assert.equal(spec.inputs, entry.inputs);
    assert.equal(columns.length, entry.inputs);
    assert.equal(spec.classes, entry.classes);
    assert.deepEqual(classNames, [...entry.classNames]);
    if (!entry.image) assert.deepEqual(columns, [...entry.columns]);
  });
}

test('each has a source, creators, a licence and terms, of which those not verified say so', () => {
  for (const { name, source, creators, licence, terms } of catalogue) {
    for (const text of [source, creators, licence, terms]) assert.ok(text.length > 2, name);
    if (terms.includes('UCI')) assert.match(terms, /not verified/);
  }
});

test('digits: values from 0 to 16, and the published counts of the ten digits', async () => {
  const { spec, image } = await loadShipped('digits', folder);
  assert.equal(Math.max(...spec.x), 16);
  assert.equal(spec.divisor, 16);
  assert.deepEqual(counts(spec.labels), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  assert.deepEqual(image, { width: 8, height: 8, channels: 1 });
  assert.deepEqual([...spec.x.subarray(0, 8)], [0, 0, 5, 13, 9, 1, 0, 0]);
});

test('iris: 50 flowers of each kind, and the published means', async () => {
  const { spec } = await loadShipped('iris', folder);
  assert.deepEqual(counts(spec.labels), [50, 50, 50]);
  assert.deepEqual(means(spec), [5.84, 3.06, 3.76, 1.2]);
});

test('wine: the published counts and means', async () => {
  const { spec } = await loadShipped('wine', folder);
  assert.deepEqual(counts(spec.labels), [59, 71, 48]);
  const [alcohol, malic, ash, , magnesium] = means(spec);
  assert.deepEqual([alcohol, malic, ash, magnesium], [13, 2.34, 2.37, 99.74]);
});

test('penguins: the 333 complete rows of 344, by species', async () => {
  const { spec, dropped } = await loadShipped('penguins', folder);
  assert.equal(dropped, 11);
  assert.deepEqual(counts(spec.labels), [146, 68, 119]);
  const text = await readFile(new URL('penguins.csv', folder), 'utf8');
  assert.equal(text.match(/\bNA\b/g)?.length, 19);
});

test('fashion: eight grey levels', async () => {
  const { spec } = await loadShipped('fashion', folder);
  assert.deepEqual([...new Set(spec.x)].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(spec.divisor, 7);
  // The first training pictures: an ankle boot, two tops, two dresses or tops.
  assert.deepEqual([...spec.labels.subarray(0, 5)], [9, 0, 0, 3, 0]);
});

test('a name that is not in the catalogue, a file that is not there, and another content are refused', async () => {
  await assert.rejects(loadShipped('mnist', folder), {
    code: 'unknown-name',
    message: /mnist.*digits/,
  });
  const elsewhere = new URL('nowhere/', folder);
  await assert.rejects(loadShipped('iris', elsewhere), { code: 'not-found' });
  const other = new TextEncoder().encode('a,b\n1,2\n');
  await assert.rejects(readShipped(catalogue[1], other), {
    code: 'wrong-hash',
    message: /iris\.csv/,
  });
});
