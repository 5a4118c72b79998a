/**
 * Gradient Playground's engine: real networks, trained in WebAssembly.
 *
 * `index.js` works in a window, in a worker and in node (20.16 or later of version 20, 22.3 or later), in a bundle too,
 * and has no side effects on import.
 * Every failure is thrown as an {@link EngineError} whose `code` is stable and whose message names
 * what was wrong, what was given and what is allowed.
 */

export type Variant = 'simd' | 'relaxed' | 'scalar';

export interface LoadOptions {
  /** `'auto'` picks the fastest build that this host supports. Default `'simd'` (deterministic). */
  variant?: Variant | 'auto';
  /** Where the `.wasm` file is; default: in the folder of this module's build, or beside the bundle that it is in. */
  wasmUrl?: string | URL;
  /**
   * The `.wasm` file of this variant, already compiled: several workers share one download and one compilation. Nothing
   * is fetched then.
   */
  module?: WebAssembly.Module;
}

export function loadEngine(options?: LoadOptions): Promise<Engine>;

/** The builds that this host can run, fastest first. */
export function supportedVariants(): Variant[];

export type ErrorCode =
  | 'invalid-argument'
  | 'unknown-name'
  | 'out-of-range'
  | 'limit-exceeded'
  | 'shape-mismatch'
  | 'diverged'
  | 'damaged-snapshot'
  | 'disposed'
  | 'out-of-memory'
  /** A file of the engine did not arrive as it should; the message names it and the cause. */
  | 'load-failed'
  | 'unsupported';

export class EngineError extends Error {
  constructor(code: ErrorCode, message: string);
  readonly code: ErrorCode;
}

/** A number that an entry of a table takes, by name, in the spec. */
export interface ParameterInfo {
  name: string;
  label: string;
  description: string;
  minimum: number;
  maximum: number;
  /** True where `minimum` itself is refused. */
  minimumExclusive: boolean;
  maximumExclusive: boolean;
  integer: boolean;
  default: number;
}

/** What every table entry has. */
export interface Info {
  /** The id used in specs. */
  name: string;
  /** As printed for people. */
  label: string;
  description: string;
  /** Plain text formula. */
  formula: string;
  /** The same in LaTeX's mathematics (with amsmath); '' where it takes words. */
  formulaTeX: string;
  parameters: ParameterInfo[];
  /** Year of publication; 0 where there is no single origin. */
  year: number;
  /** Where it comes from: a citation. */
  source: string;
}

/** An interval; infinite bounds are +-Infinity. */
export interface Range {
  lower: number;
  upper: number;
  lowerInclusive: boolean;
  upperInclusive: boolean;
}

export interface ActivationInfo extends Info {
  derivativeFormula: string;
  /** In LaTeX, as `formulaTeX`. */
  derivativeFormulaTeX: string;
  /** Of the value, at the default parameters. */
  range: Range;
  /** Of the derivative, at the default parameters. */
  derivativeRange: Range;
  /** False for `softmax` and `maxout`: their outputs depend on several pre-activations. */
  elementwise: boolean;
  monotonic: boolean;
  zeroCentred: boolean;
  /** The derivative tends to 0 on both sides, or is 0 on one. */
  saturating: boolean;
  /** Continuously differentiable. */
  smooth: boolean;
  /** True where every derivative is 0 (`step`), so that nothing can learn through it. */
  untrainable: boolean;
  /** Points without a derivative. */
  kinks: number[];
  /** What the engine takes as derivative at the kinks. */
  kinkConvention: string;
  /** Initialiser that fits: 'he-normal', 'xavier-uniform', 'lecun-normal'. */
  recommendedInitializer: string;
  /** Largest error of value and derivative against exact values: max(absolute, relative * |exact|). */
  valueError: { absolute: number; relative: number };
  derivativeError: { absolute: number; relative: number };
}

export interface LossInfo extends Info {
  /** Whether any output activation fits ('any'), or only those with values in [0, 1] ('probabilities'). */
  outputs: 'any' | 'probabilities';
  /** The activation that is fused with it on the logits; '' for none. */
  fusedWith: string;
  /** Target encoding that it expects: 'real', 'binary', 'sign' or 'one-hot'. */
  targets: TargetEncoding | 'real';
  range: Range;
}

export interface OptimizerInfo extends Info {
  /** Values stored per parameter beside the parameter itself. */
  stateSlots: number;
  defaultLearningRate: number;
}

