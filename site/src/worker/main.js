/**
 * The worker: owns the engine and everything in it, answers the page's requests, sends frames.
 *
 * @typedef {import('./protocol.js').ToWorker} ToWorker
 * @typedef {import('./protocol.js').FromWorker} FromWorker
 * @typedef {import('./protocol.js').NumberedRequest} NumberedRequest
 */

import { Service } from './service.js';

const engineModule = './engine/index.js';

const service = new Service({
  loadEngine: async () => {
    const url = new URL(engineModule, import.meta.url);
    /** @type {typeof import('../../../wasm/js/index.js')} */
    const { loadEngine } = await import(/* @vite-ignore */ url.href);
    return loadEngine();
  },
  post: (/** @type {FromWorker} */ message, /** @type {Transferable[]} */ transfer = []) =>
    postMessage(message, { transfer }),
});

addEventListener('message', (/** @type {MessageEvent<ToWorker>} */ { data }) =>
  service.receive(data),
);
