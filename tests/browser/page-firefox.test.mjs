import assert from 'node:assert/strict';
import { test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { serveDist, which } from './page-support.mjs';

const firefox = which('firefox-esr', 'firefox');

test(
  'trains in stock Firefox, without a word in the console',
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
      await page.goto(`${server.url}#preset=none&data=circles`);
      await page.waitForFunction(
        () => document.querySelector('gradient-playground').session?.run.step > 1000,
        { timeout: 60_000 },
      );
      const { first, last } = await page.evaluate(() => {
        const { trainLoss } = document.querySelector('gradient-playground').getHistory();
        return { first: trainLoss[0], last: trainLoss.at(-1) };
      });
      assert.ok(last < 0.5 * first, `${first} to ${last}`);
      const colors = await page.evaluate(() => {
        const within = (root, selector) => root.querySelector(selector).shadowRoot;
        const results = within(
          document.querySelector('gradient-playground').shadowRoot,
          'gp-results',
        );
        const canvas = within(results, 'gp-output-map').querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      assert.ok(colors > 10, `${colors} colours in the output map`);
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
      await server.close();
    }
  },
);
