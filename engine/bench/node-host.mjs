/** The benchmark's host in node: answers one JSON request a line, [method, ...arguments], with one line of JSON. */

import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { JsHost } from './js-host.mjs';

const BUILDS = { simd: 'wasm', relaxed: 'wasm-relaxed', scalar: 'wasm-scalar' };
const top = new URL('../../', import.meta.url);

const references = await readFile(new URL('references.json', import.meta.url), 'utf8');
const host = new JsHost(JSON.parse(references));

for await (const line of createInterface({ input: process.stdin })) {
  const [method, ...args] = JSON.parse(line);
  let answer;
  try {
    answer =
      method === 'loadBuilds'
        ? await host.loadBuilds({
            engine: await import(new URL('dist/engine/index.js', top).href),
            kernels: async (variant) => {
              const path = `build/${BUILDS[variant]}/engine/bench/bench-kernels-${variant}.mjs`;
              return (await import(new URL(path, top).href)).default();
            },
          })
        : await /** @type {any} */ (host)[method](...args);
  } catch (error) {
    answer = { error: String(/** @type {Error} */ (error).message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
}
