/**
 * `<gradient-playground>` on pages that scale, zoom, mirror, restyle, hide or squeeze it: its width, what a pointer
 * reads, its links and its texts stay right.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapBox } from '../../site/src/views/map/draw.js';
import { networkLayout, unitCentre } from '../../site/src/views/network/network-layout.js';
import { timeBox } from '../../site/src/views/common/time-axis.js';
import { around, eventually, settled, siteAndBrowser } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const limits = { timeout: 60_000 };

/** The window, and what is taken off it by the margins of the page around. */
const [windowWidth, margins] = [1440, 16];
const full = windowWidth - margins;
const element = '<gradient-playground preset="none"></gradient-playground>';
const wrapped = (style, inner = element) => `<div style="${style}">${inner}</div>`;
const resetting = `<style>* { all: unset; letter-spacing: 0.2em; line-height: 3 } head, script, style { display: none }</style>`;
const inherited = `<style>
  html { font-size: 62.5%; writing-mode: vertical-lr }
  body { font: italic 40px / 3 cursive; letter-spacing: 0.3em; word-spacing: 1em; text-transform: uppercase;
    text-align: right; text-indent: 4em; white-space: nowrap; color: red; direction: rtl; cursor: wait;
    writing-mode: horizontal-tb; text-shadow: 2px 2px red; -webkit-text-fill-color: red }
</style>`;
const inShadow = `<div id="host"></div><script>
  document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML =
    '<base href="https://example.invalid/" /><style>:host { display: block }</style>${element}';
</script>`;

/**
 * Each host: its page, the width that the element has there in its own pixels, and how large and whether mirrored
 * it is shown; `show` is what a reader does until it can be seen.
 */
const hosts = {
  'a plain page': { html: element, width: full },
  'a row with other things': {
    html: wrapped('display: flex', `<nav style="width: 200px">contents</nav>${element}`),
    width: full - 200,
  },
  'a centred column': {
    html: wrapped('display: flex; flex-direction: column; align-items: center'),
    width: full,
  },
  'a float': {
    html: `<style>gradient-playground { float: left }</style>${element}`,
    width: full,
  },
  'a table cell': {
    html: `<table cellspacing="0" cellpadding="0"><tr><td width="100">one</td><td>${element}</td></tr></table>`,
    width: full - 100,
  },
  'the centre of a grid': { html: wrapped('display: grid; place-items: center'), width: full },
  'a box as wide as its contents': { html: wrapped('display: inline-block'), width: full },
  'a narrow row': { html: wrapped('display: flex; width: 500px'), width: 500 },
  'a row of many': {
    html: wrapped(
      'display: flex; width: 200px',
      `<p style="flex: none; width: 150px">a</p>${element}`,
    ),
    width: 280,
  },
  'a narrow column': { html: wrapped('width: 250px'), width: 250 },
  'a page made smaller': {
    html: wrapped('width: 1400px; transform: scale(0.5); transform-origin: 0 0'),
    width: 1400,
    shown: 0.5,
  },
  'a page made larger': {
    html: wrapped('width: 700px; transform: scale(1.6); transform-origin: 0 0'),
    width: 700,
    shown: 1.6,
  },
  'a zoomed page': { html: wrapped('width: 900px; zoom: 1.5'), width: 900, shown: 1.5 },
  'a mirrored page': { html: wrapped('transform: scaleX(-1)'), width: full, mirrored: true },
  'a page from right to left': { html: `<div dir="rtl">${element}</div>`, width: full },
  'a page with a reset': { html: `${resetting}${element}`, width: windowWidth },
  'a page with texts of its own kind': { html: `${inherited}${element}`, width: full },
  'a page with a base': { html: `<base href="https://example.invalid/" />${element}`, width: full },
  'a shadow root': { html: inShadow, width: full },
  'a dialog': {
    html: `<dialog style="padding: 0; border: 0">${element}</dialog>`,
    width: windowWidth - 38,
    show: () => document.querySelector('dialog').showModal(),
  },
  'a closed part of the page': {
    html: `<details><summary>more</summary>${element}</details>`,
    width: full,
    show: () => document.querySelector('summary').click(),
  },
  'a slide': {
    html: `<section style="display: none; width: 960px; transform: scale(1.2) translate(40px, 10px); transform-origin: 0 0">${element}</section>`,
    width: 960,
    shown: 1.2,
    show: () => (document.querySelector('section').style.display = 'block'),
  },
};

