/** The script of a page that shows one view by itself, and helpers for tests to look at it. */

import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const site = fileURLToPath(new URL('../../site/', import.meta.url));

const entry = `
import '${site}src/views/activation-curve.js';
import '${site}src/views/confusion-matrix.js';
import '${site}src/views/loss-chart.js';
import '${site}src/views/network-view.js';
import '${site}src/views/network/unit-inspector.js';
import '${site}src/views/output-map.js';
import '${site}src/views/signal-bands.js';
import '${site}src/views/signal-heatmap.js';
import '${site}src/views/signal-panel.js';
import '${site}src/views/signal-profile.js';
import '${site}src/views/signal-ridges.js';
import { tokens } from '${site}src/styles/tokens.js';
import { gridPoints } from '${site}src/worker/grids.js';

const sheet = new CSSStyleSheet();
sheet.replaceSync(tokens.cssText + ':host { display: block; width: 420px; }');

window.gridPoints = gridPoints;
window.events = [];
window.show = async (tag, properties) => {
  document.body.replaceChildren();
  window.events.length = 0;
  const host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
  const view = Object.assign(document.createElement(tag), properties);
  for (const name of ['gp-unit-hover', 'gp-parameter-edit', 'gp-layers-change', 'gp-run-restore',
    'gp-loss-scale', 'gp-edge-mode', 'gp-layer-activation', 'gp-unit-select', 'gp-suggestion']) {
    host.addEventListener(name, ({ detail }) => window.events.push([name, detail]));
  }
  host.shadowRoot.append(view);
  document.body.append(host);
  window.view = view;
  await window.settled();
};
const frame = () => new Promise(requestAnimationFrame);
/** An element and all below it, through shadow roots. */
const within = (element) =>
  [element, ...[...(element.shadowRoot ?? element).querySelectorAll('*')].flatMap((one) =>
    one.shadowRoot ? within(one) : [one])];
/** Waits until every view is rendered, knows its size and has painted what it holds. */
window.settled = async () => {
  let shown = [];
  do {
    await window.view.updateComplete;
    await frame();
    shown = within(window.view).filter((one) => one.requestPaint && one.plot?.clientWidth);
    await Promise.all(shown.map(({ updateComplete }) => updateComplete));
  } while (shown.some(({ plotWidth }) => plotWidth === 0));
  for (const view of shown) view.requestPaint();
  while (shown.some(({ inSight, paintTime }) => inSight && paintTime === -Infinity)) await frame();
};
const scratch = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
window.image = () => {
  const canvas = window.view.shadowRoot.querySelector('canvas');
  Object.assign(scratch.canvas, { width: canvas.width, height: canvas.height });
  scratch.drawImage(canvas, 0, 0);
  return scratch.getImageData(0, 0, canvas.width, canvas.height);
};
window.pixel = (x, y) => {
  const { data, width } = window.image();
  const ratio = width / window.view.shadowRoot.querySelector('canvas').clientWidth;
  const start = 4 * (Math.round(y * ratio) * width + Math.round(x * ratio));
  return [...data.slice(start, start + 4)];
};
// Of each pixel of a row or column between two places, in CSS pixels, how far it is from the paper.
window.inkAlong = (from, to) => {
  const { data, width } = window.image();
  const ratio = width / window.view.shadowRoot.querySelector('canvas').clientWidth;
  const length = Math.round(Math.hypot(to.x - from.x, to.y - from.y) * ratio);
  return Array.from({ length }, (_, i) => {
    const x = Math.round((from.x + ((to.x - from.x) * (i + 0.5)) / length) * ratio);
    const y = Math.round((from.y + ((to.y - from.y) * (i + 0.5)) / length) * ratio);
    const [red, green, blue, alpha] = data.slice(4 * (y * width + x), 4 * (y * width + x) + 4);
    return (alpha / 255) * Math.hypot(255 - red, 255 - green, 255 - blue);
  });
};
// Where the ink along a line has its centre, as a share of the line.
window.inkCentre = (from, to) => {
  const ink = window.inkAlong(from, to);
  const sum = ink.reduce((total, value) => total + value, 0);
  return ink.reduce((total, value, i) => total + (value * (i + 0.5)) / ink.length, 0) / sum;
};
window.ready = true;
`;

/**
 * Bundles the views.
 * @param {string} folder where to
 * @returns {Promise<string>} the script's path
 */
export async function bundleViews(folder) {
  const { resolve } = createRequire(join(site, 'package.json'));
  const { build } = await import(pathToFileURL(resolve('vite')).href);
  await writeFile(join(folder, 'entry.js'), entry);
  await build({
    configFile: false,
    logLevel: 'error',
    root: site,
    resolve: { conditions: ['module', 'browser', 'production'] },
    build: {
      outDir: join(folder, 'out'),
      lib: { entry: join(folder, 'entry.js'), formats: ['es'], fileName: () => 'views.js' },
      rolldownOptions: { output: { inlineDynamicImports: true } },
    },
  });
  return join(folder, 'out', 'views.js');
}
