import { ownScript } from './own-script.js';

/**
 * Keeps a copy of all pages for when there is no network. Without it they work as long as their server does.
 * @param {string} here the address of a module of this build
 */
export function keepCopy(here) {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  const register = async () => {
    try {
      await navigator.serviceWorker.register(ownScript(new URL('../service-worker.js', here)));
    } catch {
      // A sandboxed frame may not even ask.
    }
  };
  if (document.readyState === 'complete') register();
  else addEventListener('load', register);
}