/** A place within what a locator finds, in pixels of the element, as the mouse has it. */
async function placeIn(locator, { shown = 1, mirrored = false }, [x, y]) {
  const box = await locator.boundingBox();
  return [mirrored ? box.x + box.width - x * shown : box.x + x * shown, box.y + y * shown];
}

/** The size of what a locator finds, in pixels of the element. */
async function sizeOf(locator, { shown = 1 }) {
  const { width, height } = await locator.boundingBox();
  return [width / shown, height / shown];
}

/** Brings what a locator finds to the middle of the window, away from the controls at its bottom. */
const toMiddle = (locator) => locator.evaluate((one) => one.scrollIntoView({ block: 'center' }));

const number = (text) => Number(text.replace('−', '-'));

/** The ends of the input plane, as a screen reader gets them. */
async function planeOf(canvas) {
  const label = await canvas.getAttribute('aria-label');
  const [, ...ends] = /x₁ from (\S+) to (\S+), x₂ from (\S+) to (\S+)\./.exec(label);
  return ends.map(number);
}

/** Pointing at the corners and the middle of the map reads their coordinates. */
async function readsMap(page, host) {
  const map = page.locator('gp-output-map');
  const canvas = map.locator('canvas');
  await toMiddle(canvas);
  const { left, top, width, height } = mapBox(...(await sizeOf(canvas, host)));
  const [x0, x1, y0, y1] = await planeOf(canvas);
  for (const [across, up] of [
    [0.1, 0.8],
    [0.4, 0.3],
    [0.9, 0.2],
  ]) {
    const place = [left + across * width, top + (1 - up) * height];
    await page.mouse.move(...(await placeIn(canvas, host, place)));
    const meant = [x0 + across * (x1 - x0), y0 + up * (y1 - y0)];
    const near = ((x1 - x0) / width) * 2;
    await eventually(
      page,
      () => map.locator('.readout').textContent(),
      (text) => {
        const read = /x₁ (\S+), x₂ (\S+):/.exec(text)?.slice(1).map(number);
        assert.ok(read, text);
        const far = Math.max(...read.map((value, i) => Math.abs(value - meant[i])));
        assert.ok(far < near, `${text} at ${meant}`);
      },
    );
  }
}

/** Pointing at the two ends of the losses reads the first and the last step, with the mark under the pointer. */
async function readsLosses(page, host) {
  const chart = page.locator('gp-loss-chart[metric="loss"]');
  const plot = chart.locator('.plot');
  await toMiddle(plot);
  const { left, top, width, height } = timeBox(...(await sizeOf(plot, host)));
  for (const [across, step] of [
    [0, 0],
    [0.5, 16],
    [1, 32],
  ]) {
    const [x, y] = await placeIn(plot, host, [left + across * width, top + height / 2]);
    await page.mouse.move(x, y);
    await eventually(
      page,
      () => chart.locator('.readout').textContent(),
      (text) => assert.match(text, new RegExp(`^step ${step}:`)),
    );
    await chart.locator('.cursor').waitFor({ state: 'visible' });
    const mark = await chart.locator('.cursor').boundingBox();
    assert.ok(Math.abs(mark.x + mark.width / 2 - x) < 3, `the mark is at ${mark.x}, not ${x}`);
  }
}

/** Pointing at a unit of the network shows that unit. */
async function readsNetwork(page, host) {
  const canvas = page.getByRole('img', { name: /^Network with/ });
  await toMiddle(canvas);
  const columns = networkLayout([2, 8, 8, 1], ...(await sizeOf(canvas, host)));
  for (const [layer, unit] of [
    [1, 2],
    [2, 7],
  ]) {
    const { x, y } = unitCentre(columns[layer], unit);
    await page.mouse.move(...(await placeIn(canvas, host, [x, y])));
    await page.getByText(`layer ${layer}, unit ${unit + 1}`, { exact: true }).waitFor();
  }
}

