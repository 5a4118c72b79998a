/** Whether a deployment has put another build in the place of this one, whose files are gone then. */

import { currentBuild } from './entries/current-build.js';

/** The folder of this build. */
const folder = new URL('.', /* @vite-ignore */ import.meta.url);

export const newerVersion = `The playground has been replaced on its server by a newer version since this page was
opened. Reload the page to go on with that one.`;

export async function isReplaced() {
  const current = await currentBuild(new URL('..', folder).href);
  return current !== null && !folder.pathname.endsWith(`/${current}/`);
}

/** Why the worker of the engine could not be started. @returns {Promise<{code: string, message: string}>} */
export async function whyNoWorker() {
  if (await isReplaced()) return { code: 'replaced', message: newerVersion };
  const message = await explained(({ explainWorkerFailure }) =>
    explainWorkerFailure(new URL('engine-worker.js', folder).href),
  );
  return { code: 'load-failed', message };
}

/** @param {(module: typeof import('./explain-failure.js')) => Promise<string>} use */
export async function explained(use) {
  try {
    return await use(await import('./explain-failure.js'));
  } catch {
    return 'The server cannot be reached.';
  }
}
