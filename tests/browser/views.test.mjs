/** Each view by itself, under a strict content security policy: what it draws, says and lists. */

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const site = fileURLToPath(new URL('../../site/', import.meta.url));
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
const page404 = { status: 404, type: 'text/plain', body: '' };

const entry = `
import '${site}src/views/confusion-matrix.js';
import '${site}src/views/loss-chart.js';
import '${site}src/views/network-view.js';
import '${site}src/views/output-map.js';
import '${site}src/views/signal-panel.js';
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
window.settled = async () => {
  await window.view.updateComplete;
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
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
window.ready = true;
`;

/** @type {string} */
let folder;
/** @type {import('node:http').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
let page;
/** @type {string[]} */
const messages = [];

async function bundle() {
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
  return readFile(join(folder, 'out', 'views.js'), 'utf8');
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'views-'));
  const script = await bundle();
  const html =
    '<!doctype html><html lang="en"><title>v</title><script type="module" src="views.js"></script>';
  const files = new Map([
    ['/', { status: 200, type: 'text/html', body: html }],
    ['/views.js', { status: 200, type: 'text/javascript', body: script }],
    ['/favicon.ico', { status: 200, type: 'image/x-icon', body: '' }],
  ]);
  server = createServer((request, response) => {
    const { status, type, body } = files.get(request.url ?? '') ?? page404;
    response.writeHead(status, { 'content-type': type, 'content-security-policy': policy });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await browser.newPage({ viewport: { width: 500, height: 1000 } });
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction('window.ready');
});

after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  messages.length = 0;
});

/** Evaluates in the page; the views' helpers are globals there. @param {string} script */
const run = (script) => page.evaluate(`(async () => { ${script} })()`);

/** The label that a screen reader gets, once it is up to date. */
async function label() {
  await page.waitForFunction(
    "window.view.shadowRoot.querySelector('[role=img]')?.getAttribute('aria-label')",
  );
  return run("return view.shadowRoot.querySelector('[role=img]').getAttribute('aria-label')");
}

/** The table twin, opened. @returns {Promise<string[][]>} */
async function table() {
  await page.locator('summary').first().click();
  await page.locator('table').first().waitFor();
  return page
    .locator('table tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th,td')].map((cell) => cell.textContent?.trim() ?? ''),
      ),
    );
}

const plane = `
const domain = { x: [-1, 1], y: [-1, 1] };
const size = 32;
const points = gridPoints(domain, size, 2);
const gridOf = (f, outputs = 1) => ({ size, outputs, domain, values: Float32Array.from(
  Array.from({ length: size * size }, (_, cell) => f(points[2 * cell], points[2 * cell + 1])).flat()) });
`;

test('the output map shows class 0 orange on its side and class 1 blue on the other', async () => {
  await run(`${plane} await show('gp-output-map', {
    kind: 'binary', grid: gridOf((x) => (x > 0 ? 1 : 0)),
    train: { points: Float32Array.of(-0.5, 0, 0.5, 0.5), labels: Int32Array.of(1, 1) } })`);
  const [left, right] = /** @type {number[][]} */ (
    await run('return [pixel(80, 200), pixel(300, 200)]')
  );
  assert.ok(left[0] > left[2] + 60, `orange: ${left}`);
  assert.ok(right[2] > right[0] + 60, `blue: ${right}`);
  assert.match(String(await label()), /1 of 2 train points misclassified/);
  assert.deepEqual(messages, []);
});

test('the output map reads out values by keyboard and lists them in a table', async () => {
  await run(
    `${plane} await show('gp-output-map', { kind: 'real', grid: gridOf((x, y) => x + 2 * y) })`,
  );
  await page.locator('canvas').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await run('await settled()');
  const readout = await page.locator('.readout').textContent();
  assert.match(String(readout), /x₁ 0, x₂ 0\.400: 0\.800/);
  assert.equal(await page.locator('.announcement').textContent(), readout);
  const rows = await table();
  assert.equal(rows.length, 10);
  const middle = rows[5];
  assert.equal(middle[0], '0');
  assert.ok(Math.abs(Number(middle[1].replace('−', '-')) + 0.969) < 0.01, middle[1]);
});