export type InitializerInfo = Info;
export type ScheduleInfo = Info;

export type TargetEncoding = 'binary' | 'sign' | 'one-hot';

export interface DatasetInfo extends Info {
  task: 'classification' | 'regression';
  /** Raw coordinates per row: 2, or 1. */
  dimensions: number;
}

/** One of x1, x2, x1^2, x2^2, x1 x2, sin x1, sin x2. */
export interface FeatureInfo {
  name: string;
  label: string;
  formula: string;
  /** Raw coordinates that it needs: 1 or 2. */
  dimensions: number;
}

export interface Limits {
  maxLayers: number;
  maxUnits: number;
  maxInputs: number;
  maxParameters: number;
  maxBatchSize: number;
  maxSamples: number;
  maxLearningRate: number;
}

export interface Engine {
  readonly version: string;
  readonly variant: Variant;
  readonly limits: Limits;
  readonly activations: readonly ActivationInfo[];
  readonly losses: readonly LossInfo[];
  readonly optimizers: readonly OptimizerInfo[];
  readonly initializers: readonly InitializerInfo[];
  readonly schedules: readonly ScheduleInfo[];
  readonly datasets: readonly DatasetInfo[];
  readonly features: readonly FeatureInfo[];
  /** Element-wise value. Refuses `softmax` and `maxout`, which are not element-wise. */
  activate(name: string, x: Float32Array, params?: Record<string, number>): Float32Array;
  activateDerivative(name: string, x: Float32Array, params?: Record<string, number>): Float32Array;
  /** Seconds for `repeats` passes over `elements` values in [-4, 4) that stay inside the engine. */
  benchmarkActivation(
    name: string,
    options: { elements: number; repeats: number; derivative?: boolean },
  ): number;
  /**
   * The two directions in which rows of numbers vary most: of values [rows, columns], at least two columns. `previous`,
   * the axes of an earlier call, is where the search starts, and keeps each axis on its side.
   */
  principalComponents(
    values: Float32Array,
    options: { columns: number; previous?: readonly [Float64Array, Float64Array] },
  ): PrincipalComponents;
  createNetwork(spec: NetworkSpec): Network;
  createDataset(spec: DatasetSpec): Dataset;
  /** Bytes of WebAssembly memory now. */
  memoryBytes(): number;
}

/** NaN and infinities in the values give NaN. */
export interface PrincipalComponents {
  /** Of each column. */
  mean: Float64Array;
  /** Unit vectors, orthogonal to each other; the first has the larger variance. */
  axes: [Float64Array, Float64Array];
  /** Variance along each axis over the variance in all; 0 where nothing varies. */
  shares: [number, number];
  /** Coordinates of each row along each axis, from the mean. */
  scores: [Float64Array, Float64Array];
}

export type Named = { name: string; [param: string]: number | string | boolean };

export interface LayerSpec {
  /** Outputs of the layer. */
  units: number;
  activation: string;
  /** The activation's parameters, by name. */
  params?: Record<string, number>;
  /** Default: the activation's recommendedInitializer. */
  initializer?: string | Named;
  /** Initial value of every bias. Default 0. */
  bias?: number;
  /**
   * 'fixed': the biases keep their initial value; 'none': there are none, neither in z = x W nor among the parameters.
   * Default 'trained'.
   */
  biases?: 'trained' | 'fixed' | 'none';
  /** Probability that an output is dropped while training, in [0, 1). Default 0. */
  dropout?: number;
}

export interface NetworkSpec {
  inputs: number;
  /** The last one is the output. */
  layers: LayerSpec[];
  loss: string | Named;
  optimizer: {
    name: string;
    learningRate?: number;
    [param: string]: number | string | boolean | undefined;
  };
  schedule?: string | Named;
  regularization?: { l1?: number; l2?: number };
  /** Limits on the gradient: its global norm, and each component's absolute value. */
  clipping?: { norm?: number; value?: number };
  /** Factor on every initial weight, in [0, 1e6]; biases and learned slopes have none. Default 1. */
  initialScale?: number;
  /**
   * Whole number in [0, 2^32). Default 0. Each layer draws its weights from its own stream of the seed, the output layer
   * from a separate one: networks of one seed have the same draws in layers of the same shape and place, whatever their
   * other layers are. Initialisers that draw from a normal distribution share the draws, and so do the uniform ones.
   */
  seed?: number;
}

