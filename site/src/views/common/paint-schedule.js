/**
 * All views paint in shared animation frames. A view that asks twice paints once. Views that change little
 * from frame to frame (charts of the whole history) name an interval; only a few of them are painted in any
 * one frame, those first that have waited longest, so that no frame is late because all charts are due. Their
 * texts are written before anything is drawn: text on a canvas needs the page laid out, and each text that
 * changes between two drawings would have it laid out once more.
 *
 * @typedef {object} Painter
 * @property {() => void} readOutNow writes the texts that change with the drawing
 * @property {() => void} paintNow
 * @property {number} paintInterval least milliseconds between two paints; 0: every frame
 * @property {number} paintTime of the last paint, as of `performance.now()`
 */

/** Most painters with an interval in one frame. */
const slowPaints = 2;

/** Where a person asks for less motion, pictures follow the training in steps that far apart, in milliseconds. */
const calmInterval = 1000;

const reducedMotion = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');

/** @type {Set<Painter>} */
const waiting = new Set();
let requested = false;

/**
 * Those of the waiting whose turn it is.
 *
 * @param {Iterable<Painter>} painters
 * @param {number} now
 * @param {number} [leastInterval] of every painter
 */
export function duePainters(painters, now, leastInterval = 0) {
  const all = [...painters];
  const interval = (/** @type {Painter} */ { paintInterval }) =>
    Math.max(paintInterval, leastInterval);
  const slow = all
    .filter((painter) => interval(painter) > 0 && now - painter.paintTime >= interval(painter))
    .sort((a, b) => a.paintTime - b.paintTime)
    .slice(0, slowPaints);
  return [...all.filter((painter) => interval(painter) === 0), ...slow];
}

/** @param {number} now */
function paintFrame(now) {
  requested = false;
  const due = duePainters(waiting, now, reducedMotion?.matches ? calmInterval : 0);
  for (const painter of due) painter.readOutNow();
  for (const painter of due) {
    waiting.delete(painter);
    painter.paintTime = now;
    painter.paintNow();
  }
  if (waiting.size > 0) requestFrame();
}

function requestFrame() {
  if (requested) return;
  requested = true;
  requestAnimationFrame(paintFrame);
}

/** @param {Painter} painter painted in one of the next frames */
export function requestPaint(painter) {
  waiting.add(painter);
  requestFrame();
}

/** @param {Painter} painter */
export function cancelPaint(painter) {
  waiting.delete(painter);
}