test('a network with one input is a curve, listed along x', async () => {
  await run(`await show('gp-output-map', { kind: 'real', grid: { size: 64, outputs: 1,
    domain: { x: [-2, 2], y: [-1, 1] }, values: Float32Array.from({ length: 64 }, (_, i) => i) } })`);
  assert.match(String(await label()), /: x from −2\.00 to 2\.00\. /);
  const rows = await table();
  assert.deepEqual(rows[0], ['x', 'output']);
  assert.deepEqual(
    [rows[1], rows[33]],
    [
      ['−2.00', '0'],
      ['2.00', '63.0'],
    ],
  );
});

test('several classes have their colours in the legend, the colours of the map', async () => {
  await run(`${plane} await show('gp-output-map', {
    kind: 'one-hot', grid: gridOf((x) => [x > 0 ? 1 : 0, x < 0 ? 1 : 0, 0], 3) })`);
  const marks = page.locator('li', { hasText: 'class' }).locator('path');
  const fills = await marks.evaluateAll((paths) =>
    paths.map((path) => getComputedStyle(path).fill.match(/\d+/g)?.map(Number)),
  );
  assert.equal(fills.length, 3);
  const [left, right] = /** @type {number[][]} */ (
    await run('return [pixel(80, 200), pixel(300, 200)]')
  );
  /** How alike two colours are, however pale. */
  const likeness = (/** @type {number[]} */ a, /** @type {number[] | undefined} */ b) => {
    const [from, to] = [a, b ?? []].map((rgb) => rgb.slice(0, 3).map((byte) => 255 - byte));
    return from.reduce((sum, value, i) => sum + value * to[i], 0) / Math.hypot(...to);
  };
  for (const [here, own] of /** @type {[number[], number][]} */ ([
    [right, 0],
    [left, 1],
  ]))
    for (const other of [0, 1, 2])
      assert.ok(likeness(here, fills[own]) >= likeness(here, fills[other]), `${here} ${fills}`);
});

test('several classes, and the warped plane of a hidden layer, are drawn', async () => {
  await run(`${plane} await show('gp-output-map', {
    kind: 'one-hot', grid: gridOf((x, y) => [x, -x, y - 9], 3), mode: 'warped',
    layer: { label: 'hidden layer 1', grid: gridOf((x, y) => [x, y, x * y], 3) } })`);
  assert.match(String(await label()), /The plane as hidden layer 1 sees it/);
  const inked = await run(`const { data } = image();
    let count = 0;
    for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
    return (4 * count) / data.length`);
  assert.ok(Number(inked) > 0.2, `${inked}`);
  assert.deepEqual(messages, []);
});

test('the warped plane is read by keyboard and by pointer', async () => {
  await run(`${plane} await show('gp-output-map', {
    kind: 'real', grid: gridOf((x, y) => x + 2 * y), mode: 'warped', pair: [0, 1],
    layer: { label: 'hidden layer 1', grid: gridOf((x, y) => [y, x], 2) } })`);
  await page.locator('canvas').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await run('await settled()');
  assert.match(String(await page.locator('.readout').textContent()), /x₁ 0, x₂ 0\.400: 0\.800/);
  const box = /** @type {{ x: number, y: number }} */ (await page.locator('canvas').boundingBox());
  const [x, y] = /** @type {number[]} */ (
    await run('return [view.plotWidth * 0.9, view.plotHeight / 2]')
  );
  await page.mouse.move(box.x + x, box.y + y);
  await run('await settled()');
  const text = String(await page.locator('.readout').textContent());
  const [, x2] = /x₂ ([\d.]+)/.exec(text) ?? [];
  assert.ok(Number(x2) > 0.5, `far right lies where the first unit, x₂, is large: ${text}`);
  assert.deepEqual(messages, []);
});

test('wrong points are those that the network itself gets wrong', async () => {
  await run(`${plane} await show('gp-output-map', {
    kind: 'binary', grid: gridOf((x) => (x > 0 ? 1 : 0)),
    train: { points: Float32Array.of(-0.5, 0, 0.5, 0.5), labels: Int32Array.of(0, 1) },
    predictions: { train: Float32Array.of(0.9, 0.9), test: new Float32Array(0) } })`);
  assert.match(String(await label()), /1 of 2 train points misclassified/);
});

