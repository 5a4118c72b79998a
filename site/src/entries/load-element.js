/** What the public names of the elements share: each loads its element from the folder of its build. */

import { explainImportFailure } from '../../../wasm/js/load-failure.js';
import { loadFromBuild } from './current-build.js';

/**
 * @template Module
 * @param {string} here the address of the public file
 * @param {string} name of the module, and of the element
 * @param {string} what it is, at the beginning of a sentence: “The playground”
 * @returns {Promise<Module>}
 */
export async function loadElement(here, name, what) {
  const file = `${name}.js`;
  try {
    return await loadFromBuild(here, BUILD, file, (url) => import(/* @vite-ignore */ url));
  } catch (error) {
    if (!globalThis.document) throw error;
    const { message } = await explainImportFailure(new URL(`${BUILD}/${file}`, here).href);
    for (const element of document.querySelectorAll(name)) {
      tell(element, `${what} could not be loaded. ${message}`);
    }
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
  text.textContent = message;
  element.append(text);
}