/**
 * Which rows train, validate and test. 'stratified': at random, each class by its share; 'random': at random; 'last':
 * the last rows, as they were given or drawn, test, and those before them validate. The test rows are the same
 * whatever `validationFraction` is.
 */
export type SplitRule = 'stratified' | 'random' | 'last';

export interface GeneratedDatasetSpec {
  kind: string;
  /** Rows in all. Default 500. */
  samples?: number;
  /** In [0, 1]. Default 0. */
  noise?: number;
  /** Share of rows in the test split, in [0, 0.9]. Default 0.5. */
  testFraction?: number;
  /** Share of rows in the validation split; at most 0.9 together with `testFraction`. Default 0. */
  validationFraction?: number;
  /** Default 'stratified'. */
  split?: SplitRule;
  /** Whole number in [0, 2^32). Default 0. */
  seed?: number;
  /** Inputs to mean 0 and standard deviation 1 over the training split. Default false. */
  standardize?: boolean;
  /** Targets likewise; only for regression. Default false. */
  standardizeTargets?: boolean;
  /** Inputs made of the raw coordinates. Default the coordinates themselves. */
  features?: string[];
  /** Default 'binary' for two classes, 'one-hot' for more. */
  targets?: TargetEncoding;
  [param: string]: number | string | boolean | string[] | undefined;
}

export interface ArraysDatasetSpec {
  kind: 'arrays';
  /** [rows, inputs] */
  x: Float32Array;
  /** [rows, outputs]; one-hot for classes. */
  y: Float32Array;
  inputs: number;
  outputs: number;
  /** Default 0: every row is a training row. */
  testFraction?: number;
  /** Default 0; at most 0.9 together with `testFraction`. */
  validationFraction?: number;
  /** Default 'stratified'. */
  split?: SplitRule;
  seed?: number;
  standardize?: boolean;
  /** Only for targets 'real'. */
  standardizeTargets?: boolean;
  /** What y means; decides how accuracy is counted. Default: 'one-hot' where every row is, 'binary' where all
   * are 0 or 1 in one column, 'sign' where all are -1 or 1 in one column, else 'real'. */
  targets?: TargetEncoding | 'real';
}

export type DatasetSpec = GeneratedDatasetSpec | ArraysDatasetSpec;

export interface DatasetSplit {
  /** Network inputs, [rows, inputs]. */
  x: Float32Array;
  /** Targets, [rows, outputs]. */
  y: Float32Array;
  /** Raw coordinates before features and standardisation, [rows, dimensions]. */
  points: Float32Array;
  /** Class of each row; empty for regression. */
  labels: Int32Array;
}

/** v' = (v - mean) / deviation of each column. A constant column has deviation 1, so that it becomes 0. */
export interface Standardization {
  mean: Float64Array;
  deviation: Float64Array;
}

export interface Dataset {
  readonly kind: string;
  readonly task: 'classification' | 'regression';
  readonly inputs: number;
  readonly outputs: number;
  /** Raw coordinates per row. */
  readonly dimensions: number;
  /** 0 for regression. */
  readonly classes: number;
  readonly targets: TargetEncoding | 'real';
  readonly trainSize: number;
  /** 0 unless `validationFraction` is set. */
  readonly validationSize: number;
  readonly testSize: number;
  /** Copies. */
  train(): DatasetSplit;
  validation(): DatasetSplit;
  test(): DatasetSplit;
  /** What inputs (after features) and targets were standardised by; each absent where it was not. */
  standardization(): { inputs?: Standardization; targets?: Standardization };
  /**
   * Raw points [n, dimensions] to network inputs [n, inputs]: features, then standardisation. NaN and infinities are
   * refused, by row and column.
   */
  transform(points: Float32Array): Float32Array;
  dispose(): void;
}

export interface Divergence {
  /** Updates done before it was found. */
  step: number;
  /** Index of the layer that first held a value that is not finite; -1 for the loss itself. */
  layer: number;
  /** 'optimizer-state': a gradient's square, or what else the optimiser keeps, overflowed. */
  quantity: 'weights' | 'pre-activation' | 'activation' | 'loss' | 'optimizer-state';
  message: string;
}

export interface TrainResult {
  /** Steps done by this call. */
  steps: number;
  /** Mean loss over the rows seen by this call, each before its update; 0 rows: NaN. */
  loss: number;
  /** Set when training stopped because a value was no longer finite. */
  diverged?: Divergence;
}

