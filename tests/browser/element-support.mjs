/** What the tests of `<gradient-playground>` share: a page of another origin with the element in it. */

import { test } from 'node:test';
import { around } from './page-support.mjs';

const limits = { timeout: 60_000 };

/** Notes what the element tells at the document, and every rejection that nobody handled. */
const listening = `<script>
  window.told = [];
  for (const name of ['ready', 'step', 'epoch', 'change', 'diverged', 'stop', 'error'])
    document.addEventListener('gp-' + name, ({ type, detail, bubbles, composed }) =>
      window.told.push({ type, detail, leaves: bubbles && composed }));
  window.unhandled = [];
  addEventListener('unhandledrejection', ({ reason }) => window.unhandled.push(String(reason)));
</script>`;

/**
 * For tests that have an element to themselves, inside a shadow root, which only composed events leave.
 */
export function elementTests(site) {
  return (name, attributes, body) => {
    test(name, limits, async () => {
      const html = `${listening}
        <script type="module" src="${site.server.url}gradient-playground.js"></script>
        <div id="around"></div>
        <script>
          window.shadow = document.querySelector('#around').attachShadow({ mode: 'open' });
          shadow.innerHTML = '<gradient-playground ${attributes}></gradient-playground>';
          window.element = shadow.firstChild;
        </script>`;
      await around(site, html, async (page, url) => {
        await page.goto(url);
        await page.evaluate(async () => {
          await customElements.whenDefined('gradient-playground');
          await window.element.ready();
        });
        await body(page);
      });
    });
  };
}

/**
 * For tests that make the element themselves: `window.define()` loads its module.
 */
export function scriptTests(site) {
  return (name, body, { init = null } = {}) => {
    test(name, limits, async () => {
      const html = `${listening}
        <script>window.define = () => import('${site.server.url}gradient-playground.js');</script>
        <div id="target"></div>`;
      await around(site, html, async (page, url) => {
        if (init) await init(page);
        await page.goto(url);
        await body(page);
      });
    });
  };
}

/** What the notes on the page say. */
export const notes = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = window.element.shadowRoot.querySelector('gp-notes');
    return [...shadowRoot.querySelectorAll('li')].map(({ textContent }) => textContent.trim());
  });

/** Waits until the history has got to a step. */
export const historyReaches = (page, step) =>
  page.waitForFunction((least) => window.element.getHistory().step?.at(-1) >= least, step);
