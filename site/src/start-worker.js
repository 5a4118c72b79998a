/**
 * Starts the engine's worker from where the page's modules are.
 * @param {URL} base folder of the modules
 * @returns {Worker}
 */
export function startWorker(base) {
  const url = new URL('engine-worker.js', base);
  // Not the address's origin: a sandboxed frame has none of its own.
  if (url.origin === self.origin) return new Worker(url, { type: 'module' });
  return startFromBlob(url);
}

/**
 * A worker's script must come from the document's own origin; a blob does, and may import from elsewhere.
 * @param {URL} url
 */
function startFromBlob(url) {
  const source = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  const blob = URL.createObjectURL(source);
  const worker = new Worker(blob, { type: 'module' });
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  return worker;
}
