/**
 * All views paint in one animation frame. A view that asks twice paints once.
 */

/** @type {Set<() => void>} */
const waiting = new Set();
let requested = false;

function paintAll() {
  requested = false;
  const paints = [...waiting];
  waiting.clear();
  for (const paint of paints) paint();
}

/** @param {() => void} paint called in the next animation frame */
export function requestPaint(paint) {
  waiting.add(paint);
  if (requested) return;
  requested = true;
  requestAnimationFrame(paintAll);
}

/** @param {() => void} paint */
export function cancelPaint(paint) {
  waiting.delete(paint);
}