export interface Evaluation {
  /** Without regularisation. */
  loss: number;
  /** Share of rows right, those with a NaN among the outputs never; absent for regression. */
  accuracy?: number;
  /** Set where the loss is not finite. */
  diverged?: Divergence;
}

export interface Classification {
  /**
   * The class that the network takes each row for: with one output per class the first of the largest, with a single one
   * 1 above 0.5 (targets 'binary') or above 0 ('sign'), else 0; -1 where an output is NaN.
   */
  classes: Int32Array;
  /**
   * How often each class is taken for each, [classes, classes]: rows are true classes, columns predicted ones. Rows
   * without a predicted class are not counted.
   */
  confusion: Uint32Array;
}

export interface Histogram {
  lower: number;
  upper: number;
  counts: Uint32Array;
}

/** Of finite values; `count` says how many there were. */
export interface Distribution {
  count: number;
  mean: number;
  standardDeviation: number;
  meanAbsolute: number;
  minimum: number;
  maximum: number;
  /** At 0.05, 0.25, 0.5, 0.75, 0.95. With detail 'full' only, as the histogram. */
  quantiles?: Float32Array;
  histogram?: Histogram;
}

/** Of log10|v| over the values that are not 0. */
export interface LogDistribution extends Distribution {
  /** Values that are exactly 0, left out of the logarithms. */
  zeros: number;
}

export interface LayerStatistics {
  layer: number;
  units: number;
  activation: string;
  preActivation: Distribution;
  activationValues: Distribution;
  /** mean |dL/dz|. */
  meanAbsoluteGradient: number;
  /** With detail 'full' only. */
  preActivationGradient?: LogDistribution;
  weightGradient?: LogDistribution;
  /** Euclidean norms over the layer's weights. */
  weightNorm: number;
  weightGradientNorm: number;
  /** Norm of the last update of the weights over the norm of the weights; NaN before there is one. */
  updateToWeightRatio: number;
  /** Share of dead units: f(z) = 0 and f'(z) = 0 for every row, so that nothing goes through in either direction. */
  deadShare: number;
  /**
   * Share of units that are cut off: dL/da = 0 for every row, though f'(z) is not 0 for all of them. Nothing that comes
   * after such a unit lets a gradient through to it.
   */
  cutOffShare: number;
  /**
   * Share of saturated units: |f'(z)| < 0.01 on at least 95 % of the rows, those apart where a rectifier (`relu`,
   * `relu6`, `leaky-relu`, `prelu`) is flat by design, at z <= 0.
   */
  saturatedShare: number;
  /** Share of outputs that are exactly 0. */
  zeroShare: number;
  /** Mean |a| of each unit; [units]. */
  unitMeanAbsolute: Float32Array;
  /** The sum of 1 where the unit is dead, 2 where it is saturated, 4 where it is cut off; [units]. */
  unitFlags: Uint8Array;
}

export interface StatisticsOptions {
  /** Rows to look at: the first `rows` of this data set's training split. Default: the last batch trained. */
  data?: Dataset;
  /** Default 256; more than the split has: all of it. */
  rows?: number;
  /** Of each histogram, from 1 to 1024; default 40. */
  bins?: number;
  /** 'magnitudes' leaves out quantiles, histograms and logarithms, which cost several times as much. Default 'full'. */
  detail?: 'full' | 'magnitudes';
}

/** Numbers for what computes in double: a Float32Array's values are exact in it. */
export type Floats = Float32Array | Float64Array;

/**
 * Masks of dropout as the next training step draws them: the rows of the call are those from `row` (default 0) of the
 * next mini-batch, which has `rows` rows. Nothing is drawn: the step itself still has the same masks.
 */
export interface NextDropout {
  rows: number;
  row?: number;
}

export interface TraceOptions {
  /** 'single' (default): the very numbers of training. 'double': the same formulas in double. */
  precision?: 'single' | 'double';
  /** In place of the network's, in the order of `parameters()`; with precision 'double' only. */
  parameters?: Floats;
  /** Default: no dropout. */
  dropout?: NextDropout;
}

export interface LayerTrace<Numbers = Float32Array> {
  /** [inputs][units], row-major. */
  weights: Numbers;
  biases: Numbers;
  /** Input of the layer: what is left of the layer before after its dropout. */
  input: Numbers;
  preActivation: Numbers;
  /** Before the layer's own dropout. */
  activation: Numbers;
  /** f'(z) of each pre-activation; empty where the activation is not element-wise. */
  derivative: Numbers;
  /** What dropout multiplies each activation by, 0 or 1 / (1 - p); empty without dropout. */
  mask: Numbers;
  activationGradient: Numbers;
  preActivationGradient: Numbers;
  weightGradient: Numbers;
  biasGradient: Numbers;
}

