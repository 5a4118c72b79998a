/** The page on paper, and in the few colours that a person has chosen for everything. */

import assert from 'node:assert/strict';
import { eventually, pageTests, siteAndBrowser, train } from './page-support.mjs';

const site = siteAndBrowser();
const pageTest = pageTests(site);
const hash = '#preset=none&theme=dark&autoplay=false';

/** In the page: all elements, through all shadow roots; the brightness of colours; what a canvas is drawn in. */
const reading = () => {
  window.all = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot ? window.all(selector, element.shadowRoot) : [],
    ),
  ];
  window.brightness = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).map(Number);
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  };
  /** How many pixels of a canvas are drawn, and in how dark or bright a colour. */
  window.drawn = (canvas) => {
    const { width, height } = canvas;
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const found = { ink: 0, dark: 0, bright: 0 };
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] < 200) continue;
      found.ink += 1;
      const value = window.brightness(`${data[i]},${data[i + 1]},${data[i + 2]}`);
      if (Math.abs(value - 0.21) < 0.02 || Math.abs(value - 0.863) < 0.02) continue; // its grid
      if (value < 0.45) found.dark += 1;
      if (value > 0.6) found.bright += 1;
    }
    return found;
  };
  window.charts = () =>
    window
      .all('gp-loss-chart, gp-signal-chart')
      .map(({ shadowRoot }) => window.drawn(shadowRoot.querySelector('canvas')));
  window.colors = () => {
    const [page] = window.all('.page');
    const ground = getComputedStyle(page.parentElement).backgroundColor;
    const text = getComputedStyle(page).color;
    return { ground: window.brightness(ground), text: window.brightness(text) };
  };
};

/** Paper: everything dark on white. */
function assertPaper({ colors, charts }) {
  assert.ok(colors.ground > 0.99 && colors.text < 0.2, JSON.stringify(colors));
  assert.ok(charts.length >= 4, `${charts.length} charts`);
  for (const chart of charts) assert.ok(chart.dark > chart.bright, JSON.stringify(chart));
}

const look = (page) => page.evaluate(() => ({ colors: window.colors(), charts: window.charts() }));

pageTest(
  'is printed dark on white from the dark theme, and is dark again on the screen',
  async (page) => {
    await train(page, 50);
    const dark = await look(page);
    assert.ok(dark.colors.ground < 0.1 && dark.colors.text > 0.8, JSON.stringify(dark.colors));
    await page.emulateMedia({ media: 'print' });
    await eventually(page, () => look(page), assertPaper);
    const backdrop = await page.evaluate(() =>
      window.brightness(getComputedStyle(document.documentElement).backgroundColor),
    );
    assert.ok(backdrop > 0.99);
    await page.emulateMedia({ media: 'screen' });
    await eventually(
      page,
      () => look(page),
      ({ colors }) => assert.ok(colors.ground < 0.1 && colors.text > 0.8),
    );
  },
  { hash, init: reading, options: { viewport: { width: 1440, height: 3000 } } },
);

pageTest(
  'charts that are out of sight are painted before the page is printed',
  async (page) => {
    await train(page, 50);
    const printed = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      return { colors: window.colors(), charts: window.charts() }; // at once: printing waits for nothing
    });
    assert.ok(printed.charts.length >= 4, `${printed.charts.length} charts`);
    for (const chart of printed.charts)
      assert.ok(chart.ink > 100 && chart.dark > chart.bright, JSON.stringify(chart));
    assert.ok(printed.colors.text < 0.2, 'in the colours of paper');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await eventually(
      page,
      () => look(page),
      ({ colors }) => assert.ok(colors.ground < 0.1 && colors.text > 0.8),
    );
  },
  { hash, init: reading, options: { viewport: { width: 390, height: 844 } } },
);

for (const colorScheme of ['light', 'dark']) {
  pageTest(
    `pressed buttons, the chosen data set and legends can be seen in forced colours, ${colorScheme}`,
    async (page) => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      await train(page, 50);
      await page.locator('gp-dataset-picture').first().waitFor();
      const state = await eventually(
        page,
        () => page.evaluate(() => ({ colors: window.colors(), charts: window.charts() })),
        ({ charts }) => {
          for (const { dark, bright } of charts)
            assert.ok(colorScheme === 'light' ? dark > bright : bright > dark, 'lines stand out');
        },
      );
      assert.ok(Math.abs(state.colors.ground - state.colors.text) > 0.8);
      const looks = await page.evaluate(() => {
        const read = (element) => {
          const { backgroundColor, borderColor, boxShadow, outlineStyle } =
            getComputedStyle(element);
          return [backgroundColor, borderColor, boxShadow, outlineStyle].join(' ');
        };
        const reads = (selector) => window.all(selector).map(read);
        return {
          pressed: reads('button[aria-pressed=true]'),
          others: reads('button[aria-pressed=false]'),
          chosen: reads('input:checked + gp-dataset-picture'),
          unchosen: reads('input:not(:checked) + gp-dataset-picture'),
          legends: window
            .all('i.bar, span.bar')
            .map((bar) => {
              const { backgroundImage, forcedColorAdjust } = getComputedStyle(bar);
              return bar.checkVisibility() && `${forcedColorAdjust} ${backgroundImage}`;
            })
            .filter(Boolean),
        };
      });
      const pressed = new Set(looks.pressed);
      assert.ok(pressed.size > 0 && looks.others.length > 0 && looks.legends.length >= 2);
      for (const other of looks.others) assert.ok(!pressed.has(other), `not pressed: ${other}`);
      assert.equal(looks.chosen.length, 1);
      assert.ok(!looks.unchosen.includes(looks.chosen[0]), looks.chosen[0]);
      for (const legend of looks.legends) assert.match(legend, /^none linear-gradient/);
    },
    { hash, init: reading, options: { viewport: { width: 1440, height: 3000 } } },
  );
}