/** Links and the texts to share lead to where the element comes from. */
async function leadsHome(page) {
  const link = page.getByRole('link', { name: 'Compare…' });
  assert.ok((await link.getAttribute('href')).startsWith(`${site.server.url}compare.html#`));
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Link', exact: true });
  await text.waitFor({ state: 'visible' });
  assert.ok((await text.inputValue()).startsWith(site.server.url));
  await page.keyboard.press('Escape');
}

/** How a heading and a label look. */
const looks = (page) =>
  page.getByRole('heading', { name: 'Your own experiment' }).evaluate((heading) => {
    const style = getComputedStyle(heading);
    const size = [
      'fontSize',
      'fontStyle',
      'fontWeight',
      'lineHeight',
      'letterSpacing',
      'wordSpacing',
    ];
    const setting = [
      'textTransform',
      'textAlign',
      'textIndent',
      'textShadow',
      'whiteSpaceCollapse',
    ];
    const more = ['color', 'webkitTextFillColor', 'direction', 'writingMode', 'cursor'];
    return Object.fromEntries([...size, ...setting, ...more].map((name) => [name, style[name]]));
  });
const plainLooks = {
  fontSize: '22px',
  fontStyle: 'normal',
  fontWeight: '400',
  lineHeight: '27.5px',
  letterSpacing: 'normal',
  wordSpacing: '0px',
  textTransform: 'none',
  textAlign: 'start',
  textIndent: '0px',
  textShadow: 'none',
  whiteSpaceCollapse: 'collapse',
  cursor: 'auto',
  color: 'rgb(27, 29, 32)',
  webkitTextFillColor: 'rgb(27, 29, 32)',
  direction: 'ltr',
  writingMode: 'horizontal-tb',
};

/** What sticks out of the element to its right. */
const sticksOut = (page) =>
  page.locator('gradient-playground').evaluate((playground) => {
    const { left, right } = playground.getBoundingClientRect();
    const visit = (root) =>
      [...root.querySelectorAll('*')].flatMap((one) => {
        const box = one.getBoundingClientRect();
        const out = box.width > 1 && (box.right > right + 1 || box.left < left - 1);
        return [...(out ? [one.outerHTML] : []), ...(one.shadowRoot ? visit(one.shadowRoot) : [])];
      });
    return visit(playground.shadowRoot);
  });

for (const [name, host] of Object.entries(hosts)) {
  test(`in ${name}`, limits, async () => {
    const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>`;
    await around(site, script + host.html, async (page, url) => {
      await page.goto(url);
      const playground = page.locator('gradient-playground');
      await playground.evaluate(async (one) => {
        await customElements.whenDefined('gradient-playground');
        await one.ready();
        await one.step('epoch');
        await one.step('epoch');
      });
      if (host.show) await page.evaluate(host.show);
      await page.waitForFunction(() => customElements.get('gp-settings'));
      await settled(page);
      const [width] = await sizeOf(playground, host);
      assert.ok(Math.abs(width - host.width) < 1, `it is ${width} wide, not ${host.width}`);
      assert.deepEqual(await sticksOut(page), []);
      assert.deepEqual(await looks(page), plainLooks);
      await readsMap(page, host);
      await readsLosses(page, host);
      await readsNetwork(page, host);
      await leadsHome(page);
    });
  });
}

test('nothing of it comes before what the page around puts on top', limits, async () => {
  const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>`;
  const bar = '<header style="position: sticky; top: 0; height: 100vh; z-index: 1">bar</header>';
  await around(
    site,
    `${script}<main>${bar}${wrapped('width: 500px')}</main>`,
    async (page, url) => {
      await page.goto(url);
      const playground = page.locator('gradient-playground');
      await playground.evaluate(async (one) => {
        await customElements.whenDefined('gradient-playground');
        await one.ready();
      });
      const covered = ['gp-transport button', 'gp-network-panel canvas'];
      for (const selector of covered) {
        const part = page.locator(selector).first();
        await part.evaluate((one) => one.scrollIntoView({ block: 'center' }));
        const { x, y, width, height } = await part.boundingBox();
        const front = await page.evaluate(
          (at) => document.elementFromPoint(...at).localName,
          [x + width / 2, y + height / 2],
        );
        assert.equal(front, 'header', selector);
      }
    },
  );
});
