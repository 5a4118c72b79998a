import { mutate, randomNumbers } from './mutate.mjs';
import { accepts } from './targets.mjs';

/** Files that were accepted and are changed further. */
const pool = 64;

/**
 * Changes files and reads them, until one breaks a reader's promise.
 * @param {import('./targets.mjs').Target} target
 * @param {number} runs
 * @param {number} seed
 * @returns {Promise<{accepted: number, failure?: {bytes: Uint8Array, error: unknown}}>}
 */
export async function fuzz(target, runs, seed) {
  const random = randomNumbers(seed);
  const seeds = [...target.seeds];
  let accepted = 0;
  for (let run = 0; run < runs; run += 1) {
    const bytes = mutate(seeds[random(seeds.length)], random);
    try {
      if (!(await accepts(target, bytes))) continue;
    } catch (error) {
      return { accepted, failure: { bytes, error } };
    }
    accepted += 1;
    // What was accepted takes the place of an older one; the seeds stay.
    const place = target.seeds.length + random(pool);
    seeds[Math.min(place, seeds.length)] = bytes;
  }
  return { accepted };
}
