/**
 * The experiment, field by field: ONE table that the state object, its validation, the URL hash, the
 * element's attributes and the controls are made of. A field's `name` is the property of the state, the
 * key in the hash and (in kebab case) the attribute.
 *
 * @typedef {import('../worker/protocol.js').Tables} Tables
 * @typedef {import('../../../wasm/js/index.js').ParameterInfo} ParameterInfo
 * @typedef {import('../../../wasm/js/index.js').Info} Info
 */

import { withShipped } from '../data/shipped-info.js';

/**
 * @typedef {object} NumberField
 * @property {'number'} type
 * @property {string} name
 * @property {string} label
 * @property {string} help
 * @property {number} minimum
 * @property {number} maximum
 * @property {boolean} [minimumExclusive]
 * @property {boolean} [maximumExclusive]
 * @property {boolean} [integer]
 * @property {string} [zero] what 0 means, in one or two words
 * @property {'live' | 'page' | 'reset'} change what a change does: taken over while training goes on,
 *   a matter of the page alone, or a new start of the run
 */

/**
 * @typedef {object} ChoiceField
 * @property {'choice'} type
 * @property {string} name
 * @property {string} label
 * @property {string} help
 * @property {readonly Option[]} options
 * @property {'live' | 'page' | 'reset'} change
 */

/** @typedef {{value: string, label: string, hint?: string}} Option its formula, or else what it is, as a hint */

/**
 * @typedef {object} SetField
 * @property {'set'} type
 * @property {string} name
 * @property {string} label
 * @property {string} help
 * @property {readonly Option[]} options
 * @property {'reset'} change
 */

/**
 * No control shows it; it comes with a link or an attribute.
 * @typedef {object} TextField
 * @property {'text'} type
 * @property {string} name
 * @property {string} label
 * @property {string} help
 * @property {RegExp} pattern
 * @property {string} format in words
 * @property {'reset'} change
 */

/** @typedef {NumberField | ChoiceField | SetField} ControlField */
/** @typedef {ControlField | TextField} Field */

/** Names that settings had, and that links, pages and saved states still use. */
export const formerNames = new Map([
  ['dataset', 'data'],
  ['datasetParams', 'dataParams'],
]);

/** @param {string} name */
export const currentName = (name) => formerNames.get(name) ?? name;

/** Means: whatever fits the task or the activation. */
export const auto = 'auto';

/** @param {readonly Info[]} table */
const optionsOf = (table) =>
  table.map(({ name, label, formula, description }) => ({
    value: name,
    label,
    hint: formula || description,
  }));

/** @param {string} label */
const autoOption = (label) => ({ value: auto, label });

const maximumSeed = 2 ** 32 - 1;
/** Share of the rows that may be kept from training, for the test and the validation together. */
export const mostHeldOut = 0.9;
/** More parameters than this make a link that mail and chat programs cut off. */
export const maximumSharedWeights = 6000;
/** Of the texts that hold weights. */
export const weightsVersion = '1.';
const longestWeights = Math.ceil((maximumSharedWeights * 4 * 4) / 3);
/** Deeper networks than this are not drawn. */
const maximumHidden = 48;
/** More rows than this make a scatter plot unreadable and a page slow. */
const maximumSamples = 5000;

/**
 * @param {string} name
 * @param {string} label
 * @param {string} help
 * @param {Partial<NumberField> & {minimum: number, maximum: number, change: NumberField['change']}} rest
 * @returns {NumberField}
 */
const number = (name, label, help, rest) => ({ type: 'number', name, label, help, ...rest });

/**
 * @param {string} name
 * @param {string} label
 * @param {string} help
 * @param {ChoiceField['options']} options
 * @param {ChoiceField['change']} change
 * @returns {ChoiceField}
 */
const choice = (name, label, help, options, change) => ({
  type: 'choice',
  name,
  label,
  help,
  options,
  change,
});

/** @param {string[]} values */
const words = (...values) => values.map((value) => ({ value, label: value }));

/**
 * Data: what is learned.
 * @param {Tables} tables
 * @returns {Field[]}
 */
