import { DataError } from './data-error.js';

/** Node, which fetches no files. @type {{getBuiltinModule?: (name: string) => any} | undefined} */
const node = /** @type {any} */ (globalThis).process;

/**
 * The bytes of a file, in a window, a worker, or node.
 * @param {URL} url
 * @returns {Promise<Uint8Array>}
 * @throws {DataError} `not-found`
 */
export async function fetchBytes(url) {
  try {
    if (url.protocol === 'file:' && node?.getBuiltinModule) {
      return new Uint8Array(await node.getBuiltinModule('node:fs/promises').readFile(url));
    }
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new DataError(
      'not-found',
      `${url.href} could not be loaded (${/** @type {Error} */ (error).message})`,
    );
  }
}
