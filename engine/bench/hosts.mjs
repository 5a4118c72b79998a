/**
 * Where contestants run: a page in Chromium, a node process, native programs. Each answers one request at a time, so
 * that the runner can interleave them.
 *
 * On a shared machine the clock says little. Linux tells how long a thread was really on a processor
 * (/proc/PID/task/TID/schedstat); work per such second is what is compared, and the clock where that is missing.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { startServer } from '../../site/scripts/serve.mjs';

/** @typedef {import('./contestants/contestant.mjs').Measured} Measured */

export const TOP = fileURLToPath(new URL('../../', import.meta.url));

/** @param {number} pid its main thread's seconds on a processor; NaN where the system does not say */
function threadSeconds(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
  } catch {
    return NaN;
  }
}

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {(method: string, ...args: any[]) => Promise<any>} request
 * @property {(method: string, ...args: any[]) => Promise<Measured | null>} measure a request whose answer is a
 *   measurement, with the seconds that the thread really ran
 * @property {() => Promise<void>} close
 */

/** A program that answers a line with a line. */
class LineProcess {
  /** @param {string[]} command */
  constructor(command) {
    this.child = spawn(command[0], command.slice(1), {
      cwd: TOP,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @param {string} line */
  async ask(line) {
    this.child.stdin.write(`${line}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.child.spawnfile} ended when asked: ${line}`);
    const answer = JSON.parse(value);
    if (answer?.error) throw new Error(answer.error);
    return answer;
  }

  async close() {
    this.child.stdin.end();
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }
}

/**
 * A native contestant (session.hpp).
 * @param {string} name
 * @param {string} program
 * @returns {Host | null} null where it was not built
 */
export function nativeHost(name, program) {
  if (!existsSync(`${TOP}${program}`)) return null;
  const lines = new LineProcess([`${TOP}${program}`]);
  /** @type {Host['request']} */
  const request = (method, ...args) => lines.ask([method, ...args].join(' '));
  return { name, request, measure: request, close: () => lines.close() };
}

/** @returns {Host} */
export function nodeHost() {
  // newer versions have relaxed SIMD without being asked
  const isOld = Number(process.versions.node.split('.')[0]) < 21;
  const flags = isOld ? ['--experimental-wasm-relaxed-simd'] : [];
  const lines = new LineProcess([process.execPath, ...flags, 'engine/bench/node-host.mjs']);
  /** @type {Host['request']} */
  const request = (method, ...args) => lines.ask(JSON.stringify([method, ...args]));
  return {
    name: 'node',
    request,
    measure: async (method, ...args) => {
      const pid = /** @type {number} */ (lines.child.pid);
      const before = threadSeconds(pid);
      const measured = await request(method, ...args);
      return measured && { ...measured, cpuSeconds: threadSeconds(pid) - before };
    },
    close: () => lines.close(),
  };
}

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What libraries that are measured may need and the project's own pages do without. */
const LOOSE_POLICY =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; object-src 'none'";

/** @returns {string} */
function chromiumPath() {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => existsSync(path),
  );
  if (!found) throw new Error('Chromium is not installed');
  return found;
}

/** Chromium, and a server for the checkout. */
export async function startBrowser() {
  const require = createRequire(`${TOP}tests/package.json`);
  const { chromium } = require('playwright-core');
  const server = await startServer({
    root: TOP,
    headers: { 'Content-Security-Policy': LOOSE_POLICY },
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  return {
    browser,
    url: server.url,
    version: browser.version(),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * The page that holds the contestants.
 * @param {Awaited<ReturnType<typeof startBrowser>>} started
 * @returns {Promise<Host>}
 */
export async function browserHost({ browser, url }) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  const said = new Set();
  page.on('pageerror', (/** @type {Error} */ { message }) => {
    if (!said.has(message)) console.error(`page: ${message}`);
    said.add(message);
  });
  await page.goto(`${url}engine/bench/page/`);
  await page.waitForFunction(() => 'bench' in globalThis);
  const pid = await rendererOf(browser, page);
  /** @type {Host['request']} */
  const request = (method, ...args) =>
    page.evaluate(([name, parameters]) => {
      const { bench } = /** @type {any} */ (globalThis);
      return name in bench ? bench[name](...parameters) : bench.host[name](...parameters);
    }, /** @type {[string, any[]]} */ ([method, args]));
  return {
    name: 'chromium',
    request,
    measure: async (method, ...args) => {
      const before = threadSeconds(pid);
      const measured = await request(method, ...args);
      return measured && { ...measured, cpuSeconds: threadSeconds(pid) - before };
    },
    close: () => page.close(),
  };
}

/**
 * The process of the page: the renderer that works when the page is told to.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').Page} page
 */
async function rendererOf(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const before = renderers.map(threadSeconds);
  await page.evaluate(() => /** @type {any} */ (globalThis).bench.spin(300));
  const worked = renderers.map((id, i) => threadSeconds(id) - before[i]);
  return renderers[worked.indexOf(Math.max(...worked))] ?? 0;
}

/**
 * Milliseconds from navigation until a page says that it has started, each time with empty caches.
 * @param {Awaited<ReturnType<typeof startBrowser>>} started
 * @param {string} path
 */
export async function timeToStart({ browser, url }, path) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.route('**/*.html', async (route) => {
      const response = await route.fetch();
      const { folder } = JSON.parse(readFileSync(`${TOP}dist/engine/build.json`, 'utf8'));
      await route.fulfill({ response, body: (await response.text()).replaceAll('BUILD', folder) });
    });
    await page.goto(`${url}${path}`);
    const started = await page.waitForFunction(
      () => /** @type {any} */ (globalThis).startedAfter,
      undefined,
      { polling: 20 },
    );
    return /** @type {number} */ (await started.jsonValue());
  } finally {
    await context.close();
  }
}
