/**
 * Why a file could not be loaded. Browsers tell scripts little of it, so the server is asked for the file once more,
 * and its answer is looked at.
 *
 * @typedef {'network' | 'cors' | 'csp' | 'not-found' | 'mime-type' | 'incomplete' | 'unknown'} Cause
 * @typedef {{cause: Cause, message: string}} Explanation
 */

const scriptTypes = /^(text|application)\/(x-)?(java|ecma)script\s*(;|$)/i;

/** The file that an error of an import names. @param {unknown} error */
function fileNamedBy(error) {
  const { message = '' } = /** @type {Partial<Error>} */ (error ?? {});
  return /\b(https?|file):\/\/[^\s'"]+/.exec(message)?.[0] ?? null;
}

/**
 * @param {unknown} error what an import was rejected with
 * @returns {Promise<string>} a sentence
 */
export async function explainModuleFailure(error) {
  const url = fileNamedBy(error);
  if (url) return (await explainScriptFailure(url)).message;
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} url
 * @returns {Promise<Explanation>}
 */
export async function explainScriptFailure(url) {
  const answer = await ask(url);
  if ('cause' in answer) return answer;
  const type = answer.headers.get('Content-Type') ?? '';
  if (!scriptTypes.test(type)) return wrongType(url, type, 'text/javascript');
  return { cause: 'unknown', message: `${url} does not load. Reload the page to try again.` };
}

/**
 * @param {string} url
 * @param {string} type
 * @param {string} needed
 * @returns {Explanation}
 */
function wrongType(url, type, needed) {
  const given = type ? `“${type}”` : 'no Content-Type';
  return {
    cause: 'mime-type',
    message: `The server sends ${url} as ${given}; it has to be ${needed}.`,
  };
}

/**
 * The server's answer where it has the file, else why there is none.
 * @param {string} url
 * @returns {Promise<Response | Explanation>}
 */
async function ask(url) {
  let response;
  try {
    response = await fetch(url, { cache: 'no-cache' });
  } catch {
    return unanswered(url);
  }
  if (response.ok) return response;
  const { status } = response;
  return { cause: 'not-found', message: `The server answers ${status} for ${url}.` };
}

/**
 * @param {string} url
 * @returns {Promise<Explanation>}
 */
async function unanswered(url) {
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-cache' });
  } catch {
    return { cause: 'network', message: `${url} cannot be reached.` };
  }
  return {
    cause: 'cors',
    message: `The server of ${url} does not let this page read it: it has to send Access-Control-Allow-Origin.`,
  };
}
