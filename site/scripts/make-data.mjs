/**
 * Makes the data files of `site/public/data/` from Debian 12's packages, which are downloaded and unpacked in a
 * temporary folder; nothing is installed. Run by hand: `node site/scripts/make-data.mjs`. It refuses a package with
 * another content, and says which files of the catalogue are no longer as listed.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { catalogue } from '../src/data/catalogue.js';
import { readIdx } from '../src/data/idx.js';
import { writeNpz } from './zip-writer.mjs';

const target = join(dirname(fileURLToPath(import.meta.url)), '../public/data');

/** SHA-256 of the packages. */
const packages = {
  'python3-sklearn': 'ca0c6be401d14871c7e93cfdd8d1f561595dc65e6e2ad2501d568aee7f7efc58',
  'r-cran-palmerpenguins': '9bbfc099acc6764738f3c0c778093e905bc28c9c0cff94ef630c3c1d1aa9c34c',
  'dataset-fashion-mnist': '39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0',
};

const sklearn = 'usr/lib/python3/dist-packages/sklearn/datasets/data';
const penguins = 'usr/lib/R/site-library/palmerpenguins/extdata/penguins.csv';
const fashion = 'usr/share/datasets/fashion-mnist';

const fashionRows = 2000;
const fashionLevels = 8;

/** @param {Uint8Array | string} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Downloads the packages into a folder, checks them, and unpacks each. @param {string} folder */
async function fetchPackages(folder) {
  execFileSync('apt-get', ['download', ...Object.keys(packages)], {
    cwd: folder,
    stdio: 'inherit',
  });
  for (const [name, hash] of Object.entries(packages)) {
    const file = (await readdir(folder)).find((one) => one.startsWith(`${name}_`));
    if (!file) throw new Error(`${name} was not downloaded`);
    const given = hashOf(await readFile(join(folder, file)));
    if (given !== hash) throw new Error(`${name}: SHA-256 ${given}; expected: ${hash}`);
    execFileSync('dpkg-deb', ['-x', file, '.'], { cwd: folder });
  }
}

/** @param {string} name */
function entry(name) {
  const found = catalogue.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in the catalogue`);
  return found;
}

/** Sixty-four values and the digit in each line. @param {string} text */
function digits(text) {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  const images = Uint8Array.from(rows.flatMap((row) => row.slice(0, 64)));
  const labels = Uint8Array.from(rows.map((row) => row[64]));
  return writeNpz({
    images: { shape: [rows.length, 8, 8], values: images },
    labels: { shape: [rows.length], values: labels },
  });
}

/**
 * The numbers as they are written in the package, the class by its name, and a first line with the columns.
 * @param {string} name
 * @param {string} target the last column
 * @param {string} text the package's, whose first line has counts and classes
 */
function table(name, target, text) {
  const { columns, classNames } = entry(name);
  const lines = text.trim().split(/\r?\n/).slice(1);
  const named = lines.map((line) => line.replace(/,(\d)$/, (_, label) => `,${classNames[label]}`));
  return `${[...columns, target].join(',')}\n${named.join('\n')}\n`;
}

/** @param {Uint8Array} images @param {Uint8Array} labels in MNIST's format */
function fewerLevels(images, labels) {
  const { shape, values } = readIdx(images);
  const size = shape[1] * shape[2];
  const first = values.subarray(0, fashionRows * size);
  const levels = Uint8Array.from(first, (value) => Math.round((value / 255) * (fashionLevels - 1)));
  return writeNpz({
    images: { shape: [fashionRows, shape[1], shape[2]], values: levels },
    labels: {
      shape: [fashionRows],
      values: Uint8Array.from(readIdx(labels).values.subarray(0, fashionRows)),
    },
  });
}

/** @param {string} folder with the unpacked packages @returns {Promise<Record<string, Uint8Array | string>>} */
async function makeFiles(folder) {
  const text = (/** @type {string} */ path) => readFile(join(folder, path), 'utf8');
  const unpacked = async (/** @type {string} */ path) =>
    gunzipSync(await readFile(join(folder, path)));
  return {
    'digits.npz': digits((await unpacked(`${sklearn}/digits.csv.gz`)).toString()),
    'iris.csv': table('iris', 'species', await text(`${sklearn}/iris.csv`)),
    'wine.csv': table('wine', 'grower', await text(`${sklearn}/wine_data.csv`)),
    'penguins.csv': await text(penguins),
    'fashion.npz': fewerLevels(
      await unpacked(`${fashion}/train-images-idx3-ubyte.gz`),
      await unpacked(`${fashion}/train-labels-idx1-ubyte.gz`),
    ),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'make-data-'));
try {
  await fetchPackages(folder);
  const files = await makeFiles(folder);
  await mkdir(target, { recursive: true });
  for (const { name, file, bytes, hash } of catalogue) {
    const content = Buffer.from(files[file]);
    await writeFile(join(target, file), content);
    const listed = content.length === bytes && hashOf(content) === hash;
    console.log(
      `${name}: ${content.length} bytes, ${hashOf(content)}${listed ? '' : ' (not as listed)'}`,
    );
    if (!listed) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true });
}
