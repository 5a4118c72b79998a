/** What the files of the browsers' suite share, where tests/run.mjs runs them: one Chromium, one bundle of the views. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumOptions } from './chromium.mjs';
import { bundleViews } from './views-bundle.mjs';

/** @returns {Promise<{ env: Record<string, string>, close(): Promise<void> }>} */
export async function prepare() {
  const folder = await mkdtemp(join(tmpdir(), 'browsers-'));
  const [browser, views] = await Promise.all([
    chromium.launchServer(chromiumOptions()),
    bundleViews(folder),
  ]);
  return {
    env: { SHARED_CHROMIUM: browser.wsEndpoint(), VIEWS_BUNDLE: views },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
