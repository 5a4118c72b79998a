/** What a reader may do to the page, at random: each action takes what it finds, and leaves it where it cannot act. */

import { frames } from '../page-support.mjs';

/** Numbers in [0, 1) that a seed decides. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const numbers = [
  '0',
  '1',
  '2',
  '3',
  '8',
  '16',
  '0.1',
  '0.5',
  '0.001',
  '-1',
  '1e9',
  '',
  'NaN',
  'Infinity',
  '1e-30',
  '0.9999',
  '10',
  '64',
  '4294967295',
  ' 7 ',
  '٣',
  '0x10',
];
const keys = [
  ' ',
  'ArrowRight',
  'e',
  'p',
  'r',
  'n',
  'Control+z',
  'Control+Shift+z',
  'Tab',
  'Escape',
];
const hashes = [
  '',
  '#preset=none',
  '#preset=exploding',
  '#preset=dying-relu&seed=3',
  '#data=xor&layers=4',
  '#preset=none&data=plane&learningRate=100&activation=relu',
  '#layers=0',
  '#v=2&x=%',
  '#map=2',
];
const sizes = [
  [1440, 900],
  [390, 844],
  [1024, 768],
];

/**
 * The actions, by name; each may be refused by the page, but never throws for what it finds there.
 * @param {import('playwright-core').Page} page
 * @param {() => number} random
 * @param {() => Promise<void>} enter opens the page, anew or for the first time
 */
export function actionsOn(page, random, enter) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  /** One of the elements that a selector finds now. */
  const some = async (selector) => {
    const found = await page.locator(selector).all();
    return found.length > 0 ? pick(found) : null;
  };
  const quickly = { timeout: 1500, waitUntil: /** @type {const} */ ('commit') };
  /** Elements come and go while training does: one that is gone is no fault. */
  const attempt = async (what) => {
    try {
      await what();
    } catch (error) {
      if (!/Timeout|detached|not visible|outside of the viewport/.test(String(error))) throw error;
    }
  };
  const click = (selector) => async () => {
    const element = await some(selector);
    await attempt(() => element?.click(quickly));
  };
  const escape = async () => {
    if (random() < 0.8) await page.keyboard.press('Escape');
  };
  return {
    transport: click('gp-transport button:enabled'),
    button: click('button:enabled:visible'),
    fix: click('gp-diagnosis button:enabled, gp-question button:enabled'),
    dialog: async () => {
      await click('gp-masthead [data-action="share"], gp-masthead [data-action="help"]')();
      await escape();
    },
    choose: async () => {
      const select = await some('select:enabled:visible');
      if (!select) return;
      await attempt(async () => {
        const count = await select.locator('option').count();
        await select.selectOption({ index: Math.floor(random() * count) }, quickly);
      });
    },
    number: async () => {
      const input = await some(
        'gp-settings input:not([type]):visible, gp-settings input[type="text"]:visible',
      );
      await attempt(async () => {
        await input?.fill(pick(numbers), quickly);
        await input?.press('Enter', quickly);
      });
    },
    tick: click(
      'gp-settings input[type="checkbox"]:visible, gp-settings input[type="radio"]:visible',
    ),
    scrub: async () => {
      const share = random();
      const slider = await some('gp-transport input[type="range"]:enabled');
      await attempt(() =>
        slider?.evaluate((element, at) => {
          element.value = String(Math.round(at * Number(element.max)));
          element.dispatchEvent(new Event('input', { bubbles: true }));
        }, share),
      );
    },
    point: async () => {
      const canvas = await some('canvas:visible');
      const box = await canvas?.boundingBox().catch(() => null);
      if (!box) return;
      const [x, y] = [box.x + random() * box.width, box.y + random() * box.height];
      await page.mouse.move(x, y);
      if (random() < 0.5) await page.mouse.click(x, y);
    },
    key: () => page.keyboard.press(pick(keys)),
    address: () => page.evaluate((hash) => (location.hash = hash), pick(hashes)),
    history: async () => {
      const back = random() < 0.6;
      await attempt(() => (back ? page.goBack(quickly) : page.goForward(quickly)));
      if (!page.url().startsWith('http')) await enter();
    },
    reload: enter,
    resize: async () => {
      const [width, height] = pick(sizes);
      await page.setViewportSize({ width, height });
    },
    wheel: () => page.mouse.wheel(0, (random() - 0.5) * 2000),
    wait: () => frames(page, Math.ceil(random() * 12)),
  };
}
