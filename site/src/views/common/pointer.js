/**
 * Where a pointer is in the element that it points at, in pixels of that element, however the page around scales, mirrors
 * or zooms it.
 *
 * @param {MouseEvent} event
 */
export function pointOf({ offsetX, offsetY, target }) {
  const zoom = /** @type {Element} */ (target).currentCSSZoom ?? 1;
  return { x: offsetX / zoom, y: offsetY / zoom };
}
