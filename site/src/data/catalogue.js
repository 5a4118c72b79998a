/**
 * The data sets that are shipped, in `dist/data/`. `site/scripts/make-data.mjs` makes the files from Debian's packages;
 * `licences.txt` beside them has the texts of the licences.
 *
 * @typedef {object} CatalogueEntry
 * @property {string} name
 * @property {string} title
 * @property {string} description one sentence
 * @property {string} source where the file was taken from, and where that has it from
 * @property {string} creators
 * @property {string} licence of the package that the file was taken from
 * @property {string} terms of the original publisher, and whether they were verified
 * @property {string} file name in `dist/data/`
 * @property {number} rows
 * @property {number} inputs of a network
 * @property {number} missing cells without a value
 * @property {readonly string[]} columns a name for each input; none for images
 * @property {string} [target] the column of the classes
 * @property {readonly string[]} classNames
 * @property {number} classes
 * @property {{width: number, height: number, channels: number, levels: number}} [image] values are whole numbers from 0
 *   to `levels - 1`
 * @property {number} bytes of the file
 * @property {string} hash SHA-256 of the file
 */

import { shippedInfos } from './shipped-info.js';

const sklearn = 'Debian package python3-sklearn 1.2.1';
const notVerified = 'CC BY 4.0, as published by UCI, not verified';

/** @param {string} name */
const info = (name) =>
  /** @type {import('./shipped-info.js').ShippedInfo} */ (
    shippedInfos.find((one) => one.name === name)
  );

/** @type {readonly CatalogueEntry[]} */
export const catalogue = Object.freeze([
  Object.freeze({
    ...info('digits'),
    source: `${sklearn}, a copy of the test set of UCI’s Optical Recognition of Handwritten Digits`,
    creators: 'E. Alpaydin, C. Kaynak (1998)',
    licence: 'BSD-3-Clause',
    terms: notVerified,
    file: 'digits.npz',
    rows: 1797,
    missing: 0,
    columns: [],
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    classes: 10,
    image: { width: 8, height: 8, channels: 1, levels: 17 },
    bytes: 43884,
    hash: 'fa12a282f196e5df1d449d5f3a1bc89010dba12d7825774176dc3de6a61aac3e',
  }),
  Object.freeze({
    ...info('iris'),
    source: `${sklearn}, from R. A. Fisher, Annals of Eugenics 7 (1936)`,
    creators: 'R. A. Fisher; measured by E. Anderson',
    licence: 'BSD-3-Clause',
    terms: notVerified,
    file: 'iris.csv',
    rows: 150,
    missing: 0,
    columns: ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'],
    target: 'species',
    classNames: ['setosa', 'versicolor', 'virginica'],
    classes: 3,
    bytes: 3878,
    hash: 'f7fac79ad999fd2d001fd012dd70c0f42c738a7e7cfb7069e71371b55c29341e',
  }),
  Object.freeze({
    ...info('wine'),
    source: `${sklearn}, a copy of UCI’s Wine`,
    creators: 'M. Forina and others, PARVUS (Institute of Pharmaceutical and Food Analysis, Genoa)',
    licence: 'BSD-3-Clause',
    terms: notVerified,
    file: 'wine.csv',
    rows: 178,
    missing: 0,
    columns: [
      'alcohol',
      'malic acid',
      'ash',
      'alcalinity of ash',
      'magnesium',
      'total phenols',
      'flavanoids',
      'nonflavanoid phenols',
      'proanthocyanins',
      'color intensity',
      'hue',
      'OD280/OD315 of diluted wines',
      'proline',
    ],
    target: 'grower',
    classNames: ['grower 1', 'grower 2', 'grower 3'],
    classes: 3,
    bytes: 12549,
    hash: 'cd01f2949bb42d5115e29c068561b16771f22fc5915cb773f34d79abb1c6d755',
  }),
  Object.freeze({
    ...info('penguins'),
    source: 'Debian package r-cran-palmerpenguins 0.1.1, doi:10.5281/zenodo.3960218',
    creators: 'A. M. Horst, A. P. Hill, K. B. Gorman (2020)',
    licence: 'CC0-1.0',
    terms: 'CC0-1.0, the package’s own',
    file: 'penguins.csv',
    rows: 344,
    missing: 19,
    columns: [
      'bill_length_mm',
      'bill_depth_mm',
      'flipper_length_mm',
      'body_mass_g',
      'sex = female',
      'sex = male',
    ],
    target: 'species',
    classNames: ['Adelie', 'Chinstrap', 'Gentoo'],
    classes: 3,
    bytes: 15241,
    hash: 'f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93',
  }),
  Object.freeze({
    ...info('fashion'),
    source: 'Debian package dataset-fashion-mnist 0.0~git20200523, Fashion-MNIST',
    creators: 'H. Xiao, K. Rasul, R. Vollgraf (Zalando SE, 2017)',
    licence: 'MIT',
    terms: 'MIT, the package’s own',
    file: 'fashion.npz',
    rows: 2000,
    missing: 0,
    columns: [],
    classNames: [
      'T-shirt/top',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'sneaker',
      'bag',
      'ankle boot',
    ],
    classes: 10,
    image: { width: 28, height: 28, channels: 1, levels: 8 },
    bytes: 285114,
    hash: '882736a11457e5b8867b7278b6384fb9a1d34ec1d3f7ac1a55eb186f19e48818',
  }),
]);
