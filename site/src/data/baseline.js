/**
 * What a constant prediction reaches: the least that a network has to beat.
 *
 * @typedef {object} Rows
 * @property {Int32Array} labels class of each row; empty for regression
 * @property {Float32Array} y [rows, 1] for regression
 *
 * @typedef {object} MajorityBaseline
 * @property {'majority'} kind
 * @property {number} label the most common class of the training rows; of several the first
 * @property {number} accuracy share of the rows that are of it
 *
 * @typedef {object} MeanBaseline
 * @property {'mean'} kind
 * @property {number} value the mean target of the training rows
 * @property {number} meanSquaredError over the rows
 */

/**
 * @param {Rows} train
 * @param {Rows} [rows] that are predicted; by default the training rows
 * @returns {MajorityBaseline | MeanBaseline} NaN where there are no rows
 */
export function baseline(train, rows = train) {
  return train.labels.length > 0 ? majority(train.labels, rows.labels) : mean(train.y, rows.y);
}

/** @param {Int32Array} train @param {Int32Array} labels @returns {MajorityBaseline} */
function majority(train, labels) {
  /** @type {number[]} */
  const counts = [];
  for (const label of train) counts[label] = (counts[label] ?? 0) + 1;
  let label = 0;
  for (const [other, count = 0] of counts.entries())
    if (count > (counts[label] ?? 0)) label = other;
  const right = labels.reduce((sum, one) => sum + Number(one === label), 0);
  return { kind: 'majority', label, accuracy: right / labels.length };
}

/** @param {Float32Array} train @param {Float32Array} targets @returns {MeanBaseline} */
function mean(train, targets) {
  const value = train.reduce((sum, one) => sum + one, 0) / train.length;
  const squares = targets.reduce((sum, one) => sum + (one - value) ** 2, 0);
  return { kind: 'mean', value, meanSquaredError: squares / targets.length };
}
