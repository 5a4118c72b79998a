/** The views of the signals: what they draw, say and list. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, messages, page, run, table } from './views-support.mjs';

const history = `
const steps = Float64Array.from({ length: 200 }, (_, i) => i * 10);
const falling = (from) => Float64Array.from(steps, (s) => from * Math.exp(-s / 500));
`;

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

/** Where the plot of a view over time lies, and a place in it by shares of its width and height. */
const plot = `
const box = view.cursorBox?.() ?? { left: 48, top: 8, width: view.plotWidth - 112, height: view.plotHeight - 42 };
const at = (x, y) => ({ x: box.left + x * box.width, y: box.top + y * box.height });
`;

test('the map of layers and time is darker where the signal is larger; zeros are blank, NaN is red', async () => {
  await run(`const steps = Float64Array.from({ length: 100 }, (_, i) => i);
    const series = [(s) => 1, (s) => 1e-3, (s) => 1e-6, (s) => (s < 50 ? 0 : NaN)]
      .map((f) => Float64Array.from(steps, f));
    await show('gp-signal-heatmap', { steps, series, direction: 'forward', heading: 'h' })`);
  const seen = /** @type {{ ink: number[], left: number[], right: number[] }} */ (
    await run(`${plot}
      const row = (layer) => (layer + 0.5) / 4;
      const ink = [0, 1, 2, 3].map((layer) => inkAlong(at(0.2, row(layer)), at(0.3, row(layer)))[0]);
      const [left, right] = [0.25, 0.75].map((x) => pixel(at(x, row(3)).x, at(x, row(3)).y));
      return { ink, left, right }`)
  );
  assert.ok(seen.ink[0] > 1.3 * seen.ink[1] && seen.ink[1] > 1.3 * seen.ink[2], `${seen.ink}`);
  assert.ok(seen.ink[2] > seen.ink[3], 'what is 0 is paler than what is small');
  assert.ok(seen.right[0] > seen.right[1] + 60, `red from where it is NaN: ${seen.right}`);
  assert.ok(seen.left[0] < seen.left[1] + 20, `not red before: ${seen.left}`);
  const scale = await page.locator('.scale span').allTextContents();
  assert.equal(scale[0].trim(), '10⁻⁶');
  const rows = await table();
  assert.deepEqual(rows[0], ['step', 'layer 1', 'layer 2', 'layer 3', 'layer 4']);
  assert.deepEqual(rows[1].slice(0, 4), ['99', '1.00', '0.00100', '1.00×10⁻⁶']);
  assert.doesNotMatch(rows.flat().join(' '), /NaN/);
});

/** Values between -1 and 1, spread about a centre, measured in full. */
const distributions = `
const distributionAt = (centre) => ({ count: 100, minimum: -1, maximum: 1,
  quantiles: Float32Array.of(-0.4, -0.2, 0, 0.2, 0.4).map((offset) => centre + offset),
  histogram: { lower: -1, upper: 1, counts: Uint32Array.from({ length: 20 }, (_, bin) =>
    Math.abs(-0.95 + bin / 10 - centre) < 0.21 ? 25 : 0) } });
const momentsAt = (...centres) => centres.map((centre, i) => ({ step: 100 * i,
  layers: [{ activationValues: distributionAt(centre) }] }));
`;

test('ridges rise where the values were, the past behind and now in front', async () => {
  await run(
    `${distributions} await show('gp-signal-ridges', { measurements: momentsAt(-0.5, 0.5), quantity: 'activationValues' })`,
  );
  const [before, now] = /** @type {number[]} */ (
    await run(`${plot}
      const peak = Math.min(56, 0.35 * box.height);
      return [peak, box.height].map((base) => {
        const y = (base - peak / 2) / box.height;
        return inkCentre(at(0, y), at(1, y));
      })`)
  );
  // The axis goes from -1.1 to 1.1.
  assert.ok(Math.abs(before - 0.6 / 2.2) < 0.02, `the values about -0.5 lie at ${before}`);
  assert.ok(Math.abs(now - 1.6 / 2.2) < 0.02, `the values about 0.5 lie at ${now}`);
  assert.match(
    String(await label()),
    /Now step 100: median:\s0\.500\s· 5\s%:\s0\.100\s· 95\s%:\s0\.900/,
  );
  await page.locator('.plot').focus();
  await page.keyboard.press('ArrowUp');
  await run('await settled()');
  assert.match(String(await page.locator('.readout').textContent()), /^step 0: median:\s−0\.500/);
  const rows = await table();
  assert.equal(rows.length, 21);
  assert.deepEqual(rows[15], ['0.400', '0.500', '25']);
});

