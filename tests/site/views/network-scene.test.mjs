import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvases, contextStub, drawn, palette } from './canvas-stub.mjs';
import { NetworkScene } from '../../../site/src/views/network/network-scene.js';
import { networkLayout, unitCentre } from '../../../site/src/views/network/network-layout.js';

const layers = [
  { units: 3, activation: 'tanh' },
  { units: 1, activation: 'sigmoid' },
];
/** Weights of 2-3-1: those of unit k of the hidden layer are ±(k + 1). */
const parameters = Float32Array.of(1, 2, 3, -1, -2, -3, 0, 0, 0, 4, 5, 6, 0);
const gradients = parameters.map((value) => 1 / (1 + Math.abs(value)));
const gridOf = (outputs, values) => ({ size: 1, outputs, values: Float32Array.from(values) });

const data = {
  inputs: ['x₁', 'x₂'],
  inputGrid: gridOf(2, [0.5, -0.7]),
  layers,
  heatmaps: [gridOf(3, [0.1, -3, 0.2]), gridOf(1, [0.9])],
  statistics: [
    { unitMeanAbsolute: Float32Array.of(0.1, 40, 0.2), unitFlags: Uint8Array.of(0, 1, 2) },
    { unitMeanAbsolute: Float32Array.of(0.5), unitFlags: Uint8Array.of(0) },
  ],
  parameters,
  gradients,
  edgeMode: 'weight',
};
const look = { palette, phase: null, marked: null };

/** A scene of `data` with changes, laid out and painted. */
function painted(change = {}, lookChange = {}) {
  const scene = new NetworkScene();
  const all = { ...data, ...change };
  const context = contextStub();
  scene.arrange(all, 600, 300);
  scene.paint(context, all, { ...look, ...lookChange });
  return { scene, context };
}

test('the inputs are the first column, and every layer one after it', () => {
  const { scene } = painted();
  assert.deepEqual(scene.columns, networkLayout([2, 3, 1], 600, 300));
  assert.deepEqual(scene.size, { width: 600, height: 300 });
  assert.deepEqual(
    scene.offsets.map(({ end }) => end),
    [9, 13],
  );
});

test('the scales hold the largest value that is drawn, in round numbers', () => {
  const { scene } = painted();
  assert.deepEqual(scene.bounds, { weight: 10, activation: 5, input: 1, activity: 50 });
  const { scene: empty } = painted({ inputGrid: null, heatmaps: [null, null], statistics: null });
  assert.equal(empty.bounds.input, 1);
  assert.ok(empty.bounds.activation > 0 && empty.bounds.activity > 0);
});

test('what is not finite does not stretch a scale', () => {
  const { scene } = painted({
    heatmaps: [gridOf(3, [Infinity, NaN, -0.15]), null],
    inputGrid: gridOf(2, [-Infinity, 30]),
  });
  assert.equal(scene.bounds.activation, 0.2);
  assert.equal(scene.bounds.input, 50);
});

test('edges of a small network are all of its weights', () => {
  const { scene } = painted();
  assert.deepEqual(
    scene.edges.map(({ index }) => index),
    [0, 1, 2, 3, 4, 5, 9, 10, 11],
  );
});

test('there are no edges without parameters, or with fewer than the network has', () => {
  for (const change of [{ parameters: null }, { parameters: parameters.slice(0, 12) }]) {
    const { scene, context } = painted(change);
    assert.deepEqual(scene.edges, []);
    assert.equal(drawn(context, 'stroke').filter(([, path]) => path).length, 0);
  }
});

test('edges that were there are gone with the parameters', () => {
  const { scene } = painted();
  assert.equal(scene.edges.length, 9);
  scene.rechoose({ ...data, parameters: null });
  assert.deepEqual(scene.edges, []);
});

test('the inputs have their names', () => {
  const { context } = painted();
  assert.deepEqual(
    drawn(context, 'fillText').map(([, label]) => label),
    ['x₁', 'x₂'],
  );
});

test('edges of a unit lead into it, of an input out of it', () => {
  const { scene } = painted();
  const indices = (column, unit) => scene.edgesOf({ column, unit }).map(({ index }) => index);
  assert.deepEqual(indices(0, 1), [3, 4, 5]);
  assert.deepEqual(indices(1, 2), [2, 5]);
  assert.deepEqual(indices(2, 0), [9, 10, 11]);
});

test('an edge is found near its curve', () => {
  const { scene } = painted();
  const [column] = scene.columns;
  const { y } = unitCentre(column, 0);
  const point = { x: column.left + column.width + 1, y };
  assert.equal(scene.edgeNear(point, 3).input, 0);
  assert.equal(scene.edgeNear({ ...point, y: y + 1000 }, 3), null);
});

/** Opacity at each call of a method. */
const alphas = (context, method) =>
  context.calls.filter(({ name }) => name === method).map(({ globalAlpha }) => globalAlpha);
/** Opacity at which the paths of edges are stroked. */
const edgeAlphas = (context) => [
  ...new Set(
    context.calls
      .filter(({ name, given }) => name === 'stroke' && given.length > 0)
      .map(({ globalAlpha }) => globalAlpha),
  ),
];

test('units and edges are lit by the phase of the step', () => {
  const units = ({ context }) => alphas(context, 'drawImage');
  const lit = (phase) => painted({}, { phase });
  assert.deepEqual(units(lit(null)), [1, 1, 1, 1, 1, 1]);
  assert.deepEqual(edgeAlphas(lit(null).context), [1]);
  assert.deepEqual(units(lit('loss')), [0.22, 0.22, 0.22, 0.22, 0.22, 1]);
  assert.deepEqual(edgeAlphas(lit('loss').context), [0.22]);
  assert.deepEqual(units(lit('update')), [0.22, 0.22, 0.22, 0.22, 0.22, 0.22]);
  assert.equal(lit('update').context.globalAlpha, 1);
});

