import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { drawLinePlot, strokeLines } from '../../../site/src/views/common/line-plot.js';
import { contextStub, drawn, palette } from './canvas-stub.mjs';

const box = { left: 48, top: 8, width: 200, height: 100 };
const places = { box, x: (step) => 48 + step, y: (position) => 108 - position };
const line = (positions, style = {}) => ({
  steps: positions.map((_, index) => 10 * index),
  positions,
  color: 'black',
  width: 2,
  ...style,
});

/** A chart of steps 0 to 100 and positions -1 to 1, with three ticks of which one has no label. */
function plot(lines = []) {
  const context = contextStub();
  const order = [];
  const seen = [];
  const layer = (name) => (given) => {
    order.push([name, context.calls.length]);
    seen.push([given.x(50), given.y(0), given.box]);
  };
  const ticks = [
    { position: -1, label: 'low' },
    { position: 0, label: '' },
    { position: 1, label: 'high' },
  ];
  const data = { lines, range: { from: 0, to: 100 }, extent: [-1, 1], ticks };
  drawLinePlot(context, box, { ...data, under: layer('under'), over: layer('over') }, palette);
  return { context, order: Object.fromEntries(order), seen };
}

afterEach(() => {
  delete globalThis.devicePixelRatio;
});

test('positions have their labels left of the plot, and those with a label a grid line through it', () => {
  const { context } = plot();
  const labels = drawn(context, 'fillText');
  assert.deepEqual(labels.slice(0, 3), [
    ['fillText', 'low', 42, 108],
    ['fillText', '', 42, 58],
    ['fillText', 'high', 42, 8],
  ]);
  const lines = drawn(context, 'moveTo', 'lineTo');
  assert.deepEqual(lines.slice(0, 4), [
    ['moveTo', 48.5, 108.5],
    ['lineTo', 248.5, 108.5],
    ['moveTo', 48.5, 8.5],
    ['lineTo', 248.5, 8.5],
  ]);
});

test('steps have their labels under the plot, each at its tick, and the name of the axis', () => {
  const { context } = plot();
  assert.deepEqual(drawn(context, 'fillText').slice(3), [
    ['fillText', '0', 48, 114],
    ['fillText', '50', 148, 114],
    ['fillText', '100', 248, 114],
    ['fillText', 'step', 248, 127],
  ]);
  const ticks = drawn(context, 'moveTo').slice(2);
  assert.deepEqual(ticks, [
    ['moveTo', 48.5, 108.5],
    ['moveTo', 148.5, 108.5],
    ['moveTo', 248.5, 108.5],
  ]);
});

test('what lies under the lines is drawn after the axes, what lies over them last', () => {
  const { context, order, seen } = plot([line([0, 1])]);
  const names = context.calls.map(({ name }) => name);
  assert.ok(names.lastIndexOf('fillText') < order.under);
  assert.deepEqual(names.slice(order.under).includes('clip'), true);
  assert.equal(order.over, names.length);
  assert.deepEqual(seen, [
    [148, 58, box],
    [148, 58, box],
  ]);
});

test('a line goes through its points, in its colour, width and dashes', () => {
  const context = contextStub();
  strokeLines(context, places, [line([0, 10, 5], { color: 'red', width: 3, dash: [6, 3] })]);
  assert.deepEqual(drawn(context, 'moveTo', 'lineTo'), [
    ['moveTo', 48, 108],
    ['lineTo', 58, 98],
    ['lineTo', 68, 103],
  ]);
  const stroke = context.calls.find(({ name }) => name === 'stroke');
  const { strokeStyle, lineWidth, lineJoin } = stroke;
  assert.deepEqual(
    { strokeStyle, lineWidth, lineJoin },
    { strokeStyle: 'red', lineWidth: 3, lineJoin: 'round' },
  );
  assert.deepEqual(drawn(context, 'setLineDash'), [['setLineDash', [6, 3]]]);
});

test('the dashes of one line are not those of the next', () => {
  const context = contextStub();
  strokeLines(context, places, [line([0, 1], { dash: [6, 3] }), line([0, 1])]);
  assert.deepEqual(drawn(context, 'setLineDash'), [
    ['setLineDash', [6, 3]],
    ['setLineDash', []],
  ]);
});

test('a gap is not drawn over, and a point between two gaps is a dot', () => {
  const context = contextStub();
  strokeLines(context, places, [line([0, 10, null, 20, NaN, 30, 40])]);
  assert.deepEqual(drawn(context, 'moveTo', 'lineTo'), [
    ['moveTo', 48, 108],
    ['lineTo', 58, 98],
    ['moveTo', 77, 88],
    ['lineTo', 78, 88],
    ['moveTo', 98, 78],
    ['lineTo', 108, 68],
  ]);
});

test('lines stay within the plot, those along its edge in their whole width', () => {
  const context = contextStub();
  strokeLines(context, places, [line([0, 1])]);
  const names = context.calls.map(({ name }) => name);
  assert.deepEqual(drawn(context, 'rect'), [['rect', 47, 7, 202, 102]]);
  assert.ok(names.indexOf('clip') < names.indexOf('stroke'));
  assert.deepEqual([names[0], names.at(-1)], ['save', 'restore']);
});

test('the points of one column of pixels are as few as can be seen, on a fine screen in finer columns', () => {
  const jagged = Array.from({ length: 1000 }, (_, index) => (index * 7) % 50);
  const steps = jagged.map((_, index) => index / 100);
  const points = () => {
    const context = contextStub();
    strokeLines(context, places, [line(jagged, { steps })]);
    return drawn(context, 'moveTo', 'lineTo').length;
  };
  const coarse = points();
  globalThis.devicePixelRatio = 2;
  const fine = points();
  assert.ok(coarse > 10 && coarse <= 40, `${coarse} points in 10 columns`);
  assert.ok(fine > 40 && fine <= 80, `${fine} points in 20 columns`);
});

test('what lies left of the plot is four points at most, the last of which leads into it', () => {
  const context = contextStub();
  const positions = Array.from({ length: 100 }, (_, index) => index % 10);
  const steps = positions.map((_, index) => 5 * index - 450);
  strokeLines(context, places, [line(positions, { steps })]);
  const left = drawn(context, 'moveTo', 'lineTo').filter(([, x]) => x < box.left);
  assert.ok(left.length <= 4, `${left.length} points`);
  assert.deepEqual(left.at(-1), ['lineTo', 43, 99]);
});
