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
 * @property {string} help
 * @property {'loss' | 'share' | 'steps' | 'ratio'} kind how it is printed
 * @property {boolean} more whether more of it is better
 * @property {(trial: Measured) => number} value
 */

/** An accuracy that counts as having learned. */
const learned = 0.95;

/** @type {readonly Metric[]} */
export const metrics = [
  {
    id: 'testAccuracy',
    label: 'Test accuracy',
    help: 'Share of the test rows that the network gets right at the end.',
    kind: 'share',
    more: true,
    value: ({ final }) => final.testAccuracy,
  },
  {
    id: 'testLoss',
    label: 'Test loss',
    help: 'Mean loss over the test rows at the end.',
    kind: 'loss',
    more: false,
    value: ({ final }) => final.testLoss,
  },
  {
    id: 'trainLoss',
    label: 'Training loss',
    help: 'Mean loss over the training rows at the end.',
    kind: 'loss',
    more: false,
    value: ({ final }) => final.trainLoss,
  },
  {
    id: 'stepsTo95',
    label: 'Steps to 95 %',
    help: 'The first measured step at which 95 % of the test rows are right.',
    kind: 'steps',
    more: false,
    value: ({ step, testAccuracy }) => {
      const index = testAccuracy.findIndex((accuracy) => accuracy >= learned);
      return index < 0 ? NaN : step[index];
    },
  },
  {
    id: 'gap',
    label: 'Test minus training loss',
    help: 'How much worse the network is on rows that it has not seen: large means overfitting.',
    kind: 'loss',
    more: false,
    value: ({ final }) => final.testLoss - final.trainLoss,
  },
  {
    id: 'gradientRatio',
    label: 'Gradient, first over last layer',
    help: 'Mean size of the gradient in the first hidden layer over that in the last, at the end: far below 1 means vanishing.',
    kind: 'ratio',
    more: true,
    value: ({ gradientRatio }) => gradientRatio,
  },
  {
    id: 'deadShare',
    label: 'Silent units',
    help: 'Share of the hidden units whose output is 0 for every measured row, at the end.',
    kind: 'share',
    more: false,
    value: ({ deadShare }) => deadShare,
  },
];

/** @param {string} id */
export const metricOf = (id) => metrics.find((metric) => metric.id === id) ?? metrics[0];
