/**
 * What is sent to the page: one frame, with what its visible views want and nothing else.
 *
 * @typedef {import('./protocol.js').Frame} Frame
 * @typedef {import('./protocol.js').Moment} Moment
 * @typedef {import('../recording.js').Entry} Snapshot
 * @typedef {import('./protocol.js').Wants} Wants
 * @typedef {import('./laboratory.js').Laboratory} Laboratory
 */

/**
 * @param {Laboratory} laboratory
 * @param {Wants} wants
 * @param {{run: number, running: boolean, stepsPerSecond: number, moments: Moment[], snapshots: Snapshot[]}} progress
 * @param {import('./protocol.js').Detail} detail of the layers' statistics that are due
 * @returns {Frame}
 */
export function composeFrame(laboratory, wants, progress, detail) {
  const { unit, warp } = wants;
  return {
    ...progress,
    step: laboratory.step,
    epoch: laboratory.epoch,
    learningRate: laboratory.learningRate,
    now: laboratory.measure(detail),
    map: wants.map > 0 ? laboratory.outputGrid(wants.map) : null,
    heatmaps: wants.heatmap > 0 ? laboratory.heatmaps(wants.heatmap) : [],
    unit:
      unit && laboratory.hasUnit(unit.layer, unit.unit)
        ? laboratory.unitGrid(unit.layer, unit.unit, wants.map || 32)
        : null,
    warp: warp !== null && laboratory.hasUnit(warp, 0) ? laboratory.layerGrid(warp, 33) : null,
    parameters: wants.parameters ? laboratory.parameters() : null,
    gradients: wants.gradients && laboratory.step > 0 ? laboratory.gradients() : null,
    predictions: wants.predictions ? laboratory.predictions() : null,
  };
}

/**
 * The buffers of a frame that can be handed over instead of copied: those used nowhere else.
 * @param {Frame} frame
 */
export function transferables(frame) {
  const arrays = [
    frame.map?.values,
    ...frame.heatmaps.map((grid) => grid?.values),
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
