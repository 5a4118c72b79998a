// A static file server for dist/, for development and for the tests: it sends what a careful host sends, so that
// whatever works here works under a strict content security policy. Without dependencies.
//
//   node site/scripts/serve.mjs [FOLDER] [--port N] [--host H]     (default: dist 8000 127.0.0.1)

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.mts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
};

/**
 * The file that a request means, or null. Nothing outside the folder is ever named, also not through a symbolic link.
 * @param {string} root the folder's real path
 * @param {string} pathname as in the URL, below the base
 * @returns {Promise<{ file: string, redirect: boolean } | null>}
 */
async function find(root, pathname) {
  try {
    const decoded = decodeURIComponent(pathname);
    if (decoded.includes('\0')) return null;
    let file = resolve(root, `.${sep}${decoded}`);
    let info = await stat(file);
    if (info.isDirectory()) {
      if (!pathname.endsWith('/')) return { file, redirect: true };
      file = join(file, 'index.html');
      info = await stat(file);
    }
    const real = await realpath(file);
    return info.isFile() && real.startsWith(root + sep) ? { file: real, redirect: false } : null;
  } catch {
    return null; // no such file, or an escape that is not UTF-8
  }
}

/**
 * Starts to serve a folder.
 * @param {object} [options]
 * @param {string} [options.root] the folder
 * @param {number} [options.port] 0: any free one
 * @param {string} [options.host] the address to listen on
 * @param {string} [options.base] the path that the folder appears under
 * @param {number} [options.tries] how many ports to try, counting up, when one is taken
 * @param {Record<string, string>} [options.headers] sent with every answer, beside or instead of the usual ones
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} where it listens
 */
export async function startServer({
  root = 'dist',
  port = 0,
  host = '127.0.0.1',
  base = '/',
  tries = 1,
  headers = {},
} = {}) {
  const folder = await realpath(root);
  const usual = {
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
  const server = createServer(async (request, response) => {
    /**
     * @param {number} status the HTTP status
     * @param {Record<string, string | number>} [more] further headers
     * @param {string} [body] what to say
     */
    const answer = (status, more = {}, body = '') => {
      response.writeHead(status, { ...usual, ...more, ...headers });
      response.end(body);
    };
    /**
     * @param {number} status the HTTP status
     * @param {string} text the message
     */
    const say = (status, text) =>
      answer(status, { 'Content-Type': 'text/plain; charset=utf-8' }, `${text}\n`);

    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(405, { Allow: 'GET, HEAD' });
    }
    const pathname = (request.url ?? '/').split(/[?#]/, 1)[0];
    if (!pathname.startsWith(base)) {
      return `${pathname}/` === base ? answer(301, { Location: base }) : say(404, 'Not found');
    }
    const found = await find(folder, `/${pathname.slice(base.length)}`);
    if (!found) return say(404, 'Not found');
    // one slash at the start: `//host` would be another site
    if (found.redirect)
      return answer(301, { Location: `/${pathname.replace(/^[/\\]+|\/+$/g, '')}/` });

    const info = await stat(found.file);
    const tag = `"${info.size.toString(16)}-${Math.floor(info.mtimeMs).toString(16)}"`;
    if (request.headers['if-none-match'] === tag) return answer(304, { ETag: tag });
    response.writeHead(200, {
      ...usual,
      'Content-Type': CONTENT_TYPES[extname(found.file)] ?? 'application/octet-stream',
      'Content-Length': info.size,
      ETag: tag,
      ...headers,
    });
    if (request.method === 'HEAD') return response.end();
    return createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response);
  });

  for (let attempt = 0; ; attempt++) {
    try {
      await /** @type {Promise<void>} */ (
        new Promise((done, failed) => {
          server.once('error', failed);
          server.listen(port === 0 ? 0 : port + attempt, host, () => {
            server.off('error', failed);
            done();
          });
        })
      );
      break;
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!taken || attempt + 1 >= tries) throw error;
    }
  }
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}${base}`,
    port: address.port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** @param {string[]} args the command line */
async function main(args) {
  const options = { root: 'dist', port: 8000, host: '127.0.0.1', tries: 100 };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--port') options.port = Number(args[++i]);
    else if (args[i] === '--host') options.host = args[++i];
    else options.root = args[i];
  }
  if (!Number.isInteger(options.port) || options.port < 0 || options.port > 65535) {
    console.error('The port must be a whole number from 0 to 65535.');
    process.exit(2);
  }
  try {
    const { url, port } = await startServer(options);
    if (options.port !== 0 && port !== options.port) {
      console.log(`Port ${options.port} is taken.`);
    }
    console.log(`Gradient Playground: ${url}   (Ctrl+C stops it)`);
  } catch (error) {
    console.error(`Cannot serve ${options.root}: ${/** @type {Error} */ (error).message}`);
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(await realpath(process.argv[1])).href) {
  await main(process.argv.slice(2));
}
