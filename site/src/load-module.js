/**
 * Modules that are loaded when they are first needed. Every dynamic import of the page goes through here, so that a
 * failure is told to the reader, together with a way to try again.
 */

import { explained, isReplaced, newerVersion } from './replaced.js';

/**
 * What the event `gp-load-failed` says; it bubbles through shadow roots.
 * @typedef {object} LoadFailure
 * @property {string} message for people: what is missing, and why
 * @property {() => void} retry
 */

/**
 * Loads a module. Where that fails, `host` dispatches `gp-load-failed`; who offers the retry prevents the event's
 * default, and the promise waits for it.
 * @template T
 * @param {EventTarget} host the element that needs the module
 * @param {string} what its purpose, at the beginning of a sentence: “The share dialog”
 * @param {() => Promise<T>} load
 * @returns {Promise<T | null>} null: it failed, and nobody offers a retry; never rejects
 */
export async function loadModule(host, what, load) {
  for (;;) {
    try {
      return await loadOrExplain(what, load);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      if (!(await askWhetherToRetry(host, message))) return null;
    }
  }
}

/**
 * Loads a module that is no element's.
 * @template T
 * @param {string} what its purpose, at the beginning of a sentence
 * @param {() => Promise<T>} load
 * @returns {Promise<T>} rejects with `code` 'load-failed' and a message for people
 */
export async function loadOrExplain(what, load) {
  try {
    return await load();
  } catch (error) {
    const message = `${what} could not be loaded. ${await causeOf(error)}`;
    throw Object.assign(new Error(message), { code: 'load-failed' });
  }
}

/**
 * @param {EventTarget} host
 * @param {string} message
 * @returns {Promise<boolean>}
 */
function askWhetherToRetry(host, message) {
  return new Promise((resolve) => {
    /** @type {LoadFailure} */
    const detail = { message, retry: () => resolve(true) };
    const options = { detail, bubbles: true, composed: true, cancelable: true };
    const unheard = host.dispatchEvent(new CustomEvent('gp-load-failed', options));
    if (unheard) resolve(false);
  });
}

/** @param {unknown} error */
async function causeOf(error) {
  if (await isReplaced()) return newerVersion;
  return explained(({ explainModuleFailure }) => explainModuleFailure(error));
}
