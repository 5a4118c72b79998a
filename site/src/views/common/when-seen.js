/** @type {WeakSet<Element>} */
const awaited = new WeakSet();

/**
 * Calls back once, when an element comes into sight; however often that is asked for.
 * @param {Element | null} element
 * @param {() => void} seen
 */
export function whenSeen(element, seen) {
  if (!element || awaited.has(element)) return;
  awaited.add(element);
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    seen();
  });
  observer.observe(element);
}
