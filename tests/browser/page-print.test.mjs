/** The page on paper, and in colours that the system forces. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, eventually, pageTests, settled, siteAndBrowser, train } from './page-support.mjs';

const site = siteAndBrowser({ headers: { 'Access-Control-Allow-Origin': '*' } });
const pageTest = pageTests(site);

/** All that is drawn: the charts with what their canvases hold on white, where the page has them. */
const drawings = () => {
  const visit = (root) =>
    [...root.querySelectorAll('*')].flatMap((one) => [
      ...(one.localName === 'canvas' ? [one] : []),
      ...(one.shadowRoot ? visit(one.shadowRoot) : []),
    ]);
  return visit(document)
    .filter((canvas) => canvas.getBoundingClientRect().width > 100)
    .map((canvas) => {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [canvas.width, canvas.height];
      const context = copy.getContext('2d', { willReadFrequently: true });
      context.fillStyle = 'white';
      context.fillRect(0, 0, copy.width, copy.height);
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      let [sum, darkest] = [0, 255];
      for (let i = 0; i < data.length; i += 4) {
        sum += data[i + 1];
        darkest = Math.min(darkest, data[i + 1]);
      }
      const view = canvas.closest('.plot').getRootNode().host;
      return { name: view.localName, mean: sum / (data.length / 4), darkest };
    });
};

const colours = () => {
  const playground = document.querySelector('gradient-playground');
  const style = (selector) => {
    const inner = playground.shadowRoot.querySelector('gp-question').shadowRoot;
    return getComputedStyle(inner.querySelector(selector));
  };
  return { heading: style('h2').color, background: getComputedStyle(playground).backgroundColor };
};

const charts = ['gp-network-view', 'gp-output-map', 'gp-loss-chart', 'gp-signal-chart'];

/** Whether all of it is dark on white. */
function isOnPaper(drawn) {
  for (const name of [...charts, 'gp-activation-curve'])
    assert.ok(
      drawn.some((one) => one.name === name),
      `${name} is not drawn: ${JSON.stringify(drawn)}`,
    );
  for (const { name, mean, darkest } of drawn) {
    assert.ok(mean > 140, `${name} is dark: ${mean}`);
    assert.ok(darkest < 130, `${name} is empty or pale: ${darkest}`);
  }
}

pageTest(
  'printed from the dark theme, it is dark on white, with the charts that were out of sight',
  async (page) => {
    await train(page, 100);
    await page.waitForFunction(() => customElements.get('gp-activation-curve'));
    assert.equal((await page.evaluate(colours)).heading, 'rgb(233, 231, 226)');
    await page.evaluate(`addEventListener('beforeprint', () => {
      window.printed = { drawings: (${drawings})(), colours: (${colours})() };
    })`);
    await page.pdf();
    const printed = await page.evaluate(() => window.printed);
    assert.equal(printed.colours.heading, 'rgb(27, 29, 32)');
    isOnPaper(printed.drawings);
    await settled(page);
    assert.equal((await page.evaluate(colours)).heading, 'rgb(233, 231, 226)', 'dark again');
    await page.emulateMedia({ media: 'print' });
    await eventually(
      page,
      () => page.evaluate(colours),
      (now) =>
        assert.deepEqual(now, { heading: 'rgb(27, 29, 32)', background: 'rgba(0, 0, 0, 0)' }),
    );
    isOnPaper(await page.evaluate(drawings));
  },
  { hash: '#theme=dark' },
);

test('several elements in a page of others are printed likewise', { timeout: 60_000 }, async () => {
  const one = '<gradient-playground preset="none" theme="dark"></gradient-playground>';
  const script = `<script type="module" src="${site.server.url}gradient-playground.js"></script>`;
  await around(site, script + one + one, async (page, url) => {
    await page.goto(url);
    await page.evaluate(async () => {
      await customElements.whenDefined('gradient-playground');
      for (const each of document.querySelectorAll('gradient-playground')) {
        await each.ready();
        await each.step('epoch');
      }
      await customElements.whenDefined('gp-activation-curve');
    });
    await settled(page);
    await page.evaluate(
      `addEventListener('beforeprint', () => (window.printed = (${drawings})()))`,
    );
    await page.pdf();
    const printed = await page.evaluate(() => window.printed);
    isOnPaper(printed);
    assert.equal(printed.filter(({ name }) => name === 'gp-output-map').length, 2);
  });
});

/** How different two colours look: the ratio of their luminances, as WCAG has it. */
const contrast = (first, second) => {
  const luminance = (colour) => {
    const linear = colour.match(/\d+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const styleOf = (locator, property) =>
  locator.evaluate((one, name) => getComputedStyle(one)[name], property);

for (const colorScheme of ['dark', 'light']) {
  const other = colorScheme === 'dark' ? 'light' : 'dark';
  pageTest(
    `in forced colours, ${colorScheme} ones, what is chosen and what the colours mean can be seen`,
    async (page) => {
      const ground = await page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = 'Canvas';
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      });
      const [pressed, raised] = ['true', 'false'].map((state) =>
        page.locator(`gp-settings button[aria-pressed="${state}"]`).first(),
      );
      const [chosen, view] = ['true', 'false'].map((state) =>
        page.locator(`gp-signal-panel button[aria-pressed="${state}"]`).first(),
      );
      for (const [on, off] of [
        [pressed, raised],
        [chosen, view],
      ]) {
        const difference = contrast(
          await styleOf(on, 'backgroundColor'),
          await styleOf(off, 'backgroundColor'),
        );
        assert.ok(difference >= 1.5, `a pressed button differs by ${difference}`);
        const text = contrast(await styleOf(on, 'color'), await styleOf(on, 'backgroundColor'));
        assert.ok(text >= 4.5, `its text has a contrast of ${text}`);
      }
      const [picture, another] = ['input:checked', 'input:not(:checked)'].map((kind) =>
        page.locator(`gp-dataset-pictures ${kind} + gp-dataset-picture`).first(),
      );
      const widths = [picture, another].map((one) => styleOf(one, 'borderTopWidth'));
      assert.notEqual(...(await Promise.all(widths)), 'the chosen data set has a frame of its own');
      const marks = page.locator('gp-output-map li svg');
      for (const mark of await marks.all()) {
        const seen = contrast(await styleOf(mark, 'fill'), ground);
        assert.ok(seen >= 3, `a mark of the legend has a contrast of ${seen}`);
      }
      for (const bar of await page.locator('i.bar, span.bar').all())
        assert.match(await styleOf(bar, 'backgroundImage'), /gradient/);
      const dark = await page.locator('gradient-playground').getAttribute('data-theme');
      assert.equal(dark, colorScheme, 'what is drawn fits the colours that are forced');
    },
    { hash: `#preset=none&theme=${other}`, options: { forcedColors: 'active', colorScheme } },
  );
}
