/** Where the page keeps its settings: the address, links with weights, history, attributes. */

import assert from 'node:assert/strict';
import {
  field,
  input,
  open,
  pageTests,
  parameters,
  progress,
  reach,
  siteAndBrowser,
} from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);

pageTest(
  'the address holds the settings; undo, back and reload bring them back',
  async (page) => {
    await input(page, 'learningRate').fill('0.7');
    await input(page, 'learningRate').press('Enter');
    assert.match(page.url(), /learningRate=0\.7/);
    await field(page, 'data').locator('select').selectOption('xor');
    assert.match(page.url(), /data=xor/);
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session?.run.step > 0,
    );
    const { state } = await progress(page);
    assert.equal(state.learningRate, 0.7);
    assert.equal(state.data, 'xor');
    await page.goBack();
    await page.waitForFunction(
      () => document.querySelector('gradient-playground').session?.state.data === 'circles',
    );
    await page.locator('gp-masthead [data-action="undo"]').click();
    assert.equal((await progress(page)).state.data, 'xor');
  },
  { hash: '#preset=none' },
);

pageTest(
  'a link takes the trained weights along: to the bit, through reset and reload, until others are asked for',
  async (page) => {
    await reach(page, 100);
    await page.keyboard.press('Space');
    await page.locator('gp-masthead [data-action="share"]').click();
    await page.getByRole('checkbox', { name: /weights as they are now/ }).check();
    await page.waitForFunction(() =>
      document
        .querySelector('gradient-playground')
        .shadowRoot.querySelector('gp-dialogs')
        .shadowRoot.querySelector('textarea')
        .value.includes('weights=1.'),
    );
    const trained = await parameters(page);
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();

    const opened = await page.context().newPage();
    await open(opened, link);
    await opened.keyboard.press('Space');
    await opened.keyboard.press('r');
    await opened.waitForFunction(
      () => document.querySelector('gradient-playground').session.run.step === 0,
    );
    assert.deepEqual(await parameters(opened), trained);
    await opened.reload();
    await opened.waitForFunction(
      () => document.querySelector('gradient-playground').session?.run.step > 0,
    );
    assert.match(await opened.locator('gp-notes ul').innerText(), /weights in the link/);
    await opened.keyboard.press('n');
    await opened.waitForFunction(() => !location.hash.includes('weights='));
    await opened.close();
  },
  { hash: '#preset=none&layers=4' },
);

pageTest(
  'weights of another network, and damaged ones, are left out with a note',
  async (page) => {
    const notes = page.locator('gp-notes ul');
    assert.match(await notes.innerText(), /holds 1 weights and biases, and this network has 105/);
    await page.goto(page.url().replace(/#.*/, '#preset=none&weights=1.AADAfw'));
    await page.getByText('The weights in the link are damaged').waitFor();
    assert.equal((await progress(page)).state.weights, '');
  },
  { hash: '#preset=none&weights=1.AACAPw' },
);

pageTest(
  'an address with unknown and bad parts opens, with a note',
  async (page) => {
    const note = await page.locator('gp-notes ul').innerText();
    assert.match(note, /“constructor” is not a setting/);
    assert.match(note, /Learning rate must be/);
    assert.match(note, /“__proto__” is not a setting/);
    assert.match(note, /written for version 2 of the page; this is 1/);
    assert.equal((await progress(page)).state.data, 'xor');
    // gone to while the page is open, where no setting changes
    await page.evaluate(() => (location.hash = '#v=1&preset=none&data=xor&colour=red'));
    await page.locator('gp-notes li', { hasText: '“colour” is not a setting' }).waitFor();
    assert.equal((await progress(page)).state.data, 'xor');
  },
  { hash: '#v=2&preset=none&data=xor&constructor=1&__proto__=1&learningRate=-1' },
);

pageTest(
  'attributes that change on a live element: another experiment, then one setting of it',
  async (page) => {
    const set = (name, value) =>
      page.evaluate(
        ([key, text]) => document.querySelector('gradient-playground').setAttribute(key, text),
        [name, value],
      );
    const stateIs = (name, value) =>
      page.waitForFunction(
        ([key, wanted]) => document.querySelector('gradient-playground').state[key] === wanted,
        [name, value],
      );
    await set('preset', 'linear-xor');
    await stateIs('data', 'xor');
    await set('learning-rate', '0.7');
    await stateIs('learningRate', 0.7);
    assert.equal((await progress(page)).state.data, 'xor');
    await set('preset', 'spirals');
    await stateIs('data', 'spirals');
    assert.equal((await progress(page)).state.learningRate, 0.7);
    await set('learning-rate', 'fast');
    assert.match(await page.locator('gp-notes ul').innerText(), /Learning rate must be/);
  },
  { hash: '#preset=none' },
);