export interface Trace<Numbers = Float32Array> {
  loss: number;
  prediction: Numbers;
  layers: LayerTrace<Numbers>[];
}

export interface GradientCheckOptions {
  /** Compares at most so many parameters, evenly spread; default all. */
  most?: number;
  /** Whether the loss has the penalty on the weights. Default true. */
  regularization?: boolean;
  /** In place of the network's, in the order of `parameters()`. */
  parameters?: Floats;
  /** Default: no dropout. */
  dropout?: NextDropout;
}

/** Lists are in the order of `parameters()`. */
export interface GradientCheck {
  /** Parameters compared. */
  checked: number;
  /** Parameters left out because the loss has a kink within the difference's reach. */
  skipped: number;
  /** max |analytic - numeric| / max(|analytic|, |numeric|, 1e-4 max(1, |loss|)). */
  worstRelativeError: number;
  worst: {
    layer: number;
    kind: 'weight' | 'bias' | 'slope';
    index: number;
    analytic: number;
    numeric: number;
  };
  /** dL/dp by backpropagation, of every parameter. */
  analytic: Float64Array;
  /** (L(p + h) - L(p - h)) / 2h with h = 6e-6 max(1, |p|); NaN where left out. */
  numeric: Float64Array;
  /** Relative error of each parameter; NaN where left out. */
  relativeErrors: Float64Array;
}

/** One update to all digits of double. Lists are in the order of `parameters()`. */
export interface DoubleUpdate {
  /** Mean over the rows, without the penalty, before the update. */
  loss: number;
  /** The same after the update, with the same dropout masks. */
  lossAfter: number;
  /** l1 sum |w| + l2 / 2 sum w^2 before the update. */
  penalty: number;
  /** Of this step, as the schedule has it. */
  learningRate: number;
  /** dL/dp, the mean over the rows. */
  gradient: Float64Array;
  /** l1 sign(w) + l2 w for weights, 0 for the others. */
  penaltyGradient: Float64Array;
  /** What the optimiser takes: the sum of both, 0 for fixed biases and what is frozen, clipped. */
  optimizerGradient: Float64Array;
  /** Euclidean norm of that before it is scaled down to `clipping.norm`; absent without such a limit. */
  gradientNorm?: number;
  parametersBefore: Float64Array;
  parameters: Float64Array;
  /** What the optimiser keeps for each parameter, after the update: as in `optimizerState()`. */
  slots: Float64Array[];
}

export interface OptimizerState {
  /** Updates done. */
  step: number;
  /**
   * What is kept for each parameter, in the order of `parameters()`: as many arrays as the optimiser's `stateSlots`, in
   * the order in which its formula has them (adam: the mean of the gradients, the mean of their squares). All 0 at first.
   */
  slots: Float32Array[];
}

/** Opaque, versioned bytes. */
export type Snapshot = Uint8Array;

export interface TrainOptions {
  /** Mini-batches to run. Exactly one of `steps` and `epochs`. */
  steps?: number;
  /** Runs to the end of the current epoch, then so many less one. */
  epochs?: number;
  /** Rows per step; default 32; larger than the training split: the whole split. */
  batchSize?: number;
  /** Default true. */
  shuffle?: boolean;
}

/** As for `train`. */
export interface NextRowsOptions {
  /** Default 32. */
  batchSize?: number;
  /** Default true. */
  shuffle?: boolean;
}

