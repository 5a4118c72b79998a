/** The installed Chromium, started for one test file or for a whole run. */

import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
];

/**
 * Where a program is on PATH; undefined where it is not.
 * @param {string[]} names the first that there is
 */
export function which(...names) {
  for (const name of names) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // the next name
    }
  }
  return undefined;
}

/** How it is started. */
export const chromiumOptions = () => ({
  executablePath: which('chromium', 'chromium-browser', 'google-chrome'),
  args: flags,
});

/** A Chromium: that of the whole run, where there is one (see shared.mjs); each test has a context of its own in it. */
export const launchChromium = () =>
  process.env.SHARED_CHROMIUM
    ? chromium.connect(process.env.SHARED_CHROMIUM)
    : chromium.launch(chromiumOptions());
