/** Nothing that the page is told of its surroundings keeps it from working, or changes how numbers look. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, newPage, open, reach, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const limits = { timeout: 120_000 };

/** In the page, before its scripts: a browser that says this of itself. */
function pretend({ language, poor }) {
  Object.defineProperty(navigator, 'language', { get: () => language });
  Object.defineProperty(navigator, 'languages', { get: () => [language] });
  if (!poor) return;
  const refused = () => {
    throw new DOMException('not here', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(globalThis, name, { get: refused });
  Object.defineProperty(document, 'cookie', { get: refused, set: refused });
  Object.defineProperty(navigator, 'serviceWorker', { get: refused });
  Object.defineProperty(navigator, 'connection', { get: () => ({ saveData: true }) });
  Object.defineProperty(document, 'fonts', { get: () => undefined });
  const { resolvedOptions } = Intl.DateTimeFormat.prototype;
  Intl.DateTimeFormat.prototype.resolvedOptions = function withoutZone() {
    return { ...resolvedOptions.call(this), timeZone: undefined };
  };
}

const surroundings = [
  { language: 'C', poor: true, deviceScaleFactor: 1 },
  { language: 'en-US@posix', poor: true, deviceScaleFactor: 4 },
  { language: '', poor: false, deviceScaleFactor: 1.5, timezoneId: 'Pacific/Apia' },
  { language: undefined, poor: false, deviceScaleFactor: 3, timezoneId: 'Asia/Kathmandu' },
];

for (const { language, poor, ...options } of surroundings) {
  const name = `language ${JSON.stringify(language) ?? 'undefined'}, ${JSON.stringify(options)}`;
  test(`trains and draws: ${name}${poor ? ', no storage, data saved' : ''}`, limits, async () => {
    const { page, context, complaints } = await newPage(site.browser, options);
    if (poor) {
      const session = await context.newCDPSession(page);
      const features = [{ name: 'prefers-reduced-data', value: 'reduce' }];
      await session.send('Emulation.setEmulatedMedia', { features });
    }
    await page.addInitScript(pretend, { language, poor });
    await open(page, `${site.server.url}#preset=none`);
    await reach(page, 50);
    await page.keyboard.press('?');
    await page.locator('gp-dialogs dialog[open]').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

/** The numbers of the readings and settings after 60 steps. */
async function seenIn(locale) {
  const { page, context, complaints } = await newPage(site.browser, { locale });
  await open(page, `${site.server.url}#preset=none&samples=2000&maxSteps=60`);
  const language = await page.evaluate(() => navigator.language);
  await page.locator('gp-transport dl .step dd').filter({ hasText: '60' }).waitFor();
  const numbers = await page
    .locator('gp-transport dd, gp-transport option, gp-settings input[type="text"]')
    .evaluateAll((elements) => elements.map((one) => one.value ?? one.textContent));
  await context.close();
  assert.deepEqual(complaints, []);
  return { language, numbers };
}

test('numbers look the same in every language', limits, async () => {
  const english = await seenIn('en-US');
  assert.ok(english.numbers.length > 10);
  for (const locale of ['de-CH', 'ar-EG', 'hi-IN']) {
    const { language, numbers } = await seenIn(locale);
    assert.equal(language, locale);
    assert.deepEqual(numbers, english.numbers);
  }
});

test(
  'the language of its texts is declared, whatever that of the page around is',
  limits,
  async () => {
    const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>`;
    const body = `${script}<gradient-playground preset="none"></gradient-playground>`;
    await around(site, body, async (page, url) => {
      await open(page, url);
      const languages = await page.evaluate(async () => {
        document.documentElement.lang = 'de';
        const playground = document.querySelector('gradient-playground');
        await playground.show('help');
        const of = (selector) =>
          playground.renderRoot.querySelector(selector).closest('[lang]')?.getAttribute('lang');
        return [of('gp-masthead'), of('gp-settings'), of('gp-dialogs')];
      });
      assert.deepEqual(languages, ['en', 'en', 'en']);
    });
    for (const file of ['index.html', 'benchmark.html']) {
      const html = await (await fetch(site.server.url + file)).text();
      assert.match(html, /<html lang="en"/);
    }
  },
);
