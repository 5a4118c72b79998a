/**
 * The page: starts the engine's worker before anything else is loaded, then the element, and keeps a copy
 * of it all for when there is no network.
 */

import { startWorker } from './start-worker.js';

/** @import { GradientPlayground } from './gradient-playground.js' */

const here = import.meta.url;
const playground = document.querySelector('gradient-playground');
if (playground) {
  const element = /** @type {GradientPlayground} */ (playground);
  element.worker = startWorker(new URL('.', here));
  element.alone = true;
  if (parent !== window) tellHeight(element);
}

import('./gradient-playground.js');

/** Without it the page works as long as its server does. */
async function keepCopy() {
  try {
    await navigator.serviceWorker.register(new URL('service-worker.js', here));
  } catch {
    // A sandboxed frame may not even ask.
  }
}

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

if ('serviceWorker' in navigator && isSecureContext) addEventListener('load', keepCopy);
