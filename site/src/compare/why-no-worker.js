/** Why no worker of a comparison could be started. */

import { explained, isReplaced, newerVersion } from '../replaced.js';

/** @returns {Promise<string>} for people */
export async function whyNoWorker() {
  if (await isReplaced()) return newerVersion;
  const script = new URL('trial-worker.js', import.meta.url).href;
  return explained(({ explainWorkerFailure }) => explainWorkerFailure(script));
}
