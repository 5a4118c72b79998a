/** Whether the page is being printed: between the browser's announcements, or shown as it would be printed. */

const paper = globalThis.matchMedia?.('print');
let announced = false;

/** @returns {boolean} */
export const isPrinting = () => announced || paper?.matches === true;

/**
 * Calls back before and after printing, at once: what is to be printed has to be drawn when the call ends.
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function watchPrinting(changed) {
  const told = (/** @type {Event} */ { type }) => {
    announced = type === 'beforeprint';
    changed();
  };
  addEventListener('beforeprint', told);
  addEventListener('afterprint', told);
  paper?.addEventListener('change', changed);
  return () => {
    removeEventListener('beforeprint', told);
    removeEventListener('afterprint', told);
    paper?.removeEventListener('change', changed);
  };
}
