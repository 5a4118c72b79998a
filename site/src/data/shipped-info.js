/**
 * The shipped data sets as entries of the table of data sets, beside those that the engine draws: what their choice
 * needs. Where they come from is in `catalogue.js`, which is loaded later.
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetInfo} DatasetInfo
 *
 * @typedef {object} ShippedInfo
 * @property {string} name
 * @property {string} title
 * @property {string} description one sentence
 * @property {number} inputs of a network
 */

/** @type {readonly ShippedInfo[]} */
export const shippedInfos = [
  {
    name: 'digits',
    title: 'Handwritten digits, 8 x 8',
    description:
      'Handwritten digits of 13 people, scanned at 32 x 32; each value counts the dark pixels of a block of 4 x 4.',
    inputs: 64,
  },
  {
    name: 'iris',
    title: 'Iris flowers',
    description: 'Four lengths of the flowers of three kinds of iris, 50 of each.',
    inputs: 4,
  },
  {
    name: 'wine',
    title: 'Wines of three growers',
    description: 'A chemical analysis of wines from one region of Italy, by three growers.',
    inputs: 13,
  },
  {
    name: 'penguins',
    title: 'Penguins of the Palmer Archipelago',
    description:
      'Bill, flipper, mass and sex of three species of penguin; 19 values are missing, and the 11 rows without one of them are left out.',
    inputs: 6,
  },
  {
    name: 'fashion',
    title: 'Clothes, 28 x 28',
    description:
      'The first 2,000 training pictures of Fashion-MNIST at 8 grey levels: a network that reaches 82.1 % with all 256 levels reaches 81.6 % with these.',
    inputs: 784,
  },
];

/** @type {readonly DatasetInfo[]} */
const entries = shippedInfos.map(({ name, title, description, inputs }) => ({
  name,
  label: title,
  formula: '',
  formulaTeX: '',
  description,
  source: '',
  year: 0,
  parameters: [],
  task: 'classification',
  dimensions: inputs,
}));

/** The kind of data that the reader brings along. */
export const ownKind = 'file';

/** @type {DatasetInfo} */
const own = {
  name: ownKind,
  label: 'Your own table',
  formula: '',
  formulaTeX: '',
  description:
    'Rows of a file that you have opened or pasted; a link names it and does not hold it.',
  source: '',
  year: 0,
  parameters: [],
  task: 'classification',
  dimensions: Infinity,
};

/** Whether the rows are given, not drawn by the engine. @param {string} kind of a data set */
export const isGiven = (kind) => kind === ownKind || isShipped(kind);

/** @param {string} kind of a data set */
export const isShipped = (kind) => shippedInfos.some(({ name }) => name === kind);

/**
 * The whole table; empty where the engine's is, which then is not known yet.
 * @param {readonly DatasetInfo[]} generated
 */
export const withShipped = (generated) =>
  generated.length > 0 ? [...generated, ...entries, own] : [];
