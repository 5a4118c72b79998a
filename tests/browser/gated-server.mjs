/**
 * A static server under the test's control: what it answers for a path can be held back, changed or refused. Nothing
 * is ever waited for by time: a gate says when a request has come, and the test opens it.
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../site/scripts/serve.mjs';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * @typedef {object} Rule what is done with the requests of some paths
 * @property {RegExp} path
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {string | ((body: Buffer) => Buffer)} [body]
 * @property {boolean} [drop] the connection is closed without an answer
 * @property {Gate} [gate] the answer waits for it
 * @property {number} [head] bytes that are sent before the gate
 */

/** A place where requests wait until it is opened. */
export class Gate {
  constructor() {
    this.reached = new Promise((resolve) => (this.reach = resolve));
    this.opened = new Promise((resolve) => (this.open = resolve));
  }
}

/**
 * @param {object} [options]
 * @param {string} [options.root]
 * @param {Record<string, string>} [options.headers] sent with every answer
 */
export async function gatedServer({ root = 'dist', headers = {} } = {}) {
  const site = { root, headers, rules: /** @type {Rule[]} */ ([]), requests: [] };
  const usual = { 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': 'no-cache' };

  async function answer(request, response) {
    const path = decodeURIComponent(request.url.split(/[?#]/, 1)[0]);
    site.requests.push(path);
    const rule = site.rules.find((one) => one.path.test(path)) ?? {};
    if (rule.gate && !rule.head) {
      rule.gate.reach();
      await rule.gate.opened;
    }
    if (rule.drop) {
      request.socket.destroy();
      return;
    }
    const named = path === '/benchmark' ? `${path}.html` : path;
    const file = join(site.root, normalize(named.endsWith('/') ? `${named}index.html` : named));
    let body = await readFile(file).catch(() => null);
    if (typeof rule.body === 'function' && body) body = rule.body(body);
    else if (typeof rule.body === 'string') body = Buffer.from(rule.body);
    const status = rule.status ?? (body ? 200 : 404);
    const type = types[extname(file)] ?? 'application/octet-stream';
    const all = { ...usual, 'Content-Type': type, ...site.headers, ...rule.headers };
    for (const [name, value] of Object.entries(all)) if (value === '') delete all[name];
    if (body) all['Content-Length'] = body.length;
    response.writeHead(status, all);
    if (rule.gate && rule.head && body) {
      response.write(body.subarray(0, rule.head));
      rule.gate.reach();
      await rule.gate.opened;
      response.end(body.subarray(rule.head));
      return;
    }
    response.end(body ?? 'Not found');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.url = `http://127.0.0.1:${server.address().port}/`;
  site.close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return site;
}
