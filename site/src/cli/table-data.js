/**
 * The data of `--data file.csv`: what the comparison's `table` says is made of it.
 *
 * @typedef {import('../../../wasm/js/index.js').ArraysDatasetSpec} ArraysDatasetSpec
 * @typedef {Partial<import('../data/table-options.js').TableSpecOptions> & {hash?: string}} TableDescription
 */

import { readFileSync } from 'node:fs';
import { CompareError } from '../compare/compare-error.js';
import { contentHash } from '../data/content-hash.js';
import { readTable } from '../data/table.js';
import { prepareTable } from '../data/table-spec.js';

/** What `table` may have. */
const known = [
  'target',
  'targetKind',
  'inputs',
  'missing',
  'manyCategories',
  'split',
  'testFraction',
  'validationFraction',
  'standardize',
  'standardizeTarget',
  'seed',
  'hash',
];

/**
 * @param {string} path of a CSV or TSV file
 * @param {TableDescription} [description] by default the last column is the target
 * @returns {{spec: ArraysDatasetSpec, hash: string, notes: string[]}} notes: what there is to say about the table
 * @throws {CompareError} for a description with other keys, and for another file than it names
 */
export function readTableData(path, description = {}) {
  checkKeys(description);
  const { hash: expected, ...options } = description;
  const bytes = new Uint8Array(readFileSync(path));
  const hash = contentHash(bytes);
  if (expected !== undefined && !(expected.length >= shortestHash && hash.startsWith(expected))) {
    const message = `${path}: SHA-256 ${hash} given; allowed: ${expected}, which the comparison names.`;
    throw new CompareError('bad-value', message);
  }
  const table = readTable(bytes);
  const target = options.target ?? /** @type {string} */ (table.columns.at(-1)?.name);
  const { spec, warnings } = prepareTable(table, { ...options, target });
  const refused = table.refused.map(
    ({ line, column, content, reason }) =>
      `line ${line}${column && `, ${column}`}: ${content}: ${reason}`,
  );
  const said = [...table.warnings, ...warnings].map(({ message }) => message);
  return { spec, hash, notes: [...said, ...refused] };
}

/** Fewer digits of a SHA-256 name no file. */
const shortestHash = 8;

/** @param {TableDescription} description */
function checkKeys(description) {
  const other = Object.keys(description).find((key) => !known.includes(key));
  if (other === undefined) return;
  throw new CompareError('unknown-field', `table: “${other}” given; allowed: ${known.join(', ')}.`);
}
