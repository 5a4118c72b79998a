/**
 * What each reader promises for whatever bytes: a result that fits together, or a DataError.
 *
 * @typedef {object} Target
 * @property {readonly Uint8Array[]} seeds
 * @property {(bytes: Uint8Array) => unknown} run throws what it must not; may be asynchronous
 */

import assert from 'node:assert/strict';
import { DataError } from '../../../site/src/data/data-error.js';
import { readIdx } from '../../../site/src/data/idx.js';
import { gunzip } from '../../../site/src/data/inflate.js';
import { readNpy } from '../../../site/src/data/npy.js';
import { readNpz } from '../../../site/src/data/npz.js';
import { readTable } from '../../../site/src/data/table.js';
import { prepareTable } from '../../../site/src/data/table-spec.js';
import { gzipped, images, labels, npz, numpy, tables } from './samples.mjs';

/** @param {{shape: number[], values: ArrayLike<number>}} array */
function checkArray({ shape, values }) {
  assert.equal(
    values.length,
    shape.reduce((product, length) => product * length, 1),
  );
}

/** @param {Uint8Array} bytes */
function checkTable(bytes) {
  const table = readTable(bytes);
  const { columns, cells, lines, rows } = table;
  assert.equal(cells.length, rows);
  assert.equal(lines.length, rows);
  assert.ok(cells.every(({ length }) => length === columns.length));
  assert.ok(lines.every((line, row) => row === 0 || line > lines[row - 1]));
  assert.equal(new Set(columns.map(({ name }) => name)).size, columns.length);
  for (const { name } of columns) checkPrepared(table, name);
}

/**
 * A table may be refused for a target, such as one of dates.
 * @param {import('../../../site/src/data/table.js').Table} table
 * @param {string} target
 */
function checkPrepared(table, target) {
  try {
    const { spec, lines } = prepareTable(table, { target, missing: 'mean' });
    assert.equal(spec.x.length, lines.length * spec.inputs);
    assert.ok([...spec.x].every(Number.isFinite), 'inputs are finite');
    assert.ok([...(spec.y ?? [])].every(Number.isFinite), 'targets are finite');
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
  }
}

/** @type {Record<string, Target>} */
export const targets = {
  table: { seeds: tables, run: checkTable },
  idx: { seeds: [images, labels], run: (bytes) => checkArray(readIdx(bytes)) },
  npy: { seeds: numpy, run: (bytes) => checkArray(readNpy(bytes)) },
  npz: {
    seeds: [npz],
    run: async (bytes) => Object.values(await readNpz(bytes)).forEach(checkArray),
  },
  gzip: { seeds: [gzipped], run: gunzip },
};

/**
 * Runs a target on some bytes.
 * @param {Target} target
 * @param {Uint8Array} bytes
 * @returns {Promise<boolean>} whether they were accepted
 */
export async function accepts({ run }, bytes) {
  try {
    await run(bytes);
    return true;
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}
