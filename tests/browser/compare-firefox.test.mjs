import assert from 'node:assert/strict';
import { test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { loadEngine } from '../../dist/engine/index.js';
import { compare } from '../../site/src/compare/compare.js';
import { serveDist, which } from './page-support.mjs';

const firefox = which('firefox-esr', 'firefox');
const description = {
  base: 'preset=none&samples=60',
  rows: 'activation:tanh|relu|leaky-relu',
  seeds: 3,
  steps: 50,
};

test(
  'a comparison in stock Firefox has the bits that node gives, without a word in the console',
  { skip: !firefox, timeout: 120_000 },
  async () => {
    const server = await serveDist();
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: firefox,
      headless: true,
    });
    try {
      const page = await browser.newPage();
      const complaints = [];
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      await page.setViewport({ width: 1440, height: 900 });
      const base = encodeURIComponent(description.base);
      await page.goto(
        `${server.url}compare.html#base=${base}&rows=${description.rows}&seeds=3&steps=50`,
      );
      await page.waitForFunction(
        () => document.querySelector('gradient-comparison').phase === 'done',
        { timeout: 60_000 },
      );
      const hashes = await page.evaluate(() =>
        document
          .querySelector('gradient-comparison')
          .results.map(({ trials }) => trials.map(({ parameterHash }) => parameterHash)),
      );
      const expected = [[], [], []];
      for await (const { row, result } of compare(await loadEngine(), description))
        expected[row].push(result.parameterHash);
      assert.deepEqual(hashes, expected);
      const colors = await page.evaluate(async () => {
        await new Promise(requestAnimationFrame);
        const { shadowRoot } = document.querySelector('gradient-comparison');
        const canvas = shadowRoot.querySelector('gc-cell').shadowRoot.querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      assert.ok(colors > 10, `${colors} colours in a map`);
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
      await server.close();
    }
  },
);
