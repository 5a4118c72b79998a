/** Each view by itself: what it draws, says and lists; those of signals are in signals.test.mjs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, messages, page, run, table } from './views-support.mjs';

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
    predictions: { train: { classes: Int32Array.of(1, 1) }, test: { classes: new Int32Array(0) } } })`);
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

test('a smoothed loss is a calm line, over a faint one of what was measured', async () => {
  /** Height, as a share of the plot, within which there is black, in full and faint. */
  const reach = async (/** @type {number} */ smoothing) => {
    await run(`const steps = Float64Array.from({ length: 100 }, (_, i) => i);
      const jagged = Float64Array.from(steps, (step) => (step % 2 ? 1 : 0.2));
      await show('gp-loss-chart', { steps, train: jagged, test: new Float64Array(100).fill(NaN), scale: 'linear',
        smoothing: ${smoothing} })`);
    return run(`const { data, width, height } = image();
      const [strong, faint] = [[], []];
      for (let y = 0; y < 0.8 * height; y++)
        for (let x = Math.round(0.3 * width); x < 0.7 * width; x++) {
          const [red, , , alpha] = data.slice(4 * (y * width + x), 4 * (y * width + x) + 4);
          if (red < 80 && alpha > 20) (alpha > 200 ? strong : faint).push(y / height);
        }
      const span = (rows) => rows.length ? Math.max(...rows) - Math.min(...rows) : 0;
      return { strong: span(strong), faint: span(faint) }`);
  };
  const measured = /** @type {{ strong: number, faint: number }} */ (await reach(0));
  const smoothed = /** @type {{ strong: number, faint: number }} */ (await reach(0.95));
  assert.ok(measured.strong > 0.5, `it goes up and down: ${measured.strong}`);
  assert.ok(smoothed.strong < 0.2 * measured.strong, `and hardly so: ${smoothed.strong}`);
  assert.ok(smoothed.faint > 0.5, `with what was measured behind it: ${smoothed.faint}`);
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

test('a weight that is clicked before its unit is known can be typed once it is', async () => {
  await run("await show('gp-unit-inspector', { pinned: true, editing: 3 })");
  await run(`view.unit = { title: 'Unit 1', facts: [], hidden: 0, curve: null,
    parameters: [{ index: 3, label: 'w₁', value: 0.5 }] }; await view.updateComplete`);
  const input = page.locator('gp-unit-inspector input');
  assert.equal(await input.count(), 1);
  assert.equal(await input.inputValue(), '0.5');
  assert.ok(await input.evaluate((element) => element.matches(':focus')));
});
