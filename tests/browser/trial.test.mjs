/** Trials from `dist/trial.js`: the same bits in node, in a window and in a worker. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import { readExperiment, runTrial } from '../../dist/trial.js';
import { around, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const text = 'preset=vanishing&layers=8,8&seed=3';
const plan = { steps: 200, measurements: 10, predictions: true, map: 16 };

/** The bits of every number of a result, but for the time that it took. */
function bits(result) {
  const { milliseconds, ...rest } = result;
  assert.ok(milliseconds >= 0);
  return JSON.stringify(rest, (_, value) =>
    ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer)] : value,
  );
}

/** What a module of this code posts when it is run in a worker. */
const script = (root) => `
  import { loadEngine } from '${root}engine/index.js';
  import { readExperiment, runTrial } from '${root}trial.js';
  const engine = await loadEngine();
  const { experiment } = readExperiment(engine, '${text}');
  const { milliseconds, ...rest } = runTrial(engine, experiment, ${JSON.stringify(plan)});
  const bits = JSON.stringify(rest, (_, value) =>
    ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer)] : value);
  export default bits;
  if (!globalThis.document) postMessage(bits);
`;

test('the same bits in node, in a window and in a worker', async () => {
  const engine = await loadEngine();
  const { experiment } = readExperiment(engine, text);
  const expected = bits(runTrial(engine, experiment, plan));
  await around(site, '<p>Trials</p>', async (page, url) => {
    await page.goto(url);
    const [inWindow, inWorker] = await page.evaluate(async (code) => {
      const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
      const worker = new Worker(address, { type: 'module' });
      const answer = new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      return Promise.all([import(address).then((module) => module.default), answer]);
    }, script(site.server.url));
    assert.equal(inWindow, expected);
    assert.equal(inWorker, expected);
  });
});