test('backward, edges show gradients', () => {
  const colours = ({ context }) =>
    new Set(
      context.calls
        .filter(({ name, given }) => name === 'stroke' && given.length > 0)
        .map(({ strokeStyle }) => strokeStyle),
    );
  const weights = colours(painted());
  const backward = colours(painted({}, { phase: 'backward' }));
  assert.ok([...backward].every((colour) => !weights.has(colour)));
  assert.deepEqual(colours(painted({ edgeMode: 'gradient' })), backward);
  assert.deepEqual(colours(painted({ edgeMode: 'gradient', gradients: null })), weights);
});

test('a marked unit stands out: its edges on top, the others pale, and a frame around it', () => {
  const { context, scene } = painted({}, { marked: { column: 1, unit: 2 } });
  assert.deepEqual(edgeAlphas(context), [0.4]);
  const curves = context.calls.filter(({ name }) => name === 'bezierCurveTo');
  assert.equal(curves.length, 2);
  assert.ok(curves.every(({ globalAlpha }) => globalAlpha === 1));
  const { x, y } = unitCentre(scene.columns[1], 2);
  const frames = drawn(context, 'strokeRect').filter(([, left, top, width, height]) => {
    return left + width / 2 === x && top + height / 2 === y;
  });
  assert.equal(frames.at(-1)[3], scene.columns[1].side + 4);
  assert.equal(painted({}, { marked: { column: 9, unit: 0 } }).context.calls.length > 0, true);
  assert.equal(drawn(painted().context, 'bezierCurveTo').length, 0);
});

test('units show their heatmaps, or nothing while these are of another network', () => {
  const pictures = (change) => drawn(painted(change).context, 'drawImage').length;
  assert.equal(pictures({}), 6);
  assert.equal(pictures({ heatmaps: [gridOf(2, [1, 2]), null] }), 2);
  assert.equal(pictures({ inputGrid: null }), 4);
  assert.equal(drawn(painted({ inputGrid: null }).context, 'fillRect').length, 2 + 1);
});

test('flags of a layer are drawn on its own units', () => {
  const { context, scene } = painted();
  const lines = drawn(context, 'lineTo');
  const dead = unitCentre(scene.columns[1], 1);
  assert.equal(lines.length, 1);
  assert.ok(Math.abs(lines[0][1] - scene.columns[1].side / 2 - dead.x) <= 1);
});

const wide = {
  layers: [{ units: 40, activation: 'tanh' }, layers[1]],
  heatmaps: [null, gridOf(1, [0.9])],
  statistics: [
    { unitMeanAbsolute: new Float32Array(40).fill(1), unitFlags: new Uint8Array(40) },
    data.statistics[1],
  ],
  parameters: null,
};

test('a wide layer is a strip of cells, drawn again only with other statistics', () => {
  const scene = new NetworkScene();
  const all = { ...data, ...wide };
  scene.arrange(all, 600, 300);
  const before = canvases.length;
  scene.paint(contextStub(), all, look);
  const made = canvases.slice(before).concat(canvases);
  const strip = () =>
    made.flatMap(({ context }) => drawn(context, 'drawImage')).filter(([, , , , width]) => width)
      .length;
  const once = strip();
  assert.ok(once > 0);
  scene.paint(contextStub(), all, look);
  assert.equal(strip(), once);
  const statistics = [...wide.statistics];
  scene.paint(contextStub(), { ...all, statistics }, look);
  assert.ok(strip() > once);
  const { pixels } = scene.atlas(1).grid;
  assert.equal(pixels.length, 40);
  assert.ok(pixels.every((colour) => colour === palette.forwardRamp[100]));
});

test('a strip without statistics is empty, not broken', () => {
  const { scene } = painted({ ...wide, statistics: null });
  const { pixels } = scene.atlas(1).grid;
  assert.ok(pixels.every((colour) => colour === palette.forwardRamp[0]));
});

test('a large network chooses its edges twice a second at most, unless it is another or shows something else', () => {
  const big = [
    { units: 500, activation: 'relu' },
    { units: 500, activation: 'relu' },
  ];
  const count = 3 * 500 + 501 * 500;
  const scene = new NetworkScene();
  const all = { ...data, layers: big, parameters: new Float32Array(count), gradients: null };
  scene.arrange(all, 600, 300);
  const strong = (index) => {
    const values = new Float32Array(count);
    values[index] = 1;
    return values;
  };
  const has = (index) => scene.edges.some((edge) => edge.index === index);
  const realNow = performance.now;
  try {
    performance.now = () => 1000;
    scene.rechoose({ ...all, parameters: strong(200_000) });
    assert.ok(has(200_000));
    performance.now = () => 1499;
    scene.rechoose({ ...all, parameters: strong(210_000) });
    assert.ok(!has(210_000), 'not yet');
    scene.rechoose({ ...all, parameters: strong(220_000), edgeMode: 'gradient' });
    assert.ok(has(220_000), 'something else');
    performance.now = () => 1999;
    scene.rechoose({ ...all, parameters: strong(230_000), edgeMode: 'gradient' });
    assert.ok(has(230_000), 'half a second later');
  } finally {
    performance.now = realNow;
  }
});

test('a small one chooses them with every frame', () => {
  const { scene } = painted();
  scene.rechoose({ ...data, parameters: parameters.map((value) => 10 * value) });
  assert.equal(scene.bounds.weight, 100);
});
