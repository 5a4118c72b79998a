/** Numbers that are typed into the settings: what is read, what is refused, and how it is undone. */

import assert from 'node:assert/strict';
import { field, input, pageTests, progress, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);
const plain = { hash: '#preset=none' };

const enter = async (page, name, text) => {
  await input(page, name).fill(text);
  await input(page, name).press('Enter');
};
const refusal = (page, name) => field(page, name).locator('.refusal').innerText();
const setting = async (page, name) => (await progress(page)).state[name];

/** Waits until a setting and the text of its field are these. */
async function agree(page, name, value) {
  await page.waitForFunction(
    ([key, wanted]) => {
      const { session, renderRoot } = document.querySelector('gradient-playground');
      const settings = renderRoot.querySelector('gp-settings').renderRoot;
      const row = settings.querySelector(`[data-field="${key}"]`);
      return (
        session.state[key] === wanted &&
        row.renderRoot.querySelector('input').value === String(wanted)
      );
    },
    [name, value],
  );
}

pageTest(
  'a decimal comma and the minus sign of print are read as meant',
  async (page) => {
    await enter(page, 'noise', '0,3');
    await agree(page, 'noise', 0.3);
    await enter(page, 'noise', ' ,25 ');
    await agree(page, 'noise', 0.25);
    await enter(page, 'noise', '\u22120,1');
    assert.match(await refusal(page, 'noise'), /given: \u22120\.1/);
    await agree(page, 'noise', 0.25);
  },
  plain,
);

pageTest(
  'a comma in a whole number is refused, and what is refused or empty gives way to the last value',
  async (page) => {
    const before = await progress(page);
    for (const [name, texts] of Object.entries({
      samples: ['1,000', '1.000,5', ''],
      batchSize: ['1,000', '1,0', '0'],
      noise: ['', '1,000,000', '0,3,1', 'fast'],
    })) {
      for (const text of texts) {
        await enter(page, name, text);
        assert.match(
          await refusal(page, name),
          /must be .*; given: .*It stays /,
          `${name} = ${text}`,
        );
        await agree(page, name, before.state[name]);
      }
    }
    assert.deepEqual((await progress(page)).state, before.state);
  },
  plain,
);

pageTest(
  'a refusal is said once, and taken back when the next number is typed',
  async (page) => {
    await page.evaluate(() => {
      const { renderRoot } = document.querySelector('gradient-playground');
      globalThis.said = [];
      const settings = renderRoot.querySelector('gp-settings').renderRoot;
      const row = settings.querySelector('[data-field="samples"]').renderRoot;
      const alert = row.querySelector('[role="alert"]');
      new MutationObserver(
        () => alert.textContent && globalThis.said.push(alert.textContent),
      ).observe(alert, { childList: true, characterData: true, subtree: true });
    });
    await enter(page, 'samples', '');
    await input(page, 'noise').focus();
    assert.match(await refusal(page, 'samples'), /given: nothing/);
    assert.equal(await page.evaluate(() => globalThis.said.length), 1);
    assert.equal(await page.locator('gp-notes li').count(), 0);
    await input(page, 'samples').pressSequentially('2');
    assert.equal(await refusal(page, 'samples'), '');
  },
  plain,
);

pageTest(
  'Ctrl Z and Ctrl Y leave field and setting in agreement, also with the focus in the field',
  async (page) => {
    const first = await setting(page, 'samples');
    await input(page, 'samples').focus();
    await enter(page, 'samples', '400');
    await enter(page, 'samples', '300');
    await agree(page, 'samples', 300);
    await input(page, 'samples').pressSequentially('7');
    await page.keyboard.press('Control+z'); // what was typed and not entered
    await agree(page, 'samples', 300);
    await page.keyboard.press('Control+z');
    await agree(page, 'samples', 400);
    await page.keyboard.press('Control+z');
    await agree(page, 'samples', first);
    await page.keyboard.press('Control+y');
    await agree(page, 'samples', 400);
    await page.keyboard.press('Control+Shift+Z');
    await agree(page, 'samples', 300);
    await input(page, 'samples').blur();
    await page.keyboard.press('Control+z');
    await agree(page, 'samples', 400);
  },
  plain,
);