test('a unit shows f and f′ of its layer, and the change to try is at the layers it is for', async () => {
  await run(`${network} const x = Float32Array.of(-1, 0, 1);
    await show('gp-network-view', { ...properties, curves: [{ x, f: x, derivative: x }, null],
      suggestion: { label: 'Use ReLU', layers: [0] } })`);
  await page.locator('canvas').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('gp-unit-inspector gp-activation-curve').count(), 1);
  assert.equal(await page.locator('.choose.suggested').count(), 1);
  await page.getByRole('button', { name: 'Try: Use ReLU' }).click();
  const names = /** @type {[string, unknown][]} */ (await run('return events')).map(
    ([name]) => name,
  );
  assert.ok(names.includes('gp-suggestion'), names.join());
});

const history = `
const steps = Float64Array.from({ length: 200 }, (_, i) => i * 10);
const falling = (from) => Float64Array.from(steps, (s) => from * Math.exp(-s / 500));
`;

test('the loss chart says where it began and is now, and restores a ghost', async () => {
  await run(`${history} await show('gp-loss-chart', { steps, train: falling(1), test: falling(2), ghosts:
    [{ id: 'a', label: 'sigmoid', steps, trainLoss: falling(3), testLoss: falling(3) }] })`);
  assert.match(String(await label()), /Began at 1\.00 and 2\.00; now step 1,990: train\s0\.0187/);
  await page.getByRole('button', { name: 'sigmoid' }).click();
  await page.getByRole('button', { name: 'log axis' }).click();
  assert.deepEqual(await run('return events'), [
    ['gp-run-restore', { id: 'a' }],
    ['gp-loss-scale', { scale: 'linear' }],
  ]);
  const rows = await table();
  assert.deepEqual(rows[0], ['step', 'train', 'test']);
  assert.deepEqual(rows[1], ['1,990', '0.0187', '0.0374']);
  assert.deepEqual(messages, []);
});

test('two charts of a group share the cursor', async () => {
  await run(`${history} await show('gp-signal-panel', { steps, group: 'g', details: false, labels: ['1', 'output'],
    layerCurves: { activation: [falling(1), falling(2)], gradient: [falling(1e-6), falling(1e-2)],
      dead: [], saturated: [], update: [] } })`);
  const charts = page.locator('gp-signal-chart');
  assert.equal(await charts.count(), 2);
  await charts.first().locator('.plot').focus();
  await page.keyboard.press('Home');
  await run('await settled()');
  assert.match(
    String(await charts.nth(1).locator('.readout').textContent()),
    /^step 0, layer 1:\s1\.00×10⁻⁶/,
  );
  const visible = await charts
    .nth(1)
    .locator('.cursor')
    .evaluate((line) => getComputedStyle(line).visibility);
  assert.equal(visible, 'visible');
  assert.deepEqual(messages, []);
});

test('zeros have a lane of their own below the decades', async () => {
  await run(`${history} await show('gp-signal-chart', { steps, heading: 'h', direction: 'backward',
    series: [new Float64Array(200), falling(1)] })`);
  const lowest = await run(`const { data, width, height } = image();
    const x = Math.round(width / 2);
    let last = 0;
    for (let y = 0; y < height - 40; y++) {
      const i = 4 * (y * width + x);
      if (data[i] - data[i + 2] > 40 && data[i + 3] > 200) last = y;
    }
    return last / height`);
  assert.ok(Number(lowest) > 0.7, `the line of zeros at ${lowest} of the height`);
});

const network = `
const layers = [{ units: 3, activation: 'tanh' }, { units: 1, activation: 'sigmoid' }];
const parameters = Float32Array.of(1, -1, 0.5, 2, 0, -2, 0.1, 0.2, 0.3, 1, -1, 2, 0.5);
const constant = (outputs, value) => ({ size: 8, outputs, domain: { x: [-1, 1], y: [-1, 1] },
  values: new Float32Array(64 * outputs).fill(value) });
const properties = { inputs: ['x₁', 'x₂'], layers, parameters, gradients: parameters,
  heatmaps: [constant(3, 1), constant(1, -1)] };
`;

