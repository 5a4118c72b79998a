/**
 * What a trial is compared by. NaN where a metric does not exist for it.
 *
 * @typedef {import('../trial/run-trial.js').TrialResult} TrialResult
 *
 * What is kept of a trial.
 * @typedef {TrialResult & {gradientRatio: number, deadShare: number, finding: Finding | null}} Measured
 * @typedef {{id: string, title: string}} Finding
 *
 * @typedef {object} Metric
 * @property {string} id
 * @property {string} label
 * @property {string} name within a sentence
 * @property {string} help
 * @property {'loss' | 'share' | 'steps' | 'ratio'} kind how it is printed
 * @property {boolean} more whether more of it is better
 * @property {(trial: Measured) => number} value
 * @property {string} validationLabel
 * @property {(trial: Measured) => number} validation what cells are ranked by: of the validation rows
 * @property {boolean} fromRows whether the metric is one of rows, which may be those of validation or of the test
 */

/** An accuracy that counts as having learned. */
export const learned = 0.95;

const validationAccuracy = {
  fromRows: true,
  validationLabel: 'Validation accuracy',
  validation: (/** @type {Measured} */ { final }) => final.validationAccuracy,
};
const validationLoss = {
  fromRows: true,
  validationLabel: 'Validation loss',
  validation: (/** @type {Measured} */ { final }) => final.validationLoss,
};

/**
 * The first measured step at which an accuracy counts as learned; NaN for none.
 * @param {Uint32Array} step
 * @param {Float32Array} accuracy
 */
function stepsToLearn(step, accuracy) {
  const index = accuracy.findIndex((value) => value >= learned);
  return index < 0 ? NaN : step[index];
}

/** @type {readonly Metric[]} */
export const metrics = [
  {
    id: 'testAccuracy',
    label: 'Test accuracy',
    name: 'test accuracy',
    help: 'Share of the test rows that the network gets right at the end.',
    kind: 'share',
    more: true,
    ...validationAccuracy,
    value: ({ final }) => final.testAccuracy,
  },
  {
    id: 'testLoss',
    label: 'Test loss',
    name: 'test loss',
    help: 'Mean loss over the test rows at the end.',
    kind: 'loss',
    more: false,
    ...validationLoss,
    value: ({ final }) => final.testLoss,
  },
  {
    id: 'trainLoss',
    label: 'Training loss',
    name: 'training loss',
    help: 'Mean loss over the training rows at the end.',
    kind: 'loss',
    more: false,
    ...validationLoss,
    value: ({ final }) => final.trainLoss,
  },
  {
    id: 'stepsTo95',
    label: 'Steps to 95 %',
    name: 'steps to 95 %',
    help: 'The first measured step at which 95 % of the test rows are right.',
    kind: 'steps',
    more: false,
    value: ({ step, testAccuracy }) => stepsToLearn(step, testAccuracy),
    fromRows: true,
    validationLabel: 'Steps to 95 % of validation',
    validation: ({ step, validationAccuracy: accuracy }) => stepsToLearn(step, accuracy),
  },
  {
    id: 'gap',
    label: 'Test minus training loss',
    name: 'difference of test and training loss',
    help: 'How much worse the network is on rows that it has not seen: large means overfitting.',
    kind: 'loss',
    more: false,
    ...validationLoss,
    value: ({ final }) => final.testLoss - final.trainLoss,
  },
  {
    id: 'gradientRatio',
    label: 'Gradient, first over last layer',
    name: 'gradient left in the first layer',
    help: 'Mean size of the gradient in the first hidden layer over that in the last, at the end: far below 1 means vanishing.',
    kind: 'ratio',
    more: true,
    fromRows: false,
    validationLabel: 'Gradient, first over last layer',
    validation: ({ gradientRatio }) => gradientRatio,
    value: ({ gradientRatio }) => gradientRatio,
  },
  {
    id: 'deadShare',
    label: 'Silent units',
    name: 'silent units',
    help: 'Share of the hidden units whose output is 0 for every measured row, at the end.',
    kind: 'share',
    more: false,
    fromRows: false,
    validationLabel: 'Silent units',
    validation: ({ deadShare }) => deadShare,
    value: ({ deadShare }) => deadShare,
  },
];

/** @param {string} id */
export const metricOf = (id) => metrics.find((metric) => metric.id === id) ?? metrics[0];
