/** Trials and comparisons: experiments trained without a page, in a window, a worker or node. Importing it has no effect. */

export { readExperiment } from './read-experiment.js';
export { runTrial } from './run-trial.js';
export { TrialError } from './trial-error.js';
export { compare } from '../compare/compare.js';
export { CompareError } from '../compare/compare-error.js';
export { TrialPool } from '../compare/pool.js';
export { summarize } from '../compare/summarize.js';
