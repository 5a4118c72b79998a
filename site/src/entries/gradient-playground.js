/** The element's public name: loads the element from the folder of its build. */

import { explainImportFailure } from '../../../wasm/js/load-failure.js';
import { loadFromBuild } from './current-build.js';

const name = 'gradient-playground.js';
const here = import.meta.url;

/** @returns {Promise<typeof import('../gradient-playground.js')>} */
async function loadElement() {
  try {
    return await loadFromBuild(here, BUILD, name, (url) => import(/* @vite-ignore */ url));
  } catch (error) {
    if (!globalThis.document) throw error;
    const { message } = await explainImportFailure(new URL(`${BUILD}/${name}`, here).href);
    for (const element of document.querySelectorAll('gradient-playground')) tell(element, message);
    throw Object.assign(new Error(message, { cause: error }), { code: 'load-failed' });
  }
}

/**
 * Without its module the element shows what is in it.
 * @param {Element} element
 * @param {string} message
 */
function tell(element, message) {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = `The playground could not be loaded. ${message}`;
  element.append(text);
}

export const { GradientPlayground } = await loadElement();
