/**
 * Keeps a copy of all pages, so that they work without their server after the first visit of one. The build fills in
 * the list of files, its folder, and a version made from their contents: a new version is fetched as a whole, beside
 * the old one, and takes over once no tab is open that may still need files of the old.
 */

const version = 'gradient-playground-__VERSION__';
const files = ['__FILES__'];
const folder = '__FOLDER__';

/** The page that an address means; servers know each by several. */
const pages = { '': 'index.html', index: 'index.html', benchmark: 'benchmark.html' };

/** Without the mark of a redirect, which browsers take for no answer to a navigation. */
async function plain(response) {
  const { status, headers } = response;
  return response.redirected ? new Response(await response.blob(), { status, headers }) : response;
}

/** @param {Cache} cache @param {string} file */
async function keep(cache, file) {
  const response = await fetch(file, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} for ${file}`);
  // While a deployment is under way, the server may have a page of one build and files of another.
  if (file.endsWith('.html') && !(await response.clone().text()).includes(folder))
    throw new Error(`${file} is of another build`);
  await cache.put(file, await plain(response));
}

addEventListener('install', (event) => {
  const keepAll = async () => {
    const cache = await caches.open(version);
    await Promise.all(files.map((file) => keep(cache, file)));
  };
  event.waitUntil(keepAll());
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

/** What is kept for a request: for a navigation the page that its address means. */
async function kept(request) {
  const cache = await caches.open(version);
  if (request.mode !== 'navigate') return cache.match(request, { ignoreSearch: true });
  const path = new URL(request.url).pathname.slice(new URL(registration.scope).pathname.length);
  const page = pages[path.replace(/\/$|\.html$/, '')];
  return page && cache.match(page);
}

/** Files of a build never change, others come from the server, as long as there is one. */
async function answer(request) {
  if (new URL(request.url).pathname.includes('/build-')) {
    const copy = await kept(request);
    if (copy) return copy;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await kept(request);
    if (copy) return copy;
    throw error;
  }
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const own = request.url.startsWith(registration.scope);
  if (request.method === 'GET' && own) event.respondWith(answer(request));
});
