/** Milliseconds after which an element counts as seen in any case: it may be printed. */
const patience = 5000;

/** @type {WeakSet<Element>} */
const awaited = new WeakSet();

/**
 * Calls back once, when an element comes into sight, or else when the page has had time for what is in sight; however
 * often that is asked for.
 * @param {Element | null} element
 * @param {() => void} seen
 */
export function whenSeen(element, seen) {
  if (!element || awaited.has(element)) return;
  awaited.add(element);
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
    seen();
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) end();
  });
  observer.observe(element);
  const timer = setTimeout(end, patience);
}