export interface Network {
  readonly parameterCount: number;
  /** Updates done. */
  readonly step: number;
  /** Whole passes over the training data done. */
  readonly epoch: number;
  readonly learningRate: number;
  train(data: Dataset, options: TrainOptions): TrainResult;
  /**
   * The training rows, numbered as in `data.train()`, that `train` with these options would take next, without taking
   * them: of the next mini-batch, or of the next `batches`. At most 1,000,000 rows in all.
   */
  nextRows(data: Dataset, options?: NextRowsOptions): Uint32Array;
  nextRows(data: Dataset, options: NextRowsOptions & { batches: number }): Uint32Array[];
  /**
   * One step on all rows of x [n, inputs] and y [n, outputs]; their mean loss before it. Throws 'diverged' where a value
   * is no longer finite. Here, in `trainBatches`, `trace` and `checkGradients` these are refused by row and column: NaN
   * and infinities, and targets that the loss cannot have. Binary cross-entropy takes numbers from 0 to 1,
   * cross-entropy rows of such that add up to 1 (one-hot for classes), the hinge -1 or 1.
   */
  trainBatch(x: Float32Array, y: Float32Array): number;
  /** The same with one step for each `batchSize` rows, in their order. */
  trainBatches(x: Float32Array, y: Float32Array, options: { batchSize: number }): number;
  /** Loss and accuracy over a split, which must have rows. Default 'train'. */
  evaluate(data: Dataset, split?: 'train' | 'validation' | 'test'): Evaluation;
  /** What the network takes each row of a split for; the data set must have classes. Default 'train'. */
  classify(data: Dataset, split?: 'train' | 'validation' | 'test'): Classification;
  /**
   * Outputs for each row: [n, inputs] -> [n, outputs]. Where it is called often, `into` spares a new array each time: it
   * is filled and returned, and has as many values as the result. NaN and infinities in x go through, and come out where
   * the formulas say so.
   */
  predict(x: Float32Array, into?: Float32Array): Float32Array;
  /** Outputs of every unit of one layer for each row: [n, inputs] -> [n, units]; `into`, NaN and infinities as in `predict`. */
  activationsOf(layer: number, x: Float32Array, into?: Float32Array): Float32Array;
  /**
   * How much an output (default 0) changes with each input: d output / d input for each row, [n, inputs] -> [n, inputs].
   * NaN and infinities as in `predict`.
   */
  inputGradient(x: Float32Array, output?: number): Float32Array;
  /** One sample forward and backward, without regularisation; dropout only where asked for. */
  trace(x: Float32Array, y: Float32Array, options?: TraceOptions & { precision?: 'single' }): Trace;
  trace(x: Floats, y: Floats, options: TraceOptions & { precision: 'double' }): Trace<Float64Array>;
  statistics(options?: StatisticsOptions): LayerStatistics[];
  /** Backpropagation against central differences, both in double. Costs two forward passes for each parameter. */
  checkGradients(x: Floats, y: Floats, options?: GradientCheckOptions): GradientCheck;
  /**
   * The update that the next training step makes if its batch is x [n, inputs] and y [n, outputs], computed in double:
   * rate of the schedule, dropout masks, regularisation, clipping, optimiser, frozen parameters. `parameters` take the
   * place of the network's. Nothing changes.
   */
  updateInDouble(x: Floats, y: Floats, options?: { parameters?: Floats }): DoubleUpdate;
  /**
   * The spec with every default filled in, and with what has been set since (learning rate, regularisation, clipping):
   * `createNetwork` makes the same network of it, as it was before training.
   */
  spec(): NetworkSpec;
  /** A copy. */
  optimizerState(): OptimizerState;
  /** A copy. Layer by layer: weights [inputs][units] row-major, then biases, then learned slopes. */
  parameters(): Float32Array;
  setParameters(p: Float32Array): void;
  /** Of the last batch, in the order of the parameters; 0 for fixed biases and what is frozen. */
  gradients(): Float32Array;
  /** FNV-1a over the bits of the parameters, as 16 hexadecimal digits. */
  parameterHash(): string;
  setLearningRate(value: number): void;
  setRegularization(value: { l1?: number; l2?: number }): void;
  setClipping(value: { norm?: number; value?: number }): void;
  /** A copy: of each unit of a layer, 1 where it is on (at first all are) and 0 where it is off. */
  unitMask(layer: number): Uint8Array;
  /**
   * Switches units of a hidden layer off (0) and on (1). A unit that is off gives 0, in training and evaluation, and no
   * gradient passes through it; its own weights stay as they are but for what regularisation and the optimiser's momentum
   * do. Kept by `save` and `restore`.
   */
  setUnitMask(layer: number, mask: Uint8Array): void;
  /** A copy: of each parameter, in their order, 1 where it is frozen and 0 where it learns (at first all do). */
  frozen(): Uint8Array;
  /**
   * Freezes parameters (1) and lets others learn (0). What is frozen does not change in training, by update, decay or
   * regularisation, and neither does what the optimiser keeps for it; its gradient counts as 0. Kept by `save` and
   * `restore`.
   */
  setFrozen(frozen: Uint8Array): void;
  save(): Snapshot;
  restore(snapshot: Snapshot): void;
  dispose(): void;
}
