/**
 * Loads one module of the checkout from other text: `node --import ./replace-module.mjs`, with MUTANT in the environment
 * as JSON: `{"url": its address, "path": the file that holds the text}`. The checkout stays as it is.
 */

import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

let replaced = { url: '', path: '' };

/** @param {typeof replaced} data */
export function initialize(data) {
  replaced = data;
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (url !== replaced.url) return next(url, context);
  return { format: 'module', source: await readFile(replaced.path, 'utf8'), shortCircuit: true };
}

// node loads this file a second time in the thread of the hooks
if (isMainThread && process.env.MUTANT) {
  register(import.meta.url, { data: JSON.parse(process.env.MUTANT) });
}
