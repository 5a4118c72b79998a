/**
 * Whether the element can be seen: in a hidden tab training leaves most of a core to others, and where it plays only
 * while it is in sight, it pauses.
 *
 * @typedef {import('../gradient-playground.js').GradientPlayground} GradientPlayground
 */

/** @param {GradientPlayground} element @returns {() => void} ends it */
export function followPageVisibility(element) {
  const tell = () => element.session?.setHidden(document.hidden);
  tell();
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}

/**
 * Plays while the element is in sight, unless a person has paused it meanwhile.
 * @param {GradientPlayground} element
 * @returns {() => void} ends it
 */
export function playInSight(element) {
  let onScreen = false;
  let inSight = false;
  let wanted = true;
  const look = () => {
    const seen = onScreen && !document.hidden;
    if (seen === inSight) return;
    inSight = seen;
    if (!seen) wanted = element.session?.run.configured ? element.session.playing : true;
    if (wanted) (seen ? element.play() : element.pause()).catch(() => {});
  };
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries[entries.length - 1].isIntersecting;
    look();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', look);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
  };
}
