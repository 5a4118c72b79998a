/**
 * What the rules look at: the newest statistics and the curves so far, reduced to a few numbers.
 *
 * @typedef {import('../session/measurement-history.js').Curves} Curves
 * @typedef {import('../state/schema.js').Schema} Schema
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('../worker/protocol.js').LayerStatistics} LayerStatistics
 * @typedef {import('../worker/protocol.js').Divergence} Divergence
 */

/**
 * @typedef {object} Evidence
 * @property {State} state
 * @property {Schema} schema
 * @property {number} step
 * @property {readonly LayerStatistics[]} hidden hidden layers, from the input on
 * @property {readonly LayerStatistics[]} layers with the output layer
 * @property {LossTrend} loss
 * @property {number} accuracy of the training data; NaN for regression
 * @property {number} testAccuracy
 */

/**
 * @typedef {object} LossTrend
 * @property {number} now
 * @property {number} first
 * @property {number} best
 * @property {number} recentMean over the last half of the run
 * @property {number} recentSpread standard deviation over the last half
 * @property {number} change loss now over loss half a run ago, both averaged over a tenth of the run
 * @property {number} test
 * @property {number} bestTest
 */

/**
 * @param {ArrayLike<number>} values
 * @param {number} from
 * @param {number} to
 */
function meanAndSpread(values, from, to) {
  let [sum, squares, count] = [0, 0, 0];
  for (let i = from; i < to; i += 1) {
    sum += values[i];
    squares += values[i] ** 2;
    count += 1;
  }
  const mean = sum / count;
  return { mean, spread: Math.sqrt(Math.max(0, squares / count - mean ** 2)) };
}

/** Index of the first entry not below `value`. @param {ArrayLike<number>} rising @param {number} value */
function indexOf(rising, value) {
  let index = 0;
  while (index < rising.length - 1 && rising[index] < value) index += 1;
  return index;
}

/** @param {Curves} curves @returns {LossTrend} */
export function lossTrend({ step, trainLoss, testLoss }) {
  const end = step.length;
  const last = step[end - 1] ?? 0;
  const half = indexOf(step, last / 2);
  const recent = meanAndSpread(trainLoss, half, end);
  const late = meanAndSpread(trainLoss, Math.min(indexOf(step, last * 0.9), end - 1), end);
  const earlier = meanAndSpread(trainLoss, half, Math.min(indexOf(step, last * 0.6) + 1, end));
  return {
    now: late.mean,
    first: trainLoss[0] ?? NaN,
    best: least(trainLoss),
    recentMean: recent.mean,
    recentSpread: recent.spread,
    change: late.mean / earlier.mean,
    test: testLoss[end - 1] ?? NaN,
    bestTest: least(testLoss),
  };
}

/** @param {ArrayLike<number>} values */
function least(values) {
  let result = Infinity;
  for (let i = 0; i < values.length; i += 1) if (values[i] < result) result = values[i];
  return result;
}

/**
 * @param {object} source
 * @param {State} source.state
 * @param {Schema} source.schema
 * @param {Curves} source.curves
 * @param {readonly LayerStatistics[]} source.layers
 * @returns {Evidence}
 */
export function gatherEvidence({ state, schema, curves, layers }) {
  return {
    state,
    schema,
    step: curves.step.at(-1) ?? 0,
    layers,
    hidden: layers.slice(0, -1),
    loss: lossTrend(curves),
    accuracy: curves.trainAccuracy.at(-1) ?? NaN,
    testAccuracy: curves.testAccuracy.at(-1) ?? NaN,
  };
}
