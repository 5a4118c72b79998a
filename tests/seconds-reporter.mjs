/** A reporter for node's test runner: how long each test file took, as lines of JSON. */

import { relative } from 'node:path';

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* secondsReporter(source) {
  for await (const { type, data } of source) {
    // A file is reported like a test, by its path.
    if (type !== 'test:complete' || data.name !== data.file) continue;
    const file = relative(process.cwd(), data.file);
    yield `${JSON.stringify({ file, seconds: data.details.duration_ms / 1000 })}\n`;
  }
}
