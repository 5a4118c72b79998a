/** Why a page could not be started; start.js asks for it only then. */

import { explainImportFailure, fileNamedBy } from '../../../wasm/js/load-failure.js';

/**
 * @param {unknown} error what the import of the first module was rejected with
 * @param {string} first the address of that module
 */
export async function explain(error, first) {
  const { message } = await explainImportFailure(fileNamedBy(error) ?? first);
  return `This page could not be started. ${message}`;
}