test('bands follow the percentiles: the median a line, the middle half darker than the rest', async () => {
  await run(
    `${distributions} await show('gp-signal-bands', { measurements: momentsAt(0, 0, 0.6, 0.6), quantity: 'activationValues' })`,
  );
  const seen = /** @type {{ first: number[], last: number[] }} */ (
    await run(`${plot}
      // Of the axis, half a spread wider than the bands where values are, and a twentieth: -0.89 to 1.09; from the top.
      const share = (value) => (1.09 - value) / 1.98;
      const ink = (x, value) => inkAlong(at(x, share(value)), at(x + 0.02, share(value)))[0];
      const across = (x, centre) => [0, 0.1, 0.3, 0.55].map((offset) => ink(x, centre - offset));
      return { first: across(0.15, 0), last: across(0.85, 0.6) }`)
  );
  for (const [median, half, most, beyond] of [seen.first, seen.last]) {
    assert.ok(median > 1.2 * half && half > 1.2 * most, `${[median, half, most, beyond]}`);
    assert.ok(most > beyond + 10, `nothing beyond 5 and 95 %: ${[median, half, most, beyond]}`);
  }
  const rows = await table();
  assert.deepEqual(rows[0].slice(0, 4), ['step', '5\u00a0%', '25\u00a0%', 'median']);
  assert.deepEqual(rows[1], ['300', '0.200', '0.400', '0.600', '0.800', '1.00']);
});

test('the profile has a dot for each layer, by decades', async () => {
  await run(`await show('gp-signal-profile', { values: Float64Array.of(1e-6, 1e-3, 1), spreads: [],
    heading: 'h', quantity: 'mean |gradient|', direction: 'backward' })`);
  const heights = /** @type {number[]} */ (
    await run(`${plot} return [0.5, 1.5, 2.5].map((layer) => {
      const ink = inkAlong(at(layer / 3, 0), at(layer / 3, 1));
      return ink.indexOf(Math.max(...ink)) / ink.length;
    })`)
  );
  const steps = [heights[0] - heights[1], heights[1] - heights[2]];
  assert.ok(
    steps[1] > 0.2 && Math.abs(steps[0] - steps[1]) < 0.08,
    `three decades each: ${heights}`,
  );
  const rows = await table();
  assert.deepEqual(rows, [
    ['layer', 'mean |gradient|'],
    ['1', '1.00×10⁻⁶'],
    ['2', '0.00100'],
    ['3', '1.00'],
  ]);
});

test('the histogram of z stands under the part of the curve where z lies', async () => {
  const show = (/** @type {string} */ lower, /** @type {string} */ upper) =>
    run(`const x = Float32Array.from({ length: 161 }, (_, i) => (i - 80) / 10);
    const f = x.map((z) => 1 / (1 + Math.exp(-z)));
    await show('gp-activation-curve', { x, f, derivative: f.map((s) => s * (1 - s)), heading: 'h', saturated: 0.75,
      dead: 0, histogram: { lower: ${lower}, upper: ${upper}, counts: Uint32Array.of(10, 10) } });
    // Half way up, away from both curves' ends.
    const box = { left: 32, top: 6, width: view.plotWidth - 48, height: view.plotHeight - 30 };
    const y = box.top + 0.75 * box.height;
    const ink = (share) => inkAlong({ x: box.left + share * box.width, y }, { x: box.left + share * box.width + 4, y })[1];
    return [0.1, 0.25, 0.75, 0.9].map(ink)`);
  const left = /** @type {number[]} */ (await show('-8', '-3'));
  assert.ok(left[0] > 20 && left[1] > 20 && left[2] < 5 && left[3] < 5, `${left}`);
  const right = /** @type {number[]} */ (await show('3', '8'));
  assert.ok(right[0] < 5 && right[1] < 5 && right[2] > 20 && right[3] > 20, `${right}`);
  assert.match(String(await label()), /75(\.0)?\s?% saturated/);
  const rows = await table();
  assert.deepEqual(rows[9], ['0', '0.500', '0.250']);
});
