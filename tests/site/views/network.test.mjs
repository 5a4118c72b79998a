import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chooseEdges,
  edgeAt,
  edgeEnds,
  edgeHeight,
  gradientLevel,
  levels,
  widthLevel,
} from '../../../site/src/views/network/edges.js';
import {
  neighbour,
  networkLayout,
  unitAt,
  unitCentre,
} from '../../../site/src/views/network/network-layout.js';
import { parameterOffsets, strongest } from '../../../site/src/views/network/parameters.js';

test('parameters: layer by layer, weights, biases, slopes', () => {
  const [first, second, third] = parameterOffsets(2, [
    { units: 3 },
    { units: 4, slopes: 4 },
    { units: 1, pieces: 2 },
  ]);
  assert.deepEqual([first.weights, first.biases, first.end], [0, 6, 9]);
  assert.deepEqual([second.weights, second.biases, second.end], [9, 21, 29]);
  assert.deepEqual([third.width, third.weights, third.biases, third.end], [2, 29, 37, 39]);
});

test('thinning keeps the strongest weights', () => {
  const values = Float32Array.from({ length: 1000 }, (_, index) =>
    index % 100 === 7 ? -(5 + index / 1000) : 0.01 * Math.sin(index),
  );
  assert.deepEqual(
    [...strongest(values, 10)],
    Array.from({ length: 10 }, (_, index) => 100 * index + 7),
  );
});

test('thinning of equal weights gives as many as asked for', () => {
  assert.equal(strongest(new Float32Array(500).fill(0.5), 32).length, 32);
  assert.equal(strongest(new Float32Array(500), 32).length, 32);
  assert.equal(strongest(new Float32Array(5), 32).length, 5);
});

test('every edge of a small network is drawn, from its input to its unit', () => {
  const layers = parameterOffsets(2, [{ units: 3 }, { units: 1 }]);
  const edges = chooseEdges(
    Float32Array.from({ length: 13 }, (_, index) => index),
    layers,
  );
  assert.equal(edges.length, 9);
  assert.deepEqual(edges[4], { layer: 0, input: 1, unit: 1, index: 4 });
  assert.deepEqual(edges[6], { layer: 1, input: 0, unit: 0, index: 9 });
});

test('a deep wide network is thinned to a bounded number of edges', () => {
  const shapes = Array.from({ length: 40 }, () => ({ units: 64 }));
  const layers = parameterOffsets(64, shapes);
  const values = new Float32Array(layers[39].end).map((_, index) => Math.sin(index * index));
  const edges = chooseEdges(values, layers);
  assert.ok(edges.length <= 1600 && edges.length >= 40 * 24, `${edges.length}`);
});

test('width grows with |weight| and gradient colour with its decades', () => {
  assert.equal(widthLevel(0, 1), 0);
  assert.equal(widthLevel(-1, 1), levels - 1);
  assert.ok(widthLevel(0.5, 1) > widthLevel(0.1, 1));
  assert.equal(gradientLevel(0, 1), 0);
  assert.equal(gradientLevel(NaN, 1), 0);
  assert.equal(gradientLevel(-1, 1), levels - 1);
  assert.equal(gradientLevel(1e-20, 1), 1);
  assert.ok(gradientLevel(1e-2, 1) > gradientLevel(1e-5, 1));
});

const shapes = [
  [2, 8, 8, 1],
  [1, 1],
  [784, 30, 10],
  [2, ...Array.from({ length: 40 }, () => 256), 3],
];

for (const sizes of shapes) {
  for (const width of [288, 960]) {
    test(`units of ${sizes.slice(0, 4).join('-')} stay within ${width} px and are found again`, () => {
      const columns = networkLayout(sizes, width, 360);
      columns.forEach((column, index) => {
        assert.ok(column.left >= 0 && column.left + column.width <= width, `column ${index}`);
        assert.ok(column.top >= -1 && column.top + column.height <= 361, `column ${index}`);
        for (let unit = 0; unit < column.units; unit += 7) {
          const { x, y } = unitCentre(column, unit);
          assert.deepEqual(unitAt(columns, x, y), { column: index, unit });
        }
      });
    });
  }
}

test('columns keep apart and in order', () => {
  const columns = networkLayout([2, ...Array.from({ length: 40 }, () => 256), 3], 960, 360);
  for (let index = 1; index < columns.length; index++) {
    assert.ok(columns[index].left >= columns[index - 1].left + columns[index - 1].width);
  }
});

test('arrow keys reach every unit and stop at the borders', () => {
  const columns = networkLayout([2, 8, 1], 600, 300);
  const start = { column: 1, unit: 0 };
  assert.deepEqual(neighbour(columns, start, 'ArrowUp'), start);
  assert.deepEqual(neighbour(columns, start, 'ArrowDown'), { column: 1, unit: 1 });
  assert.deepEqual(neighbour(columns, start, 'ArrowRight'), { column: 2, unit: 0 });
  assert.deepEqual(neighbour(columns, { column: 2, unit: 0 }, 'ArrowRight').column, 2);
  assert.deepEqual(neighbour(columns, { column: 1, unit: 7 }, 'ArrowLeft'), { column: 0, unit: 1 });
});

test('an edge is found on its curve and not beside it', () => {
  const columns = networkLayout([2, 2], 600, 300);
  const edges = chooseEdges(Float32Array.of(1, 1, 1, 1, 0, 0), parameterOffsets(2, [{ units: 2 }]));
  const ends = edgeEnds(columns, edges[1], unitCentre);
  assert.equal(edgeHeight(ends, ends.x1), ends.y1);
  assert.ok(Math.abs(edgeHeight(ends, ends.x2) - ends.y2) < 1e-3);
  const x = ends.x1 + (ends.x2 - ends.x1) * 0.25;
  const options = { centre: unitCentre, reach: 4 };
  const point = { x, y: edgeHeight(ends, x) };
  assert.equal(edgeAt(columns, edges, point, options)?.index, edges[1].index);
  assert.equal(edgeAt(columns, edges, { x, y: 2 }, options), null);
});
