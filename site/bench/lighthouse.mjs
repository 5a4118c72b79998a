/**
 * Lighthouse's marks for the built pages, in Chromium; fails where one for accessibility is below 100. Lighthouse itself is
 * fetched by npx for the occasion: 200 packages that nothing else needs.
 *
 *   node site/bench/lighthouse.mjs
 */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../scripts/serve.mjs';

const version = '12.8.2';
const categories = ['accessibility', 'best-practices'];
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
];
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const pages = {
  'page, desktop': { path: '', options: ['--preset=desktop'] },
  'page, phone': { path: '', options: [] },
  'page, phone, dark': { path: '#theme=dark', options: [] },
  'benchmark, phone': { path: 'benchmark.html', options: [] },
};

/**
 * @param {string} url
 * @param {string[]} options
 * @param {string} report where to write it
 */
async function run(url, options, report) {
  const all = [
    '--yes',
    `lighthouse@${version}`,
    url,
    '--quiet',
    '--output=json',
    `--output-path=${report}`,
    `--only-categories=${categories.join(',')}`,
    `--chrome-flags=${flags.join(' ')}`,
    ...options,
  ];
  const env = { CHROME_PATH: '/usr/bin/chromium', ...process.env };
  const child = spawn('npx', all, { stdio: ['ignore', 'inherit', 'inherit'], env });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`lighthouse ended with ${code}`);
  return JSON.parse(await readFile(report, 'utf8'));
}

const folder = await mkdtemp(join(tmpdir(), 'lighthouse-'));
const server = await startServer({ root: dist });
try {
  for (const [name, { path, options }] of Object.entries(pages)) {
    const { categories: marks, audits } = await run(server.url + path, options, join(folder, 'r'));
    const line = categories.map((id) => `${id} ${Math.round(100 * marks[id].score)}`).join(', ');
    process.stdout.write(`${name}: ${line}\n`);
    if (marks.accessibility.score === 1) continue;
    process.exitCode = 1;
    for (const { id } of marks.accessibility.auditRefs) {
      const { score, title } = audits[id];
      if (score !== null && score < 1) process.stdout.write(`  ${title}\n`);
    }
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}
