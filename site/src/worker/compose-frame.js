/**
 * What is sent to the page: one frame, with what its visible views want and nothing else.
 *
 * @typedef {import('./protocol.js').FrameUpdate} FrameUpdate
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {import('./protocol.js').FrameRequest} FrameRequest
 * @typedef {import('./frame-budget.js').FrameBudget} FrameBudget
 * @typedef {import('./training-run.js').TrainingRun} TrainingRun
 */

/** Milliseconds between two looks at the layers, at least: faster than that nobody reads them. */
const layersInterval = { none: 0, magnitudes: 100, full: 200 };

/**
 * @param {TrainingRun} trainingRun
 * @param {FrameRequest} request
 * @param {Progress} progress
 * @param {FrameBudget} budget what is not due is left out
 * @returns {FrameUpdate}
 */
export function composeFrame(trainingRun, request, progress, budget) {
  const { statistics } = request;
  return {
    ...progress,
    step: trainingRun.step,
    epoch: trainingRun.epoch,
    learningRate: trainingRun.learningRate,
    ...budget.renew('pictures', () => pictures(trainingRun, request, progress.running)),
    ...budget.renew('rows', () => ({
      now: trainingRun.measure('none'),
      predictions: request.predictions ? trainingRun.predictions() : null,
      probe: request.probe === null ? null : trainingRun.probe(request.probe),
    })),
    ...budget.renew(
      'layers',
      () => ({ now: trainingRun.measure(statistics) }),
      layersInterval[statistics],
    ),
    ...budget.renew('parameters', () => ({
      parameters: request.parameters ? trainingRun.parameters() : null,
      gradients: request.gradients && trainingRun.step > 0 ? trainingRun.gradients() : null,
    })),
  };
}

/**
 * @param {TrainingRun} trainingRun
 * @param {FrameRequest} request
 * @param {boolean} running pictures that move may be coarser
 */
function pictures(trainingRun, { map: size, heatmap, unit, warp }, running) {
  const map = size > 0 ? trainingRun.outputGrid(size, running) : null;
  return {
    map,
    heatmaps: heatmap > 0 ? trainingRun.heatmaps(heatmap, map) : [],
    unit:
      unit && trainingRun.hasUnit(unit.layer, unit.unit)
        ? trainingRun.unitGrid(unit.layer, unit.unit, map?.size ?? 32)
        : null,
    warp: warp !== null && trainingRun.hasUnit(warp, 0) ? trainingRun.layerGrid(warp, 33) : null,
  };
}

/**
 * The buffers of a frame that can be handed over instead of copied: those used nowhere else.
 * @param {FrameUpdate} frame
 */
export function transferables(frame) {
  const arrays = [
    frame.map?.values,
    ...(frame.heatmaps ?? []).map((grid) => grid?.values),
    frame.unit?.values,
    frame.warp?.values,
    frame.parameters,
    frame.gradients,
    frame.predictions?.train,
    frame.predictions?.test,
    ...frame.snapshots.map(({ bytes }) => bytes),
  ];
  /** @type {Set<ArrayBuffer>} */
  const buffers = new Set();
  for (const array of arrays) {
    if (array && array.buffer.byteLength > 0)
      buffers.add(/** @type {ArrayBuffer} */ (array.buffer));
  }
  return [...buffers];
}
