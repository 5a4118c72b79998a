// The static server of `make serve` and of the browser tests.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../../site/scripts/serve.mjs';

let folder = '';
let server;

/** A request whose path is sent as it is: fetch would tidy `..` away. */
const get = (path, { method = 'GET', headers = {}, port = server.port } = {}) =>
  new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (data) => (body += data));
      response.on('end', () =>
        done({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    sent.on('error', failed).end();
  });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  await mkdir(join(folder, 'dist', 'lessons'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist', 'index.html'), 'the page');
  await writeFile(join(folder, 'dist', 'lessons', 'index.html'), 'lessons');
  await writeFile(join(folder, 'dist', 'engine.wasm'), 'wasm');
  await writeFile(join(folder, 'dist', 'engine.mjs'), 'module');
  await symlink(join(folder, 'secret.txt'), join(folder, 'dist', 'link.txt'));
  server = await startServer({ root: join(folder, 'dist') });
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('sends files with their types and a strict content security policy', async () => {
  const page = await get('/');
  assert.equal(page.status, 200);
  assert.equal(page.body, 'the page');
  assert.match(page.headers['content-type'], /^text\/html/);
  const policy = page.headers['content-security-policy'];
  assert.match(policy, /default-src 'self'/);
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'/);
  assert.equal((await get('/engine.wasm')).headers['content-type'], 'application/wasm');
  assert.match((await get('/engine.mjs?v=1')).headers['content-type'], /^text\/javascript/);
});

test('names a folder by its slash', async () => {
  const answer = await get('/lessons');
  assert.equal(answer.status, 301);
  assert.equal(answer.headers.location, '/lessons/');
  assert.equal((await get('/lessons/')).body, 'lessons');
  // never to another host
  assert.equal((await get('//lessons')).headers.location, '/lessons/');
});

test('names nothing outside its folder', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/lessons/../../secret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/%00',
    '/%E0%A4%A',
    '/nothing',
  ]) {
    const answer = await get(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(answer.body, /secret/, path);
  }
});

test('answers only what reads', async () => {
  assert.equal((await get('/', { method: 'POST' })).status, 405);
  const head = await get('/', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], '8');
  assert.equal(head.body, '');
  const { etag } = head.headers;
  assert.equal((await get('/', { headers: { 'if-none-match': etag } })).status, 304);
});

test('can appear under a sub-path, and takes the next port when one is taken', async () => {
  const options = { root: join(folder, 'dist'), base: '/a/b/', port: server.port, tries: 50 };
  const other = await startServer(options);
  try {
    assert.ok(other.port > server.port);
    assert.equal((await get('/a/b/', { port: other.port })).body, 'the page');
    assert.equal((await get('/a/b', { port: other.port })).headers.location, '/a/b/');
    assert.equal((await get('/', { port: other.port })).status, 404);
  } finally {
    await other.close();
  }
  await assert.rejects(startServer({ ...options, tries: 1 }), { code: 'EADDRINUSE' });
});
