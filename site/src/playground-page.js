/**
 * The page: starts the engine's worker before anything else is loaded, then the element, and keeps a copy
 * of it all for when there is no network.
 */

import { keepCopy } from './keep-copy.js';
import { useOwnStyles } from './own-styles.js';
import { startWorker } from './start-worker.js';

/** @import { GradientPlayground } from './gradient-playground.js' */

const here = import.meta.url;
useOwnStyles(here);
const playground = document.querySelector('gradient-playground');
const worker = playground ? startWorker(new URL('.', here)) : null;
if (playground) Object.assign(playground, { worker, alone: true });
if (playground && parent !== window) {
  tellHeight(/** @type {GradientPlayground} */ (playground));
}

/** Settles once the element is there; where it is not, the build that the server has now may be tried. */
export const started = import('./gradient-playground.js');
started.then(
  () => keepCopy(here),
  () => worker?.terminate(),
);

/** What a cache still had of a build that is gone was not all of it: the server has the new one. */
playground?.addEventListener('gp-error', (event) => {
  const { code } = /** @type {CustomEvent<{code: string}>} */ (event).detail;
  const [{ type }] = performance.getEntriesByType('navigation').map((entry) => entry.toJSON());
  if (code === 'replaced' && type !== 'reload') location.reload();
});

/**
 * The page around a frame may fit it to its contents: to those of the element, which itself is at least as high as the
 * window.
 * @param {GradientPlayground} element
 */
async function tellHeight(element) {
  await customElements.whenDefined('gradient-playground');
  await element.updateComplete;
  const content = element.renderRoot.querySelector('.ground');
  if (!content) return;
  const told = { height: 0 };
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told.height) return;
    told.height = height;
    parent.postMessage({ type: 'gradient-playground', height }, '*');
  });
  observer.observe(content);
}
