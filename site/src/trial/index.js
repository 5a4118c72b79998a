/** Trials: experiments trained without a page, in a window, a worker or node. Importing it has no effect. */

export { readExperiment } from './read-experiment.js';
export { runTrial } from './run-trial.js';
export { TrialError } from './trial-error.js';
