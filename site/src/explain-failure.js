/** Why a part of the playground did not load, for people to read. Loaded only then. */

import {
  explainImportFailure,
  explainScriptFailure,
  fileNamedBy,
  forbidden,
  violationOf,
} from '../../wasm/js/load-failure.js';
import { startWorker } from './start-worker.js';

/**
 * @param {unknown} error what an import was rejected with
 * @returns {Promise<string>} a sentence
 */
export async function explainModuleFailure(error) {
  const url = fileNamedBy(error);
  if (url) return (await explainImportFailure(url)).message;
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} url of a worker's script that did not start
 * @returns {Promise<string>} a sentence
 */
export async function explainWorkerFailure(url) {
  const { cause, message } = await explainScriptFailure(url);
  if (cause !== 'unknown') return message;
  const directive = await violationOf(() => attempt(url));
  return directive ? forbidden(url, directive).message : message;
}

/** Starts the worker once more; rejects where it does not start. @param {string} url */
function attempt(url) {
  return new Promise((resolve, reject) => {
    const worker = startWorker(new URL('.', url));
    worker.onmessage = resolve;
    worker.onerror = reject;
  });
}
