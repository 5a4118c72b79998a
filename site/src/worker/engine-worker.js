/**
 * The worker: owns the engine and everything in it, answers the page's requests, sends frames.
 *
 * @typedef {import('./protocol.js').ToWorker} ToWorker
 * @typedef {import('./protocol.js').FromWorker} FromWorker
 * @typedef {import('./protocol.js').NumberedRequest} NumberedRequest
 */

import { loadEngine } from '../../../wasm/js/index.js';
import { Service } from './service.js';

const here = import.meta.url;

const service = new Service({
  loadEngine,
  loadData: async (name, given) => {
    const { loadRows } = await import('./given-rows.js');
    return loadRows(name, given, new URL('../data/', here));
  },
  post: (/** @type {FromWorker} */ message, /** @type {Transferable[]} */ transfer = []) =>
    postMessage(message, { transfer }),
});

addEventListener('message', (/** @type {MessageEvent<ToWorker>} */ { data }) =>
  service.receive(data),
);
