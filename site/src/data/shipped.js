/**
 * @typedef {import('../../../wasm/js/index.js').ArraysDatasetSpec} ArraysDatasetSpec
 * @typedef {import('./catalogue.js').CatalogueEntry} CatalogueEntry
 *
 * @typedef {object} ShippedData
 * @property {ArraysDatasetSpec} spec every row; a fifth of them test, the inputs of tables are standardised
 * @property {string[]} columns a name for each input
 * @property {string[]} classNames
 * @property {{width: number, height: number, channels: number}} [image]
 * @property {number} dropped rows that are left out for a missing value
 */

import { catalogue } from './catalogue.js';
import { contentHash } from './content-hash.js';
import { DataError } from './data-error.js';
import { fetchBytes } from './fetch-bytes.js';
import { readNpz } from './npz.js';
import { readTable } from './table.js';
import { prepareTable } from './table-spec.js';

const testFraction = 0.2;
/** Where this module is; the files are in a folder beside it. */
const here = import.meta.url;

/** @param {string} name */
export function catalogueEntry(name) {
  const entry = catalogue.find((one) => one.name === name);
  if (entry) return entry;
  const allowed = catalogue.map((one) => one.name).join(', ');
  throw new DataError('unknown-name', `data: ${name} given; allowed: ${allowed}`);
}

/**
 * Loads a shipped data set. Its file is fetched, and has to have the content that the catalogue lists.
 * @param {string} name as in the catalogue
 * @param {URL} [base] folder of the files, with a '/' at its end; by default `data/` beside this module
 * @returns {Promise<ShippedData>}
 * @throws {DataError} `unknown-name`, `not-found`, `wrong-hash`
 */
export async function loadShipped(name, base = new URL('data/', here)) {
  const entry = catalogueEntry(name);
  const bytes = await fetchBytes(new URL(entry.file, base));
  return readShipped(entry, bytes);
}

/**
 * @param {CatalogueEntry} entry
 * @param {Uint8Array} bytes of its file
 * @returns {Promise<ShippedData>}
 */
export async function readShipped(entry, bytes) {
  const hash = contentHash(bytes);
  if (hash !== entry.hash) {
    throw new DataError(
      'wrong-hash',
      `${entry.file}: SHA-256 ${hash} given; expected: ${entry.hash}`,
    );
  }
  return entry.image ? readImages(entry, bytes) : readShippedTable(entry, bytes);
}

/** @param {CatalogueEntry} entry @param {Uint8Array} bytes @returns {Promise<ShippedData>} */
async function readImages({ classNames, image, inputs }, bytes) {
  const { width = 0, height = 0, channels = 1, levels = 256 } = image ?? {};
  const { images, labels } = await readNpz(bytes);
  /** @type {any} */
  const spec = {
    kind: 'arrays',
    x: images.values,
    divisor: levels - 1,
    inputs,
    labels: Int32Array.from(labels.values),
    classes: classNames.length,
    targets: 'one-hot',
    testFraction,
    split: 'stratified',
    seed: 0,
  };
  return {
    spec,
    columns: Array.from({ length: inputs }, (_, pixel) => pixelName(pixel, width)),
    classNames: [...classNames],
    image: { width, height, channels },
    dropped: 0,
  };
}

/** @param {number} pixel @param {number} width */
const pixelName = (pixel, width) =>
  `row ${Math.floor(pixel / width) + 1}, column ${(pixel % width) + 1}`;

/** @param {CatalogueEntry} entry @param {Uint8Array} bytes @returns {ShippedData} */
function readShippedTable({ columns, target = '' }, bytes) {
  const table = readTable(bytes, { delimiter: ',', decimal: '.', header: true });
  const inputs = [...new Set(columns.map((name) => name.split(' = ')[0]))];
  const prepared = prepareTable(table, { target, inputs, missing: 'drop', testFraction });
  const { spec, classNames, dropped } = prepared;
  return { spec, columns: prepared.columns, classNames, dropped: dropped.missing };
}
