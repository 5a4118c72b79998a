import { ownScript } from './own-script.js';

/** Workers that met an error, perhaps before anyone listened. @type {WeakSet<object>} */
const failed = new WeakSet();

/** @param {object} worker */
export const hasFailed = (worker) => failed.has(worker);

/**
 * Starts a worker from where the page's modules are; by default the engine's.
 * @param {URL} base folder of the modules
 * @param {string} [name]
 * @returns {Worker}
 */
export function startWorker(base, name = 'engine-worker.js') {
  const url = new URL(name, base);
  // Not the address's origin: a sandboxed frame has none of its own.
  const near = url.origin === self.origin;
  const worker = near ? new Worker(ownScript(url), { type: 'module' }) : startFromBlob(url);
  worker.addEventListener('error', () => failed.add(worker));
  return worker;
}

/**
 * A worker's script must come from the document's own origin; a blob does, and may import from elsewhere. Not as a
 * module, which a frame without an origin may not start; what arrives before the import is done is kept for it.
 * @param {URL} url
 */
function startFromBlob(url) {
  const text = `const early = [];
const keep = (event) => early.push(event.data);
addEventListener('message', keep);
import(${JSON.stringify(url.href)}).then(() => {
  removeEventListener('message', keep);
  for (const data of early) dispatchEvent(new MessageEvent('message', { data }));
}, (error) => setTimeout(() => { throw error; }));`;
  const blob = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(ownScript(blob));
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  return worker;
}
