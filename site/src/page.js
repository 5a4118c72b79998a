/**
 * The page: starts the engine's worker before anything else is loaded, then the element, and keeps a copy
 * of it all for when there is no network.
 */

import { startWorker } from './start-worker.js';

/** @import { GradientPlayground } from './gradient-playground.js' */

const here = import.meta.url;
const playground = document.querySelector('gradient-playground');
if (playground) {
  /** @type {GradientPlayground} */ (playground).worker = startWorker(new URL('.', here));
}

import('./gradient-playground.js');

if ('serviceWorker' in navigator && isSecureContext) {
  addEventListener('load', () => {
    navigator.serviceWorker.register(new URL('service-worker.js', here)).catch(() => {
      // Without it the page works as long as its server does.
    });
  });
}
