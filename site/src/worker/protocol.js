/**
 * What page and worker say to each other. Types only; this module is empty at run time.
 *
 * A request has an `id` and gets exactly one `reply` or `failure` with the same id. Everything else
 * is a notice without an answer. `run` counts configurations: a frame or notice of an older run is
 * late, and the page drops it.
 *
 * @typedef {import('../../../wasm/js/index.js').NetworkSpec} NetworkSpec
 * @typedef {import('../../../wasm/js/index.js').DatasetSpec} DatasetSpec
 * @typedef {import('../../../wasm/js/index.js').DatasetSplit} DatasetSplit
 * @typedef {import('../../../wasm/js/index.js').Divergence} Divergence
 * @typedef {import('../../../wasm/js/index.js').Evaluation} Evaluation
 * @typedef {import('../../../wasm/js/index.js').Classification} Classification
 * @typedef {import('../../../wasm/js/index.js').LayerStatistics} LayerStatistics
 * @typedef {import('../../../wasm/js/index.js').Trace} Trace
 * @typedef {import('../../../wasm/js/index.js').GradientCheck} GradientCheck
 * @typedef {import('../../../wasm/js/index.js').Engine} Engine
 */

/**
 * The engine's tables, as plain data.
 * @typedef {Pick<Engine, 'version' | 'variant' | 'limits' | 'activations' | 'losses' | 'optimizers' |
 *   'initializers' | 'schedules' | 'datasets' | 'features'>} Tables
 */

/**
 * What can change while training goes on.
 * @typedef {object} LiveSettings
 * @property {number} learningRate
 * @property {number} batchSize
 * @property {{l1?: number, l2?: number}} regularization
 * @property {{norm?: number, value?: number}} clipping
 * @property {number} speed steps a second; 0: as fast as it goes
 * @property {number} maxSteps training pauses there; 0: never
 */

/**
 * @typedef {object} Configuration
 * @property {number} run
 * @property {DatasetSpec} dataset
 * @property {NetworkSpec} network `inputs` and `units` that are 0, and an output activation and a loss that
 *   are 'auto', are fitted to the data set by the worker
 * @property {LiveSettings} live
 * @property {Float32Array} [parameters] to start from, where there are as many as the network has
 * @property {Uint8Array} [snapshot] to go on from
 * @property {boolean} [play] training begins at once
 */

/**
 * What the page needs to know of a data set to draw it.
 * @typedef {object} DatasetFacts
 * @property {string} kind
 * @property {'classification' | 'regression'} task
 * @property {number} inputs
 * @property {number} outputs
 * @property {number} dimensions
 * @property {number} classes
 * @property {string} targets
 * @property {DatasetSplit} train
 * @property {DatasetSplit} test
 * @property {PlotDomain} domain what the output map shows
 */

/** @typedef {{x: [number, number], y: [number, number]}} PlotDomain */

/**
 * @typedef {object} LayerFacts
 * @property {number} units
 * @property {string} activation
 * @property {number} pieces linear pieces of each unit: 1, more for maxout
 * @property {number} slopes learned slopes of the layer
 */

/**
 * What was made of a configuration.
 * @typedef {object} Configured
 * @property {DatasetFacts} dataset
 * @property {number} parameterCount
 * @property {LayerFacts[]} layers with the output layer
 * @property {Grid | null} inputGrid the network's inputs over the plot
 * @property {string} loss
 * @property {Uint8Array} start snapshot of the network as it begins
 * @property {Moment} now the first moment, in full
 * @property {number} patience milliseconds that one call of the engine may take, on a slow device
 */

/**
 * How closely the layers are looked at: their magnitudes alone cost a fraction of quantiles and histograms.
 * @typedef {'none' | 'magnitudes' | 'full'} Detail
 */

/**
 * What the visible views need in a frame.
 * @typedef {object} Wants
 * @property {number} map cells along each side of the output map; 0: none
 * @property {number} heatmap cells along each side of a unit's heatmap; 0: none
 * @property {{layer: number, unit: number} | null} unit one unit's heatmap at the map's resolution
 * @property {number | null} warp a hidden layer whose outputs over the warp grid are wanted
 * @property {Detail} statistics
 * @property {boolean} parameters
 * @property {boolean} gradients
 * @property {boolean} predictions classes of every training and test row
 * @property {number | null} probe a training row whose way through the layers is wanted
 */