const dataFields = ({ datasets, features, limits }) => [
  choice('data', 'Data set', 'What the network has to learn.', optionsOf(datasets), 'reset'),
  {
    type: 'text',
    name: 'file',
    label: 'File',
    change: 'reset',
    help: 'What your own table is: its name, rows and inputs, the beginning of its SHA-256, and its target.',
    pattern: /^([^~]{1,80}~\d{1,7}x\d{1,5}~[0-9a-f]{16}~[^~]{1,80})?$/,
    format: '“name~rows x inputs~16 digits of its SHA-256~target”',
  },
  number('samples', 'Samples', 'Rows of the data set in all, training and test.', {
    minimum: 10,
    maximum: Math.min(maximumSamples, limits.maxSamples),
    integer: true,
    change: 'reset',
  }),
  number('noise', 'Noise', 'How far the points stray from the shape.', {
    minimum: 0,
    maximum: 1,
    change: 'reset',
  }),
  number('testFraction', 'Test share', 'Share of the rows that is never trained on.', {
    minimum: 0,
    maximum: mostHeldOut,
    change: 'reset',
  }),
  number(
    'validationFraction',
    'Validation share',
    'Share of the rows that settings are chosen by: neither trained on nor kept for the test.',
    { minimum: 0, maximum: mostHeldOut, zero: 'none', change: 'reset' },
  ),
  choice(
    'split',
    'Split',
    'Which rows train, and which are kept from training.',
    [
      { value: 'stratified', label: 'by class', hint: 'At random, each class by its share.' },
      { value: 'random', label: 'at random' },
      {
        value: 'last',
        label: 'last rows',
        hint: 'The last rows test, those before them validate.',
      },
    ],
    'reset',
  ),
  choice(
    'scaling',
    'Inputs',
    'Standardised: each input has mean 0 and standard deviation 1 over the training data.',
    [
      { value: 'standardised', label: 'standardised' },
      { value: 'raw', label: 'raw' },
    ],
    'reset',
  ),
  number('dataSeed', 'Data seed', 'The same seed draws the same points.', {
    minimum: 0,
    maximum: maximumSeed,
    integer: true,
    change: 'reset',
  }),
  {
    type: 'set',
    name: 'features',
    label: 'Input features',
    change: 'reset',
    help: 'What the network is given of each point.',
    options: features.map(({ name, label }) => ({ value: name, label })),
  },
];

/**
 * Training: how it is learned.
 * @param {Tables} tables
 * @returns {Field[]}
 */
const trainingFields = ({ activations, initializers, losses, optimizers, schedules, limits }) => [
  choice(
    'outputActivation',
    'Output activation',
    'Of the last layer.',
    [autoOption('what fits the task'), ...optionsOf(activations)],
    'reset',
  ),
  choice(
    'outputInitializer',
    'Output initialiser',
    'Of the last layer’s weights.',
    [autoOption('what fits the activation'), ...optionsOf(initializers)],
    'reset',
  ),
  number('initialScale', 'Initial scale', 'Factor on every initial weight.', {
    minimum: 0,
    maximum: 1e6,
    change: 'reset',
  }),
  choice(
    'loss',
    'Loss',
    'What training makes small.',
    [autoOption('what fits the task'), ...optionsOf(losses)],
    'reset',
  ),
  choice(
    'optimizer',
    'Optimiser',
    'How a gradient becomes a step.',
    optionsOf(optimizers),
    'reset',
  ),
  number('learningRate', 'Learning rate', 'Size of a step.', {
    minimum: 0,
    minimumExclusive: true,
    maximum: 100,
    change: 'live',
  }),
  choice(
    'schedule',
    'Schedule',
    'How the learning rate changes over the run.',
    optionsOf(schedules),
    'reset',
  ),
  number('batchSize', 'Batch size', 'Rows averaged into one step.', {
    minimum: 1,
    maximum: limits.maxBatchSize,
    integer: true,
    change: 'live',
  }),
  number('l1', 'L1', 'Pulls every weight towards 0 by a fixed amount.', {
    minimum: 0,
    maximum: 10,
    zero: 'off',
    change: 'live',
  }),
  number('l2', 'L2', 'Pulls every weight towards 0 in proportion.', {
    minimum: 0,
    maximum: 10,
    zero: 'off',
    change: 'live',
  }),
  number('clipNorm', 'Clip norm', 'Largest norm of the whole gradient.', {
    minimum: 0,
    maximum: 1e6,
    zero: 'off',
    change: 'live',
  }),
  number('clipValue', 'Clip value', 'Largest size of each component of the gradient.', {
    minimum: 0,
    maximum: 1e6,
    zero: 'off',
    change: 'live',
  }),
  number('seed', 'Seed', 'The same seed starts from the same weights and shuffles alike.', {
    minimum: 0,
    maximum: maximumSeed,
    integer: true,
    change: 'reset',
  }),
  {
    type: 'text',
    name: 'weights',
    label: 'Weights',
    change: 'reset',
    help: 'What the run starts from instead of random weights.',
    pattern: new RegExp(`^(${weightsVersion.replace('.', '[.]')}[\\w-]{1,${longestWeights}})?$`),
    format: `“${weightsVersion}” and base64url of at most ${maximumSharedWeights} weights`,
  },
];

