/** The element in a page that a browser translates: every text is put into `<font>` elements, as translators do. */

import assert from 'node:assert/strict';
import { elementTests } from './element-support.mjs';
import { eventually, frames, siteAndBrowser, visibleText } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const elementTest = elementTests(site);

/** The ways in which a text gets there. */
const manners = {
  'a copy replaces it': (text, font) => {
    font.firstChild.textContent = `«${text.data}»`;
    text.replaceWith(font);
  },
  'it is taken away, then a copy put there': (text, font) => {
    const { parentNode, nextSibling } = text;
    font.firstChild.textContent = `«${text.data}»`;
    text.remove();
    parentNode.insertBefore(font, nextSibling);
  },
  'it moves into it': (text, font) => {
    text.before(font);
    font.firstChild.append(text);
    text.data = `«${text.data}»`;
  },
};

/** Translates, and keeps how to show the original: `window.untranslate()`. */
async function translate(page, manner) {
  await page.evaluate(`window.wrap = ${manner}`);
  await page.evaluate(() => {
    const originals = [];
    const visit = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || ['STYLE', 'TEXTAREA'].includes(text.parentNode.nodeName)) continue;
        const font = document.createElement('font');
        font.append(document.createElement('font'));
        const original = text.data;
        window.wrap(text, font);
        originals.push([font, original]);
      }
      for (const one of root.querySelectorAll('*')) if (one.shadowRoot) visit(one.shadowRoot);
    };
    visit(window.element.shadowRoot);
    window.untranslate = () => {
      for (const [font, original] of originals)
        if (font.isConnected) font.replaceWith(document.createTextNode(original));
    };
  });
}

const step = (page) => page.locator('gp-transport .step dd').textContent();
const words = async (page) => (await visibleText(page)).replace(/\s+/g, ' ');

for (const [name, manner] of Object.entries(manners)) {
  elementTest(`texts stay current where ${name}`, 'preset="none"', async (page) => {
    await page.waitForFunction(() => customElements.get('gp-settings'));
    await frames(page, 2);
    const before = await words(page);
    await translate(page, manner);
    assert.equal(await step(page), '«0»');
    await frames(page, 2);
    assert.equal(await step(page), '«0»', 'the translation stays');
    await page.evaluate(() => window.untranslate());
    await eventually(
      page,
      () => words(page),
      (now) => assert.equal(now, before, 'the original comes back'),
    );
    await translate(page, manner);
    await page.evaluate(() => window.element.step('epoch'));
    await eventually(
      page,
      () => step(page),
      (text) => assert.equal(text, '16'),
    );
    assert.equal(
      await page.locator('gp-transport dl .test dd').textContent(),
      await page.evaluate(() => window.element.getHistory().testLoss.at(-1).toFixed(3)),
    );
    await translate(page, manner);
    await page.evaluate(() => (window.element.state = { preset: 'linear-xor' }));
    const heading = page.locator('gp-question h2');
    await eventually(
      page,
      () => heading.textContent(),
      (text) => assert.match(text, /^Does depth help[^«»]*$/),
    );
    await eventually(
      page,
      () => step(page),
      (text) => assert.equal(text, '0'),
    );
    await page.evaluate(() => (window.element.state = { preset: 'none' }));
    await page.getByText('Your own experiment').waitFor();
    await frames(page, 2);
    assert.equal((await words(page)).match(/Your own experiment/g).length, 1);
  });
}