/**
 * Outputs over a square grid, row by row from the top left; `values[(row * size + column) * outputs + k]`.
 * @typedef {object} Grid
 * @property {number} size cells along each side
 * @property {number} outputs
 * @property {Float32Array} values
 * @property {PlotDomain} domain
 */

/**
 * A layer's units over a grid, and the two principal components of their outputs: what share of the variance each has,
 * and where it puts each cell. None for a single unit.
 * @typedef {Grid & {components: {shares: [number, number], scores: [Float64Array, Float64Array]} | null}} WarpedGrid
 */

/**
 * One moment of the run, measured.
 * @typedef {object} Moment
 * @property {number} step
 * @property {number} epoch
 * @property {Evaluation} train
 * @property {Evaluation} test
 * @property {LayerStatistics[] | null} layers
 */

/**
 * Where a run has got to.
 * @typedef {object} Progress
 * @property {number} run
 * @property {boolean} running
 * @property {number} stepsPerSecond
 * @property {Moment[]} moments since the last frame, on the fixed schedule of steps
 * @property {import('../recording.js').Entry[]} snapshots since the last frame, at some of those moments
 */

/**
 * One unit's values for one row lie at its place in each of these; `derivative` is empty where the activation is not
 * element-wise, and `preActivation` has more values than units where each has several pieces.
 * @typedef {object} LayerProbe
 * @property {Float32Array} preActivation z
 * @property {Float32Array} activation f(z)
 * @property {Float32Array} derivative f′(z)
 */

/**
 * The way of one training row through the layers.
 * @typedef {object} Probe
 * @property {number} row
 * @property {LayerProbe[]} layers
 */

/**
 * What the views draw. While training goes on, each part is of the step at which it was computed last.
 * @typedef {object} Measured
 * @property {Moment} now its layers may be null: they cost much, and are measured more rarely than the losses
 * @property {Grid | null} map
 * @property {(Grid | null)[]} heatmaps one per layer; null where the layer is too wide; `outputs` = units
 * @property {Grid | null} unit
 * @property {WarpedGrid | null} warp
 * @property {Float32Array | null} parameters
 * @property {Float32Array | null} gradients
 * @property {{train: Classification, test: Classification} | null} predictions null for regression
 * @property {Probe | null} probe
 */

/**
 * What every frame says; `learningRate` is that in force now, after the schedule.
 * @typedef {Progress & {step: number, epoch: number, learningRate: number}} FrameHead
 */

/** @typedef {FrameHead & Measured} Frame */

/**
 * A frame as it is sent: what it leaves out is as in the frame before. The first of a run, the first after other
 * wants and each one while training stands still leave out nothing.
 * @typedef {FrameHead & Partial<Measured>} FrameUpdate
 */

/**
 * @typedef {{type: 'load'}
 *   | {type: 'ping'}
 *   | {type: 'configure', configuration: Configuration}
 *   | {type: 'play'}
 *   | {type: 'pause'}
 *   | {type: 'step', unit: 'step' | 'epoch', count: number}
 *   | {type: 'live', live: LiveSettings}
 *   | {type: 'restore', snapshot: Uint8Array}
 *   | {type: 'parameters'}
 *   | {type: 'snapshot'}
 *   | {type: 'take-snapshots'}
 *   | {type: 'trace', split: 'train' | 'test', row: number}
 *   | {type: 'check-gradients', rows: number}
 *   | {type: 'set-parameters', indices: Uint32Array, values: Float32Array}
 *   | {type: 'curve', activation: string, params: Record<string, number>, x: Float32Array}
 *   | {type: 'preview', dataset: DatasetSpec}
 * } Request
 */

/** @typedef {Request & {id: number}} NumberedRequest */

/** @typedef {NumberedRequest | {type: 'frame', wants: Wants} | {type: 'visibility', hidden: boolean}} ToWorker */

/**
 * Why training stopped by itself.
 * @typedef {{reason: 'max-steps'} | {reason: 'diverged', divergence: Divergence}} Stop
 */

/**
 * @typedef {{type: 'reply', id: number, value: unknown}
 *   | {type: 'failure', id: number, code: string, message: string}
 *   | {type: 'first-step', run: number, time: number}
 *   | {type: 'frame', frame: FrameUpdate}
 *   | {type: 'stopped', run: number, stop: Stop}
 *   | {type: 'broken', message: string}
 *   | {type: 'progress', stage: Stage}
 * } FromWorker
 *
 * What the worker is about to do, in this order; the first is its first word.
 * @typedef {'engine' | 'data' | 'network' | 'measurement'} Stage
 */

export {};
