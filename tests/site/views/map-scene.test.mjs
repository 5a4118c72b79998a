import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextStub, drawn, palette } from './canvas-stub.mjs';
import { mapBox, mapScales } from '../../../site/src/views/map/draw.js';
import { MapScene } from '../../../site/src/views/map/scene.js';
import { gridPoints } from '../../../site/src/worker/grids.js';

const domain = { x: [-2, 2], y: [-2, 2] };
const size = { width: 300, height: 320 };
const box = mapBox(size.width, size.height);

/** A grid of one output. */
function gridOf(cells, f, over = domain) {
  const points = gridPoints(over, cells, 2);
  const values = Float32Array.from({ length: cells * cells }, (_, cell) =>
    f(points[2 * cell], points[2 * cell + 1]),
  );
  return { size: cells, outputs: 1, values, domain: over };
}

const grid = gridOf(8, (x) => (x > 0 ? 0.9 : 0.1));
const train = {
  points: Float32Array.of(-1, 0, 1, 0, 1, 1),
  labels: Int32Array.of(0, 1, 0),
};
const test_ = { points: Float32Array.of(-1, -1), labels: Int32Array.of(1) };
const data = {
  ...{ drawn: grid, drawnKind: 'binary', grid, kind: 'binary', train, test: test_ },
  ...{ predictions: null, confidence: true, warped: null, pair: null, pointed: null },
};

/** A scene that has painted `data` with changes. */
function painted(change = {}, scene = new MapScene()) {
  const context = contextStub();
  const all = { ...data, ...change };
  scene.judge(all);
  scene.paint(context, size, all, palette);
  return { scene, context };
}

test('rows on the wrong side of the map are wrong', () => {
  const { scene } = painted();
  assert.deepEqual([...scene.wrong.train], [0, 0, 1]);
  assert.deepEqual([...scene.wrong.test], [1]);
});

test('where there are predictions of the rows, they count', () => {
  const predictions = {
    train: { classes: Int32Array.of(1, 1, 0) },
    test: { classes: Int32Array.of(1) },
  };
  const { scene } = painted({ predictions });
  assert.deepEqual([...scene.wrong.train], [1, 0, 0]);
  assert.deepEqual([...scene.wrong.test], [0]);
});

test('judging again gives the same array where nothing has changed', () => {
  const { scene } = painted();
  const { wrong } = scene;
  scene.judge(data);
  assert.equal(scene.wrong.train, wrong.train);
  assert.equal(scene.wrong.test, wrong.test);
  const labels = Int32Array.of(1, 1, 0);
  scene.judge({ ...data, train: { ...train, labels } });
  assert.deepEqual([...scene.wrong.train], [1, 0, 1]);
  assert.equal(scene.wrong.test, wrong.test);
  scene.judge({ ...data, train: { points: train.points.slice(2), labels: labels.slice(1) } });
  assert.deepEqual([...scene.wrong.train], [0, 1]);
});

test('without a grid, without rows and on a curve nothing is wrong', () => {
  assert.equal(painted({ train: null }).scene.wrong.train.length, 0);
  const scene = new MapScene();
  scene.judge({ ...data, grid: null });
  assert.equal(scene.wrong.train.length, 0);
  const curve = { size: 4, outputs: 1, values: new Float32Array(4), domain };
  scene.judge({ ...data, drawn: curve });
  assert.equal(scene.wrong.train.length, 0);
});

test('the map fills its box, with contours over it, and is clipped to it', () => {
  const { context } = painted();
  const { left, top, width, height } = box;
  assert.deepEqual(drawn(context, 'rect')[0], ['rect', left, top, width, height]);
  const [surface] = drawn(context, 'drawImage');
  assert.deepEqual(surface.slice(2), [left, top, width, height]);
  const names = context.calls.map(({ name }) => name);
  assert.ok(names.indexOf('clip') < names.indexOf('drawImage'));
  assert.ok(names.indexOf('restore') > names.lastIndexOf('drawImage'));
  const { pixels, canvas } = painted().scene.surface;
  assert.deepEqual([canvas.width, canvas.height, pixels.length], [8, 8, 64]);
  assert.notEqual(pixels[0], 0, 'painted');
  assert.notEqual(pixels[0], pixels[7], 'with both classes');
  const boundary = context.calls.filter(
    ({ lineWidth, name }) => name === 'stroke' && lineWidth === 1.6,
  );
  assert.equal(boundary.length, 1);
});

test('a grid of one cell is not drawn, the rows are', () => {
  const one = gridOf(1, () => 0.9);
  const pictures = (change) => drawn(painted(change).context, 'drawImage').length;
  assert.equal(pictures({}), 2);
  assert.equal(pictures({ drawn: one, grid: one }), 1);
});

test('the place that is pointed at has a cross through it', () => {
  const lines = (change) => drawn(painted(change).context, 'moveTo', 'lineTo');
  const pointed = /** @type {const} */ ([1, -0.5]);
  const { x, y } = mapScales(domain, box);
  const more = lines({ pointed });
  const at = Math.round(x(1)) + 0.5;
  const height = Math.round(y(-0.5)) + 0.5;
  assert.ok(more.some(([name, px, py]) => name === 'moveTo' && px === at && py === box.top + 0.5));
  assert.ok(more.some(([name, , py]) => name === 'lineTo' && py === height));
  assert.equal(more.length, lines({}).length + 4);
});

