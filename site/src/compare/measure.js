/**
 * Trains one trial of a comparison, and reduces its layers' statistics to what a cell shows.
 *
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 * @typedef {import('../../../wasm/js/index.js').LayerStatistics} LayerStatistics
 * @typedef {import('../state/state.js').Experiment} Experiment
 * @typedef {import('./metrics.js').Measured} Measured
 */

import { gatherEvidence } from '../diagnosis/evidence.js';
import { diagnose } from '../diagnosis/rules.js';
import { plainState } from '../state/state.js';
import { schemaOf } from '../trial/read-experiment.js';
import { runTrial } from '../trial/run-trial.js';
import { learned } from './metrics.js';

/** Curves of a trial: this many measurements besides that of step 0. */
const measurements = 24;
/** Cells along each side of the final map. */
const mapSize = 24;

/**
 * @param {Engine} engine
 * @param {Experiment} experiment
 * @param {number} steps
 * @param {DatasetSpec} [data] in place of the data set that the experiment names
 * @returns {Measured}
 */
export function measureTrial(engine, experiment, steps, data) {
  const { layers = [], ...result } = runTrial(engine, experiment, {
    steps,
    measurements,
    layers: 'final',
    map: !data && hasPlane(engine, experiment) ? mapSize : 0,
    data,
  });
  const last = layers.at(-1) ?? [];
  return { ...result, ...ofLayers(last), finding: findingOf(engine, experiment, result, last) };
}

/**
 * @param {Engine} engine
 * @param {Experiment} experiment
 */
const hasPlane = (engine, { data }) =>
  engine.datasets.find(({ name }) => name === data)?.dimensions === 2;

/**
 * @param {readonly LayerStatistics[]} layers
 * @returns {{gradientRatio: number, deadShare: number}}
 */
function ofLayers(layers) {
  const hidden = layers.slice(0, -1);
  const silent = hidden.flatMap(({ unitMeanAbsolute }) => [...unitMeanAbsolute]);
  const [first, last] = [hidden.at(0), hidden.at(-1)];
  const ratio = first && last ? first.meanAbsoluteGradient / last.meanAbsoluteGradient : NaN;
  return {
    gradientRatio: hidden.length > 1 ? ratio : NaN,
    deadShare:
      silent.length > 0 ? silent.filter((value) => value === 0).length / silent.length : NaN,
  };
}

/**
 * Why the network did not learn, in the diagnosis' words.
 * @param {Engine} engine
 * @param {Experiment} experiment
 * @param {import('../trial/run-trial.js').TrialResult} result
 * @param {readonly LayerStatistics[]} layers
 * @returns {{id: string, title: string} | null}
 */
function findingOf(engine, experiment, result, layers) {
  if (result.diverged) return { id: 'diverged', title: 'diverged' };
  if (result.final.testAccuracy >= learned || layers.length === 0) return null;
  const evidence = gatherEvidence({
    state: { ...plainState, ...experiment },
    schema: schemaOf(engine),
    curves: curvesOf(result),
    layers,
  });
  const [finding] = diagnose(evidence);
  return finding ? { id: finding.id, title: finding.title } : null;
}

/** @param {import('../trial/run-trial.js').TrialResult} result */
const curvesOf = (result) => /** @type {any} */ (result);
