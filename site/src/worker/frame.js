/**
 * What is sent to the page: one frame, with what its visible views want and nothing else.
 *
 * @typedef {import('./protocol.js').FrameUpdate} FrameUpdate
 * @typedef {import('./protocol.js').Progress} Progress
 * @typedef {import('./protocol.js').Wants} Wants
 * @typedef {import('./frame-budget.js').FrameBudget} FrameBudget
 * @typedef {import('./laboratory.js').Laboratory} Laboratory
 */

/** Milliseconds between two looks at the layers, at least: faster than that nobody reads them. */
const layersInterval = { none: 0, magnitudes: 100, full: 200 };

/**
 * @param {Laboratory} laboratory
 * @param {Wants} wants
 * @param {Progress} progress
 * @param {FrameBudget} budget what is not due is left out
 * @returns {FrameUpdate}
 */
export function composeFrame(laboratory, wants, progress, budget) {
  const { statistics } = wants;
  return {
    ...progress,
    step: laboratory.step,
    epoch: laboratory.epoch,
    learningRate: laboratory.learningRate,
    ...budget.renew('pictures', () => pictures(laboratory, wants, progress.running)),
    ...budget.renew('rows', () => ({
      now: laboratory.measure('none'),
      predictions: wants.predictions ? laboratory.predictions() : null,
      probe: wants.probe === null ? null : laboratory.probe(wants.probe),
    })),
    ...budget.renew(
      'layers',
      () => ({ now: laboratory.measure(statistics) }),
      layersInterval[statistics],
    ),
    ...budget.renew('parameters', () => ({
      parameters: wants.parameters ? laboratory.parameters() : null,
      gradients: wants.gradients && laboratory.step > 0 ? laboratory.gradients() : null,
    })),
  };
}

/**
 * @param {Laboratory} laboratory
 * @param {Wants} wants
 * @param {boolean} running pictures that move may be coarser
 */
function pictures(laboratory, { map: size, heatmap, unit, warp }, running) {
  const map = size > 0 ? laboratory.outputGrid(size, running) : null;
  return {
    map,
    heatmaps: heatmap > 0 ? laboratory.heatmaps(heatmap, map) : [],
    unit:
      unit && laboratory.hasUnit(unit.layer, unit.unit)
        ? laboratory.unitGrid(unit.layer, unit.unit, map?.size ?? 32)
        : null,
    warp: warp !== null && laboratory.hasUnit(warp, 0) ? laboratory.warpedGrid(warp, 33) : null,
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
    ...(frame.warp?.components?.scores ?? []),
    ...[frame.predictions?.train, frame.predictions?.test].flatMap((found) =>
      found ? [found.classes, found.confusion] : [],
    ),
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