test('marks are drawn at their rows, wrong ones last, and only again when something about them changes', () => {
  const scene = new MapScene();
  let drawings = 0;
  scene.paintPoints = (context, shown, colours, place) => {
    drawings += 1;
    const { x, y } = mapScales(domain, box);
    assert.deepEqual(place(1, -1), [x(1), y(-1)]);
    assert.ok(shown.train && colours && context);
  };
  painted({}, scene);
  painted({}, scene);
  assert.equal(drawings, 1);
  const changes = [
    { train: { ...train } },
    { test: null },
    { kind: 'sign' },
    { drawn: gridOf(8, () => 0.9, { x: [-2, 3], y: [-2, 2] }) },
    {
      predictions: {
        train: { classes: Int32Array.of(1, 1, 1) },
        test: { classes: Int32Array.of(1) },
      },
    },
  ];
  for (const change of changes) {
    drawings = 0;
    scene.paintPoints = () => (drawings += 1);
    painted(change, scene);
    assert.equal(drawings, 1, Object.keys(change)[0]);
  }
});

test('rows of training are round, those of the test square; both in their places', () => {
  const scene = new MapScene();
  const stamped = [];
  scene.stamps.draw = (_, x, y, { label, round, wrong }) =>
    stamped.push([x, y, label, round, wrong]);
  scene.judge(data);
  scene.paintPoints(contextStub(), data, palette, (x, y) => [10 * x, 10 * y]);
  assert.deepEqual(stamped, [
    [-10, -10, 1, false, true],
    [-10, 0, 0, true, false],
    [10, 0, 1, true, false],
    [10, 10, 0, true, true],
  ]);
});

test('targets of a regression are coloured on the scale of the surface', () => {
  const scene = new MapScene();
  const real = {
    ...{ kind: 'real', drawnKind: 'real', test: null, train: null },
    grid: gridOf(4, () => -1.7),
  };
  const shown = (targets) => {
    const context = contextStub();
    const set = { points: Float32Array.of(0, 1), targets: Float32Array.of(targets) };
    scene.judge({ ...data, ...real, train: set });
    scene.paintPoints(context, { ...data, ...real, train: set }, palette, (x, y) => [x, y]);
    assert.deepEqual(drawn(context, 'translate'), [['translate', 0, 1]]);
    return context.calls.filter(({ name }) => name === 'fill').map(({ fillStyle }) => fillStyle)[1];
  };
  assert.equal(shown(2), shown(200), 'the scale ends at 2, a round number above 1.7');
  assert.notEqual(shown(2), shown(1.5));
});

test('one input: the rows, then the curve of the prediction', () => {
  const scene = new MapScene();
  const line = { x: /** @type {const} */ ([0, 4]), y: /** @type {const} */ ([-1, 1]) };
  const curve = { size: 4, outputs: 1, values: Float32Array.of(0, 0.5, 1, 0), domain: line };
  const set = { points: Float32Array.of(1, 2), targets: Float32Array.of(0.5, -0.5) };
  const stamped = [];
  scene.stamps.draw = (_, x, y, mark) => stamped.push([x, y, mark.round]);
  const { context } = painted(
    { drawn: curve, grid: curve, kind: 'real', train: set, test: set },
    scene,
  );
  const { x, y } = mapScales(line, box);
  assert.deepEqual(stamped, [
    [x(1), y(0.5), false],
    [x(2), y(-0.5), false],
    [x(1), y(0.5), true],
    [x(2), y(-0.5), true],
  ]);
  const points = drawn(context, 'lineTo').slice(0, 4);
  assert.deepEqual(
    points.map(([, px, py]) => [px, py]),
    [0, 0.5, 1, 0].map((value, cell) => [x(cell + 0.5), y(value)]),
  );
});

test('a cell of another grid has the colour of the surface at its place', () => {
  const scene = new MapScene();
  scene.surface.resize(4, 4);
  scene.surface.pixels.set(Uint32Array.from({ length: 16 }, (_, cell) => cell));
  const same = scene.cellColors(4, 4);
  assert.deepEqual(
    Array.from({ length: 16 }, (_, cell) => same(cell)),
    [...scene.surface.pixels],
  );
  const coarse = scene.cellColors(4, 2);
  assert.deepEqual([0, 1, 2, 3].map(coarse), [5, 7, 13, 15]);
});

test('a place of the plane is where the scales say', () => {
  const scene = new MapScene();
  const { x, y } = mapScales(domain, box);
  const [px, py] = scene.placeAt(data, size, { x: x(0.5), y: y(-1.5) });
  assert.ok(Math.abs(px - 0.5) < 1e-9 && Math.abs(py + 1.5) < 1e-9);
});

test('the plane as a layer sees it is drawn by the warped map, which knows the places', () => {
  const scene = new MapScene();
  const warped = { size: 2, outputs: 2, values: new Float32Array(8), domain };
  assert.equal(scene.placeAt({ ...data, warped }, size, { x: 0, y: 0 }), null, 'not loaded yet');
  painted({ warped }, scene);
  const asked = [];
  scene.warpedMap = {
    paint: (_, where, seen, { pair, pointed, color }) => {
      asked.push({ where, seen, pair, pointed, colour: color(0) });
    },
    placeAt: (where, seen, point) => {
      assert.deepEqual([where, seen], [box, warped]);
      return [point.x, point.y];
    },
  };
  painted({ warped, pair: [0, 1], pointed: [1, 1] }, scene);
  assert.equal(asked.length, 1);
  assert.deepEqual(asked[0].where, box);
  assert.equal(asked[0].seen, warped);
  assert.deepEqual(asked[0].pair, [0, 1]);
  assert.equal(asked[0].colour, scene.surface.pixels[2 * 8 + 2]);
  assert.deepEqual(scene.placeAt({ ...data, warped }, size, { x: 5, y: 6 }), [5, 6]);
});
