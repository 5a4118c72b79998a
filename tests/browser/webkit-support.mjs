/**
 * WebKit for the tests: MiniBrowser of Debian's webkit2gtk, in a display of its own, driven by WebKitWebDriver in
 * the W3C's WebDriver protocol, of which the tests need so few commands that they are sent by hand.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { which } from './page-support.mjs';

/** The property that stands for an element in WebDriver's JSON. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

const driverTimeout = 20_000;
const conditionTimeout = 120_000;

/**
 * Polls a condition until it is true. The WebDriver protocol has no notification to wait for.
 * @param {() => Promise<unknown>} condition
 * @param {number} limit milliseconds
 * @param {string} what the condition, for the error
 */
async function poll(condition, limit, what) {
  const end = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not true within ${limit} ms: ${what}`);
    // eslint-disable-next-line no-restricted-globals -- the interval of the polling
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** A port that nothing listens on. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A virtual display; it names itself, so that several find one each. */
async function startDisplay() {
  const xvfb = which('Xvfb');
  if (!xvfb) throw new Error('Xvfb is not installed: wasm/toolchain/system.sh test installs it');
  const child = spawn(
    xvfb,
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [number] = await once(child.stdio[3], 'data');
  return { child, name: `:${String(number).trim()}` };
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

/** Answers of the driver; an error of it as an Error. */
async function send(url, method, body) {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

const untilReady = (url) =>
  poll(
    async () => {
      try {
        return (await send(`${url}/status`, 'GET')).ready;
      } catch {
        return false; // it does not listen yet
      }
    },
    driverTimeout,
    'WebKitWebDriver is ready',
  );

/**
 * A WebKit browser with one window.
 * @param {{ language?: string }} [options] language: the value of LANG
 */
export async function launchWebKit({ language = 'C.UTF-8' } = {}) {
  const program = which('WebKitWebDriver');
  if (!program) {
    throw new Error('WebKitWebDriver is not installed: wasm/toolchain/system.sh test installs it');
  }
  const home = await mkdtemp(join(tmpdir(), 'webkit-'));
  const display = await startDisplay();
  const port = await freePort();
  const environment = { ...process.env, LANG: language, LC_ALL: language, LANGUAGE: '' };
  const driver = spawn(program, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...environment, DISPLAY: display.name, HOME: home, XDG_RUNTIME_DIR: home },
  });
  const close = async () => {
    await stop(driver);
    await stop(display.child);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const base = `http://127.0.0.1:${port}`;
    await untilReady(base);
    const { sessionId } = await send(`${base}/session`, 'POST', {
      capabilities: { alwaysMatch: { timeouts: { script: 60_000 } } },
    });
    return new WebKitWindow(`${base}/session/${sessionId}`, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** The window of a browser, in the terms of Playwright's Page as far as the tests go. */
export class WebKitWindow {
  #url;
  #close;

  constructor(url, close) {
    this.#url = url;
    this.#close = close;
  }

  goto(url) {
    return send(`${this.#url}/url`, 'POST', { url });
  }

  /** Runs a function in the page and gives what it returns; a promise of it is waited for. */
  async evaluate(body, ...args) {
    const script = `const [args, done] = [[...arguments].slice(0, -1), arguments[arguments.length - 1]];
      Promise.resolve().then(() => (${body})(...args)).then(
        (value) => done({ value }),
        (error) => done({ error: String(error) + '\\n' + (error && error.stack) }),
      );`;
    const { value, error } = await send(`${this.#url}/execute/async`, 'POST', { script, args });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** Waits until a function is true in the page. */
  waitForFunction(body, ...args) {
    return poll(() => this.evaluate(body, ...args), conditionTimeout, String(body));
  }

  /** What follows happens in a frame of the page. */
  async enterFrame(selector) {
    const frame = await send(`${this.#url}/element`, 'POST', {
      using: 'css selector',
      value: selector,
    });
    await send(`${this.#url}/frame`, 'POST', { id: { [elementKey]: frame[elementKey] } });
  }

  setViewport(width, height) {
    return send(`${this.#url}/window/rect`, 'POST', { width, height });
  }

  /** A picture of the window, as the bytes of a PNG. */
  async screenshot() {
    return Buffer.from(await send(`${this.#url}/screenshot`, 'GET'), 'base64');
  }

  async close() {
    await send(this.#url, 'DELETE').catch(() => {});
    await this.#close();
  }
}