test('the network draws positive activations blue and negative ones orange', async () => {
  await run(`${network} await show('gp-network-view', properties)`);
  const [hidden, output] = /** @type {number[][]} */ (
    await run(`const { columns } = view.scene;
      return [columns[1], columns[2]].map(({ x, top, side }) => pixel(x, top + side / 2))`)
  );
  assert.ok(hidden[2] > hidden[0] + 60, `blue: ${hidden}`);
  assert.ok(output[0] > output[2] + 60, `orange: ${output}`);
  assert.match(String(await label()), /Network with 2 inputs and layers of 3 tanh, 1 sigmoid/);
  assert.deepEqual(messages, []);
});

test('a unit is visited by keyboard, its weights listed, and one of them changed', async () => {
  await run(`${network} await show('gp-network-view', properties)`);
  await page.locator('canvas').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await run('await settled()');
  const listed = await page.locator('gp-unit-inspector li').allTextContents();
  assert.deepEqual(
    listed.map((text) => text.trim().replace(/\s+/g, ' ')),
    ['bias 0.200', 'x₁ −1.00', 'x₂ 0'],
  );
  await page.getByRole('button', { name: /x₁/ }).click();
  await page.locator('gp-unit-inspector input').fill('0.75');
  await page.keyboard.press('Enter');
  const events = /** @type {[string, unknown][]} */ (await run('return events'));
  assert.deepEqual(events.find(([name]) => name === 'gp-parameter-edit')?.[1], {
    index: 1,
    value: 0.75,
  });
  assert.deepEqual(events[1], ['gp-unit-hover', { layer: 0, unit: 1 }]);
});

test('z of the row that is followed is listed with f(z) and f′(z), each piece of maxout by itself', async () => {
  const facts = async () => {
    await run('await settled()');
    const texts = await page.locator('gp-unit-inspector dl > *').allTextContents();
    return texts.map((text) => text.trim().replace(/\s+/g, ' ')).join(' ');
  };
  await run(`${network} await show('gp-network-view', { ...properties, probe: { row: 4, layers: [
    { preActivation: Float32Array.of(9, 0.5, 9), activation: Float32Array.of(9, 0.462, 9),
      derivative: Float32Array.of(9, 0.786, 9) }] } })`);
  await page.locator('canvas').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  assert.match(await facts(), /training row 5 z 0\.500 f\(z\) 0\.462 f′\(z\) 0\.786/);
  await run(`view.probe = { row: 4, layers: [{ preActivation: Float32Array.of(9, 1, 9, 9, 2, 9),
    activation: Float32Array.of(9, 2, 9), derivative: new Float32Array(0) }] }`);
  assert.match(await facts(), /z of piece 1 1\.00 z of piece 2 2\.00 f\(z\) 2\.00$/);
});

test('layers are added, removed and resized by events', async () => {
  await run(`${network} await show('gp-network-view', properties)`);
  await page.getByRole('button', { name: 'Add a hidden layer' }).click();
  await page.getByRole('button', { name: 'One unit more in layer 1' }).click();
  await page.getByRole('button', { name: 'Remove the last hidden layer' }).click();
  const events = /** @type {[string, { layers: number[] }][]} */ (await run('return events'));
  const shapes = events.filter(([name]) => name === 'gp-layers-change').map(([, d]) => d.layers);
  assert.deepEqual(shapes, [[3, 3], [4], []]);
});

test('the activation of a layer is chosen above its column; a locked network has only its name', async () => {
  await run(`${network} const activations = ['tanh', 'relu', 'sigmoid'].map((value) => ({ value, label: value }));
    await show('gp-network-view', { ...properties, activations })`);
  await page.getByRole('combobox', { name: 'Activation of layer 1' }).selectOption('relu');
  const chosen = { layer: 0, activation: 'relu' };
  assert.deepEqual(await run('return events'), [['gp-layer-activation', chosen]]);
  await run('view.locked = true; await settled()');
  assert.equal(await page.getByRole('combobox').count(), 0);
});

test('the confusion matrix is a table with the share of right answers', async () => {
  await run("await show('gp-confusion-matrix', { counts: [9, 1, 5, 5] })");
  const cells = await page.locator('tbody tr > *').allTextContents();
  assert.deepEqual(
    cells.map((text) => text.trim()),
    ['class 0', '9', '1', '90.0\u00a0%', 'class 1', '5', '5', '50.0\u00a0%'],
  );
  assert.deepEqual(messages, []);
});
