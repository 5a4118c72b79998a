/** Computes references.json, the losses that contestants are held against: node engine/bench/write-references.mjs */

import { writeFile } from 'node:fs/promises';

import { referenceLoss } from './reference.mjs';
import { WORKLOADS } from './workloads.mjs';

/** @type {Record<string, number>} */
const losses = {};
for (const workload of WORKLOADS) {
  losses[workload.id] = referenceLoss(workload);
  console.log(`${workload.id.padEnd(4)} ${losses[workload.id]}`);
}
await writeFile(
  new URL('references.json', import.meta.url),
  `${JSON.stringify(losses, null, 2)}\n`,
);
