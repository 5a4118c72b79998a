/**
 * Bytes of the files that a page has to fetch for the engine, held against a committed baseline:
 *   node engine/bench/sizes.mjs            prints a table, fails where a file has grown by more than 5 %
 *   node engine/bench/sizes.mjs --write    makes what is there the baseline, sizes.json
 */

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size */

const ENGINE = new URL('../../dist/engine/', import.meta.url);
const BASELINE = new URL('sizes.json', import.meta.url);
export const GROWTH_ALLOWED = 1.05;

/** Most bytes that the default build may have, compressed by brotli. */
export const LIMITS = { wasm: 120_000, glue: 12_000 };

/** @returns {Promise<Record<string, Size>>} of each file that is fetched to run the engine */
export async function measureSizes() {
  /** @type {Record<string, Size>} */
  const sizes = {};
  const { folder } = JSON.parse(await readFile(new URL('build.json', ENGINE), 'utf8'));
  const build = new URL(`${folder}/`, ENGINE);
  for (const file of (await readdir(build)).sort()) {
    if (!/\.(js|wasm)$/.test(file)) continue;
    const content = await readFile(new URL(file, build));
    sizes[file] = {
      raw: content.length,
      gzip: gzipSync(content, { level: 9 }).length,
      brotli: brotliCompressSync(content).length,
    };
  }
  return sizes;
}

/** @returns {Promise<Record<string, Size>>} */
export async function baseline() {
  return JSON.parse(await readFile(BASELINE, 'utf8'));
}

/**
 * What has grown too much, in words; empty where nothing has.
 * @param {Record<string, Size>} sizes
 * @param {Record<string, Size>} before
 */
export function complaints(sizes, before) {
  const found = [];
  for (const [file, { brotli }] of Object.entries(sizes)) {
    const most = (before[file]?.brotli ?? 0) * GROWTH_ALLOWED;
    if (brotli > most) {
      found.push(
        before[file]
          ? `${file}: ${brotli} bytes by brotli, ${before[file].brotli} in the baseline`
          : `${file}: not in the baseline`,
      );
    }
  }
  return found;
}

/**
 * Bytes that the default build takes, by brotli.
 * @param {Record<string, Size>} sizes
 */
export const defaultBuild = (sizes) => ({
  wasm: sizes['gradient-simd.wasm'].brotli,
  glue: sizes['index.js'].brotli + sizes['gradient-simd.js'].brotli,
});

async function main() {
  const sizes = await measureSizes();
  if (process.argv.includes('--write')) {
    await writeFile(BASELINE, `${JSON.stringify(sizes, null, 2)}\n`);
  }
  const before = await baseline();
  console.log(
    `${'bytes'.padEnd(24)}${'raw'.padStart(10)}${'gzip'.padStart(10)}${'brotli'.padStart(10)}`,
  );
  for (const [file, { raw, gzip, brotli }] of Object.entries(sizes)) {
    const change = before[file] ? (100 * (brotli / before[file].brotli - 1)).toFixed(1) : 'new';
    const numbers = [raw, gzip, brotli].map((bytes) => String(bytes).padStart(10)).join('');
    console.log(`${file.padEnd(24)}${numbers}   ${change} %`);
  }
  const { wasm, glue } = defaultBuild(sizes);
  console.log(`\ndefault build: wasm ${wasm} of ${LIMITS.wasm}, glue ${glue} of ${LIMITS.glue}`);
  for (const complaint of complaints(sizes, before)) {
    console.error(complaint);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
