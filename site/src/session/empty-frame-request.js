/** @import { FrameRequest } from '../worker/protocol.js' */

/** The least that a frame holds: for a page on which no view is visible. @type {FrameRequest} */
export const emptyFrameRequest = {
  map: 0,
  heatmap: 0,
  unit: null,
  warp: null,
  statistics: 'magnitudes',
  parameters: false,
  gradients: false,
  predictions: false,
  probe: null,
};
