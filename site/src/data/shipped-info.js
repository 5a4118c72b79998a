/**
 * Shipped data sets as entries of the table of data sets, beside those that the engine draws.
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetInfo} DatasetInfo
 */

import { catalogue } from './catalogue.js';

/** @type {readonly DatasetInfo[]} */
const infos = catalogue.map(({ name, title, description, source, inputs }) => ({
  name,
  label: title,
  formula: '',
  formulaTeX: '',
  description,
  source,
  year: 0,
  parameters: [],
  task: 'classification',
  dimensions: inputs,
}));

/** @param {string} kind of a data set */
export const isShipped = (kind) => catalogue.some(({ name }) => name === kind);

/**
 * The whole table; empty where the engine's is, which then is not known yet.
 * @param {readonly DatasetInfo[]} generated
 */
export const withShipped = (generated) => (generated.length > 0 ? [...generated, ...infos] : []);