/**
 * Pacing: how fast a run advances, and where it pauses.
 * @returns {Field[]}
 */
const pacingFields = () => [
  number('speed', 'Speed', 'Steps a second.', {
    minimum: 0,
    maximum: 1e6,
    zero: 'as fast as it goes',
    change: 'live',
  }),
  number('maxSteps', 'Stop after', 'Training pauses at this step.', {
    minimum: 0,
    maximum: 1e9,
    integer: true,
    zero: 'never',
    change: 'live',
  }),
];

/**
 * View settings: what the page shows, and how.
 * @returns {Field[]}
 */
const viewFields = () => [
  choice('theme', 'Theme', 'Colours of the page.', words('auto', 'light', 'dark'), 'page'),
  choice(
    'edges',
    'Edges show',
    'What the lines of the network show.',
    words('weight', 'gradient'),
    'page',
  ),
  number('map', 'Map shows', 'The answer, or the input plane as a hidden layer sees it.', {
    minimum: 0,
    maximum: maximumHidden,
    integer: true,
    zero: 'the answer',
    change: 'page',
  }),
  choice('lossScale', 'Loss axis', 'Scale of the loss axis.', words('log', 'linear'), 'page'),
];

/** What a hidden layer is made of, in the order of its columns in the hash. */
export const layerFieldNames = /** @type {const} */ ([
  'units',
  'activation',
  'initializer',
  'bias',
  'dropout',
]);

/**
 * @param {Tables} tables
 * @returns {Record<typeof layerFieldNames[number], NumberField | ChoiceField>}
 */
const layerFields = ({ activations, initializers, limits }) => ({
  units: number('units', 'Units', 'Width of the layer.', {
    minimum: 1,
    maximum: Math.min(512, limits.maxUnits),
    integer: true,
    change: 'reset',
  }),
  activation: choice(
    'activation',
    'Activation',
    'The layer’s non-linearity.',
    optionsOf(activations),
    'reset',
  ),
  initializer: choice(
    'initializer',
    'Initialiser',
    'How the weights start.',
    [autoOption('what fits the activation'), ...optionsOf(initializers)],
    'reset',
  ),
  bias: number('bias', 'Initial bias', 'Start value of every bias of the layer.', {
    minimum: -10,
    maximum: 10,
    change: 'reset',
  }),
  dropout: number('dropout', 'Dropout', 'Share of the outputs dropped while training.', {
    minimum: 0,
    maximum: 1,
    maximumExclusive: true,
    zero: 'off',
    change: 'reset',
  }),
});

/**
 * Tables of named things with parameters of their own, and the state's property that holds those.
 * @typedef {{choice: string, params: string, table: readonly Info[]}} ParameterGroup
 */

/**
 * @typedef {object} Schema
 * @property {Tables} tables
 * @property {ReadonlyMap<string, Field>} fields
 * @property {Record<typeof layerFieldNames[number], NumberField | ChoiceField>} layer
 * @property {readonly ParameterGroup[]} groups
 * @property {number} maximumLayers hidden layers
 */

/**
 * @param {Tables} engineTables
 * @returns {Schema}
 */
export function createSchema(engineTables) {
  const tables = { ...engineTables, datasets: withShipped(engineTables.datasets) };
  const fields = [
    ...dataFields(tables),
    ...trainingFields(tables),
    ...pacingFields(),
    ...viewFields(),
  ];
  return {
    tables,
    fields: new Map(fields.map((field) => [field.name, field])),
    layer: layerFields(tables),
    groups: [
      { choice: 'data', params: 'dataParams', table: tables.datasets },
      { choice: 'optimizer', params: 'optimizerParams', table: tables.optimizers },
      { choice: 'schedule', params: 'scheduleParams', table: tables.schedules },
      { choice: 'loss', params: 'lossParams', table: tables.losses },
    ],
    maximumLayers: Math.min(maximumHidden, tables.limits.maxLayers - 1),
  };
}

/**
 * The entry of a table, by name; undefined for names such as `constructor`.
 * @template {Info} T
 * @param {readonly T[]} table
 * @param {string} name
 * @returns {T | undefined}
 */
export const entryOf = (table, name) => table.find((entry) => entry.name === name);

/**
 * A parameter of a table's entry as a field.
 * @param {ParameterInfo} info
 * @returns {NumberField}
 */
export function parameterField(info) {
  const {
    name,
    label,
    description,
    minimum,
    maximum,
    minimumExclusive,
    maximumExclusive,
    integer,
  } = info;
  return number(name, label, description, {
    minimum,
    maximum,
    minimumExclusive,
    maximumExclusive,
    integer,
    change: 'reset',
  });
}
