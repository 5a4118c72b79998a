/**
 * Why a file could not be loaded. Browsers tell scripts little of it, so the server is asked for the file once more,
 * and its answer is looked at.
 *
 * @typedef {'network' | 'cors' | 'csp' | 'not-found' | 'mime-type' | 'incomplete' | 'memory' | 'unknown'} Cause
 * @typedef {{cause: Cause, message: string}} Explanation
 */

const scriptTypes = /^(text|application)\/(x-)?(java|ecma)script\s*(;|$)/i;

/** @param {Cause} cause @param {string} message @returns {Explanation} */
const because = (cause, message) => ({ cause, message });

/** @param {string} url @param {string} directive */
export const forbidden = (url, directive) =>
  because(
    'csp',
    `The Content-Security-Policy of the page forbids ${url}: ${directive} has to allow it.`,
  );

/** The file that an error of an import names; WebKit names none. @param {unknown} error */
export function fileNamedBy(error) {
  const { message = '' } = /** @type {Partial<Error>} */ (error ?? {});
  return /\b(https?|file):\/\/[^\s'"]+/.exec(message)?.[0] ?? null;
}

/**
 * A script or a module that did not run.
 * @param {string} url
 * @returns {Promise<Explanation>}
 */
export async function explainScriptFailure(url) {
  const answer = await ask(url);
  if ('cause' in answer) return answer;
  const type = answer.headers.get('Content-Type') ?? '';
  if (!scriptTypes.test(type)) return wrongType(url, type, 'text/javascript');
  if (!(await bodyOf(answer))) return incomplete(url);
  return because('unknown', `${url} does not load. Reload the page to try again.`);
}

/**
 * A module that did not run: it is imported once more, which shows whether the page's policy forbids it.
 * @param {string} url
 * @returns {Promise<Explanation>}
 */
export async function explainImportFailure(url) {
  const found = await explainScriptFailure(url);
  if (found.cause !== 'unknown') return found;
  const directive = await violationOf(
    () => import(/* @vite-ignore */ /* webpackIgnore: true */ url),
  );
  return directive ? forbidden(url, directive) : found;
}

/**
 * Where the generated module ran, its .wasm file is what failed.
 * @param {unknown} error what was thrown
 * @param {string} script
 * @param {string} wasm
 */
export function explainEngineFailure(error, script, wasm) {
  const { RuntimeError, CompileError, LinkError } = WebAssembly;
  const ran = [RuntimeError, CompileError, LinkError, RangeError];
  return ran.some((kind) => error instanceof kind)
    ? explainWasmFailure(wasm, error)
    : explainImportFailure(script);
}

/**
 * WebAssembly that did not load, compile or start.
 * @param {string} url
 * @param {unknown} error what was thrown
 * @returns {Promise<Explanation>}
 */
async function explainWasmFailure(url, error) {
  const text = String(error);
  if (/Content Security Policy|unsafe-eval/i.test(text)) {
    const message =
      'The Content-Security-Policy of the page forbids WebAssembly: script-src has to';
    return because('csp', `${message} allow 'wasm-unsafe-eval'.`);
  }
  if (/out of memory|could not allocate|cannot allocate/i.test(text)) {
    return because('memory', 'There is not enough memory for it. Close other tabs and try again.');
  }
  const answer = await ask(url);
  if ('cause' in answer) return answer;
  const type = answer.headers.get('Content-Type') ?? '';
  if (/html|^text\//i.test(type)) return wrongType(url, type, 'application/wasm');
  const bytes = await bodyOf(answer);
  if (!bytes || !WebAssembly.validate(bytes)) return incomplete(url);
  return because('unknown', text.replace(/\.? Build with -s.*/, '.'));
}

/**
 * @param {string} url
 * @param {string} type
 * @param {string} needed
 */
function wrongType(url, type, needed) {
  const given = type ? `“${type}”` : 'no Content-Type';
  return because('mime-type', `The server sends ${url} as ${given}; it has to be ${needed}.`);
}

/** @param {string} url */
const incomplete = (url) => because('incomplete', `${url} arrives incomplete or damaged.`);

/** @param {Response} answer @returns {Promise<ArrayBuffer | null>} null: it does not arrive */
async function bodyOf(answer) {
  try {
    return await answer.arrayBuffer();
  } catch {
    return null;
  }
}

/**
 * The server's answer where it has the file, else why there is none.
 * @param {string} url
 * @returns {Promise<Response | Explanation>}
 */
async function ask(url) {
  /** @type {Response | undefined} */
  let response;
  const directive = await violationOf(async () => {
    response = await fetch(url, { cache: 'no-cache' });
  });
  if (directive) return forbidden(url, directive);
  if (!response) return unanswered(url);
  if (response.ok) return response;
  return because('not-found', `The server answers ${response.status} for ${url}.`);
}

/**
 * @param {string} url
 * @returns {Promise<Explanation>}
 */
async function unanswered(url) {
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-cache' });
  } catch {
    return because('network', `${url} cannot be reached.`);
  }
  const needed = 'it has to send Access-Control-Allow-Origin.';
  return because('cors', `The server of ${url} does not let this page read it: ${needed}`);
}

/**
 * The directive of the page's policy that forbids what is attempted; null where it is allowed, whether it succeeds
 * or not.
 * @param {() => Promise<unknown>} attempt
 * @returns {Promise<string | null>}
 */
export async function violationOf(attempt) {
  /** @type {string | null} */
  let directive = null;
  const note = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    if (event.disposition !== 'report') directive ??= event.effectiveDirective;
  };
  globalThis.addEventListener('securitypolicyviolation', note);
  try {
    await attempt();
  } catch {
    // The event comes in a task of its own, before what is queued now.
    await new Promise((resolve) => setTimeout(resolve));
  } finally {
    globalThis.removeEventListener('securitypolicyviolation', note);
  }
  return directive;
}
