// Which weights are drawn, and where: in numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chooseEdges,
  edgeAt,
  edgeEnds,
  edgeHeight,
  gradientDecades,
  gradientLevel,
  levels,
  weightBound,
  widthLevel,
} from '../../../site/src/views/network/edges.js';
import { networkLayout, unitCentre } from '../../../site/src/views/network/network-layout.js';
import { parameterOffsets, strongest } from '../../../site/src/views/network/parameters.js';
import { planeGrid } from '../../../site/src/views/network/plane.js';

test('offsets: pieces widen the matrix, slopes lengthen the layer', () => {
  assert.deepEqual(
    parameterOffsets(2, [
      { units: 3, pieces: 2 },
      { units: 1, slopes: 1 },
    ]),
    [
      { inputs: 2, units: 3, width: 6, weights: 0, biases: 12, end: 18 },
      { inputs: 3, units: 1, width: 1, weights: 18, biases: 21, end: 23 },
    ],
  );
});

test('the strongest of many are found by magnitude, in rising order of their indices', () => {
  const values = Float32Array.of(1, -8, 0.5, 4, -2, 0);
  assert.deepEqual([...strongest(values, 3)], [1, 3, 4]);
  assert.deepEqual([...strongest(values, 6)], [0, 1, 2, 3, 4, 5]);
  assert.deepEqual([...strongest(values, 5)], [0, 1, 2, 3, 4]);
  assert.deepEqual([...strongest(values, 1)], [1]);
  assert.deepEqual([...strongest(values.subarray(2), 2)], [1, 2], 'of a part of an array');
  assert.deepEqual([...strongest(new Float32Array(10), 4)], [0, 1, 2, 3], 'all alike: the first');
});

test('every edge of a layer with pieces leads to the unit of its piece', () => {
  const offsets = parameterOffsets(1, [{ units: 2, pieces: 2 }, { units: 1 }]);
  const values = Float32Array.from({ length: offsets[1].end }, (_, index) => index + 1);
  assert.deepEqual(chooseEdges(values, offsets), [
    { layer: 0, input: 0, unit: 0, index: 0 },
    { layer: 0, input: 0, unit: 1, index: 1 },
    { layer: 0, input: 0, unit: 0, index: 2 },
    { layer: 0, input: 0, unit: 1, index: 3 },
    { layer: 1, input: 0, unit: 0, index: 8 },
    { layer: 1, input: 1, unit: 0, index: 9 },
  ]);
});

test('layers share 1600 edges evenly, and each has at least 24', () => {
  const count = (depth) => {
    const layers = parameterOffsets(50, Array(depth).fill({ units: 50 }));
    const values = Float32Array.from({ length: layers.at(-1).end }, (_, index) => 1 + index);
    return chooseEdges(values, layers).filter(({ layer }) => layer === 0).length;
  };
  assert.equal(count(1), 1600);
  assert.equal(count(4), 400);
  assert.equal(count(100), 24);
});

test('the scale of widths ends at a round number above the strongest edge', () => {
  const edges = [0, 1, 2].map((index) => ({ layer: 0, input: 0, unit: 0, index }));
  assert.equal(weightBound(Float32Array.of(0.5, -3, 1, 99), edges), 5);
  assert.equal(weightBound(Float32Array.of(Infinity, NaN, 1.5), edges), 2);
});

test('there are six widths, equally wide in weight', () => {
  assert.equal(levels, 6);
  assert.deepEqual(
    [0, 0.99, 1, 2.5, 5, 6, 60, -5.5].map((weight) => widthLevel(weight, 6)),
    [0, 0, 1, 2, 5, 5, 5, 5],
  );
});

test('gradients have a colour for each 1.2 decades down from the largest', () => {
  assert.equal(gradientDecades, 6);
  assert.deepEqual(
    [1, 0.5, 0.05, 0.003, 1e-4, 1e-5, 1e-6, 1e-9].map((gradient) => gradientLevel(gradient, 1)),
    [5, 5, 4, 3, 2, 1, 1, 1],
  );
  assert.equal(gradientLevel(-200, 200), 5);
  assert.equal(gradientLevel(1, 0), 0);
  assert.equal(gradientLevel(0, 1), 0);
});

const columns = networkLayout([2, 2], 604, 300);
const edges = chooseEdges(Float32Array.of(1, 1, 1, 1, 0, 0), parameterOffsets(2, [{ units: 2 }]));

test('an edge leads from the right side of one unit to the left side of the other', () => {
  const [from, to] = columns;
  assert.deepEqual(edgeEnds(columns, edges[1], unitCentre), {
    x1: from.x + from.side / 2,
    y1: unitCentre(from, 0).y,
    x2: to.x - to.side / 2,
    y2: unitCentre(to, 1).y,
  });
});

test('its curve is that of the drawing: flat at both ends, steep in the middle', () => {
  const ends = { x1: 100, y1: 10, x2: 200, y2: 50 };
  // bezier with control points in the middle, as drawn
  for (const t of [0.1, 0.35, 0.5, 0.8]) {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    const x = a * 100 + (b + c) * 150 + d * 200;
    const y = (a + b) * 10 + (c + d) * 50;
    assert.ok(Math.abs(edgeHeight(ends, x) - y) < 1e-3, `t = ${t}`);
  }
  assert.equal(edgeHeight(ends, 50), 10);
  assert.ok(Math.abs(edgeHeight(ends, 300) - 50) < 1e-3);
});

test('the nearest edge within reach is found, between its ends only', () => {
  const [from, to] = columns;
  const options = { centre: unitCentre, reach: 5 };
  const near = { x: from.x + from.side / 2, y: unitCentre(from, 1).y };
  assert.equal(edgeAt(columns, edges, near, options).input, 1);
  assert.equal(edgeAt(columns, edges, { ...near, x: near.x - 1 }, options), null);
  assert.equal(edgeAt(columns, edges, { ...near, y: near.y + 4.9 }, options).input, 1);
  assert.equal(edgeAt(columns, edges, { ...near, y: near.y + 5.1 }, options), null);
  const end = { x: to.x - to.side / 2, y: unitCentre(to, 0).y };
  assert.equal(edgeAt(columns, edges, end, options).unit, 0);
  assert.equal(edgeAt(columns, edges, { ...end, x: end.x + 1 }, options), null);
  const x = (3 * from.x + to.x) / 4;
  const upper = edgeHeight(edgeEnds(columns, edges[0], unitCentre), x);
  const lower = edgeHeight(edgeEnds(columns, edges[1], unitCentre), x);
  assert.ok(lower - upper > 0.5, 'two edges that part');
  const wide = { centre: unitCentre, reach: 50 };
  assert.equal(edgeAt(columns, edges, { x, y: upper - 1 }, wide).index, 0);
  assert.equal(edgeAt(columns, edges, { x, y: lower + 1 }, wide).index, 1);
});

test('the inputs as pictures: their coordinates over the plane', () => {
  const { size, outputs, values, domain } = planeGrid(2);
  assert.deepEqual([size, outputs], [2, 2]);
  assert.deepEqual(domain, { x: [-1, 1], y: [-1, 1] });
  assert.deepEqual([...values], [-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5]);
});
