/**
 * Trials: experiments trained without a page, in a window, a worker or node 20.19 or later. The same
 * arguments give the same bits everywhere. Importing this module has no effect.
 */

import type { DatasetSpec, Divergence, Engine, LayerStatistics } from '../../../wasm/js/index.js';

/** One hidden layer. */
export interface ExperimentLayer {
  units: number;
  activation: string;
  /** Parameters of the activation; those not named have their default. */
  params: Record<string, number>;
  /** `auto`: the one that the engine recommends for the activation. */
  initializer: string;
  initializerParams: Record<string, number>;
  /** Initial value of every bias. */
  bias: number;
  dropout: number;
}

/**
 * What is trained, and how: data set, network, training settings and seeds. Immutable. Its properties are
 * the settings of the playground's links.
 */
export interface Experiment {
  readonly layers: readonly ExperimentLayer[];
  readonly seed: number;
  readonly [setting: string]: unknown;
}

/** A part of a text that was left out. */
export interface Problem {
  /** The setting; `hash` for the text as a whole. */
  key: string;
  /** What was given, and what is allowed, in words; '' where `message` says it. */
  given: string;
  allowed: string;
  /** The whole sentence. */
  message: string;
}

/**
 * Reads the text of a link, such as `preset=vanishing&layers=8,8`. Never throws: what cannot be read is
 * left out and listed. Settings that are no part of an experiment, such as speed and theme, are dropped.
 */
export function readExperiment(
  engine: Engine,
  text: string,
): { experiment: Experiment; problems: Problem[] };

export interface Plan {
  /** Steps to train: a whole number from 0 to 1e9. */
  steps: number;
  /**
   * Measurements besides that of step 0, spaced geometrically, the last at `steps`: a whole number from 1
   * to 10,000, by default 25; at most `steps` are made.
   */
  measurements?: number;
  /**
   * Measure the layers as well: `statistics()` over at most 256 training rows, detail 'magnitudes'; with
   * 'final' at the last measurement alone, and not at all where the run diverged before it.
   */
  layers?: boolean | 'final';
  /** Outputs for every row at the end. */
  predictions?: boolean;
  /** Cells along each side of an output map at the end, up to 256; 0, the default, for none. */
  map?: number;
  /**
   * In place of the data set that the experiment names. Needed where that is a shipped one: `loadShipped()` of `data.js`
   * loads its `spec`, and the experiment says which rows train and whether the inputs are standardised.
   */
  data?: DatasetSpec;
}

/** One value for each measurement. NaN where the split has no rows, and accuracies for a regression. */
export interface Curves {
  trainLoss: Float32Array;
  validationLoss: Float32Array;
  testLoss: Float32Array;
  trainAccuracy: Float32Array;
  validationAccuracy: Float32Array;
  testAccuracy: Float32Array;
}

export interface OutputMap {
  size: number;
  outputs: number;
  /** `values[(row * size + column) * outputs + k]`, from the top left. One input: a single row. */
  values: Float32Array;
  /** What the cells cover, in raw coordinates. */
  domain: { x: [number, number]; y: [number, number] };
}

export interface TrialResult extends Curves {
  seed: number;
  /** Of each measurement, from 0; up to the last one before a divergence. */
  step: Uint32Array;
  /** The last of each curve. */
  final: Record<keyof Curves, number>;
  layers?: LayerStatistics[][];
  predictions?: { train: Float32Array; test: Float32Array };
  map?: OutputMap;
  /** Training stopped there, or a loss was no longer finite. */
  diverged?: Divergence;
  /** As `Network.parameterHash()`, at the end. */
  parameterHash: string;
  /** What the trial took; the only value that differs from run to run. */
  milliseconds: number;
}

/**
 * Trains an experiment from its start, and measures it on the way.
 * @throws {TrialError} for a bad plan or experiment; `EngineError` for what the engine refuses
 */
export function runTrial(engine: Engine, experiment: Experiment, plan: Plan): TrialResult;

export class TrialError extends Error {
  constructor(code: 'out-of-range' | 'invalid-experiment' | 'no-data', message: string);
  /**
   * `out-of-range` for a number of the plan, `invalid-experiment` for an experiment, `no-data` where an experiment names
   * a shipped data set and the plan does not have its rows.
   */
  readonly code: 'out-of-range' | 'invalid-experiment' | 'no-data';
}

/**
 * A grid of experiments, each with several seeds. An axis is a field of the experiment and its values,
 * `learningRate:0.01|0.1` (docs/comparing.md has the grammar); '' for none.
 */
export interface ComparisonDescription {
  /** The experiment that all cells change, as the text of a link. */
  base?: string;
  rows?: string;
  columns?: string;
  /** 1 to 100: trained with the seeds 1, 2, …; by default 5. */
  seeds?: number;
  /** Of each trial; by default 300. */
  steps?: number;
  /** An axis of which all values are trained in every cell; the base then has to keep validation rows. */
  best?: string;
  /** Whether each seed draws its own data as well; of given data, its own test rows. */
  newData?: boolean;
  /** In place of the data set that `base` names. Axes may then not set any of the data's settings. */
  data?: DatasetSpec;
}

/** A trial of a comparison, and what was measured of its layers at the end. */
export interface ComparedTrial extends Omit<TrialResult, 'layers' | 'predictions'> {
  /** Mean |gradient| of the first hidden layer over that of the last; NaN for fewer than two. */
  gradientRatio: number;
  /** Share of the hidden units whose output was 0 for every measured row; NaN for no hidden layer. */
  deadShare: number;
  /** Why the network did not learn, where that was found. */
  finding: { id: string; title: string } | null;
}

/**
 * Runs a comparison: on an engine in turn, the first seed of every cell before the second; in a pool in
 * the order in which trials end. The results are the same, to the bit.
 * @throws {CompareError} for a bad description
 */
export function compare(
  engineOrPool: Engine | TrialPool,
  description: ComparisonDescription,
): AsyncGenerator<{
  row: number;
  column: number;
  seed: number;
  /** The value of the axis `best`, where there is one. */
  best?: string;
  result: ComparedTrial;
}>;

/** Workers that train trials. */
export class TrialPool {
  /**
   * @param start starts a worker of `trial-worker.js`
   * @param size how many
   */
  constructor(start: () => Worker, size: number);
  /** Workers that are at work. */
  readonly size: number;
  /** Ends the workers. */
  dispose(): void;
}

export interface Summary {
  mean: number;
  /** Of a sample, n - 1; NaN for fewer than two. */
  standardDeviation: number;
  minimum: number;
  maximum: number;
  /** Trials that have the value and did not diverge. */
  count: number;
  /** Trials that diverged: counted here, and in no other number. */
  diverged: number;
}

/** What a comparison is measured by; `gradientRatio` and `deadShare` of trials that `compare` has trained. */
export type MetricName =
  'testAccuracy' | 'testLoss' | 'trainLoss' | 'stepsTo95' | 'gap' | 'gradientRatio' | 'deadShare';

/** Of the trials of one experiment. */
export function summarize(
  results: readonly TrialResult[],
): Record<keyof Curves | MetricName, Summary>;

/** `no-validation`: an axis `best` without validation rows to choose by. */
export type CompareErrorCode =
  'unknown-field' | 'bad-value' | 'bad-axis' | 'axes-clash' | 'too-many' | 'no-validation';

export class CompareError extends Error {
  constructor(code: CompareErrorCode, message: string);
  readonly code: CompareErrorCode;
}
