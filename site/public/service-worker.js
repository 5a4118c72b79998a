/**
 * Keeps a copy of the page, so that it works without its server after the first visit. The build fills in
 * the list of files and a version made from their contents: a new version is fetched as a whole, beside
 * the old one, and takes over with the next visit.
 */

const version = 'gradient-playground-__VERSION__';
const files = ['./', '__FILES__'];

addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(version);
    await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
    await skipWaiting();
  };
  event.waitUntil(keep());
});

addEventListener('activate', (event) => {
  const dropOld = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith('gradient-playground-') && name !== version);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(dropOld());
});

/** The server's answer, as long as there is a server. */
async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const own = request.url.startsWith(registration.scope);
  if (request.method === 'GET' && own) event.respondWith(answer(request));
});
