/**
 * Comes after the module of a page, and is no module itself: so it runs where modules do not, as on file://, and says
 * why; and where a cache has brought a page whose build is gone, it starts the one that has replaced it.
 */

import { loadFromBuild } from './current-build.js';

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
/** Of the page, which need not be of the build that this script came with. */
const [build, name] = /** @type {string} */ (script.dataset.module).split('/');

const openedAsFile = `This page was opened as a file, and browsers run its scripts only from a server. Any server of
static files will do: run “python3 -m http.server” in the folder of this page, and open http://localhost:8000/.`;

const noModules = `The modules of this page do not arrive. Its server has to send .js files as text/javascript; a frame
with a sandbox needs allow-same-origin, or a server that sends Access-Control-Allow-Origin.`;

/** Shows what went wrong in place of the playground. @param {string} message */
function tell(message) {
  const text = document.querySelector('.late');
  if (!text) return;
  text.setAttribute('role', 'alert');
  text.textContent = message;
}

/** @param {unknown} error */
async function explain(error) {
  try {
    const why = await import(new URL('why.js', script.src).href);
    tell(await why.explain(error, new URL(`${build}/${name}`, script.src).href));
  } catch {
    tell(noModules);
  }
}

if (location.protocol === 'file:') tell(openedAsFile);
else
  loadFromBuild(script.src, build, name, async (url) => (await import(url)).started).catch(explain);
