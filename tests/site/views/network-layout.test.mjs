// Where the parts of a network are drawn, in numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  mostDrawnUnits,
  neighbour,
  networkLayout,
  unitAt,
  unitCentre,
} from '../../../site/src/views/network/network-layout.js';

test('columns are spread from margin to margin', () => {
  const columns = networkLayout([2, 3, 1], 604, 300);
  assert.deepEqual(
    columns.map(({ x }) => x),
    [52, 302, 552],
  );
  assert.deepEqual(
    networkLayout([2, 2, 2, 2], 160, 300).map(({ x }) => x),
    [20, 60, 100, 140],
    'a narrow drawing has narrower margins',
  );
});

test('one column alone stands at the margin', () => {
  const [column] = networkLayout([3], 600, 300);
  assert.equal(column.x, 52);
});

test('units are as large as there is room for, up to 48 pixels', () => {
  const side = (sizes, width, height) => networkLayout(sizes, width, height)[0].side;
  assert.equal(side([2, 3], 600, 400), 48);
  assert.equal(side([2, 8], 600, 300), 30, '0.8 of the height for eight units');
  assert.equal(side([2, 2, 2, 2], 160, 400), 20, 'half of the distance of two columns');
  assert.equal(side([2, 16], 600, 100), 10, 'no smaller than 10');
  assert.equal(side(Array(40).fill(2), 400, 400), 8, 'unless columns are closer than that');
  assert.equal(side([2, 400], 600, 400), 48, 'wide layers do not count');
});

test('units of a column are centred, equally far apart', () => {
  const [, column] = networkLayout([1, 3], 600, 400);
  assert.deepEqual(
    [0, 1, 2].map((unit) => unitCentre(column, unit).y),
    [133, 200, 267],
  );
  assert.equal(unitCentre(column, 1).x, column.x);
  const { strip, side, cellHeight, rows, left, top, width, height } = column;
  assert.deepEqual(
    { strip, side, cellHeight, rows, left, top, width, height },
    {
      strip: false,
      side: 48,
      cellHeight: 67,
      rows: 3,
      left: 524,
      top: 109,
      width: 48,
      height: 182,
    },
  );
});

test('where the height is short, units move together and stay within it', () => {
  const [, column] = networkLayout([1, 16], 600, 242);
  assert.equal(column.cellHeight, 15);
  assert.ok(column.top >= 0 && column.top + column.height <= 242);
});

test('more than sixteen units are a strip of cells', () => {
  assert.equal(mostDrawnUnits, 16);
  const [, units, strip] = networkLayout([2, 16, 17], 604, 300);
  assert.equal(units.strip, false);
  assert.equal(strip.strip, true);
  assert.equal(strip.rows, 17);
  assert.equal(strip.cellHeight, 10, 'cells are at most 10 pixels high');
  assert.equal(strip.height, 170);
  assert.equal(strip.top, 65);
  assert.equal(strip.width, 15);
  assert.equal(strip.side, 15);
  assert.equal(strip.left, 545);
});

test('a strip that would have cells lower than 5 pixels has several columns of them', () => {
  const [, strip] = networkLayout([2, 100], 604, 200);
  assert.equal(strip.rows, 34);
  assert.equal(strip.side, strip.width / 3);
  assert.equal(strip.cellHeight, 200 / 34);
  assert.deepEqual(unitCentre(strip, 0), {
    x: strip.left + strip.side / 2,
    y: strip.top + strip.cellHeight / 2,
  });
  assert.deepEqual(unitCentre(strip, 34 + 2), {
    x: strip.left + 1.5 * strip.side,
    y: strip.top + 2.5 * strip.cellHeight,
  });
});

test('strips of a crowded network are narrow, but no narrower than 4 pixels', () => {
  const width = (pitch) => networkLayout([2, ...Array(39).fill(40)], 40 * pitch, 400)[1].width;
  assert.equal(width(15), 9, '0.6 of the distance of two columns');
  assert.equal(width(18), 10, 'no wider than a unit');
  assert.equal(width(5), 4);
  assert.equal(width(3), 2, 'unless a unit is narrower');
});

test('a point within a unit finds it, one beside it none', () => {
  const columns = networkLayout([2, 3], 600, 400);
  const { x, y } = unitCentre(columns[1], 2);
  const found = { column: 1, unit: 2 };
  for (const [dx, dy] of [
    [0, 0],
    [24, 0],
    [-24, 0],
    [0, 24],
    [0, -24],
  ]) {
    assert.deepEqual(unitAt(columns, x + dx, y + dy), found, `${dx}, ${dy}`);
  }
  for (const [dx, dy] of [
    [24.5, 0],
    [-24.5, 0],
    [0, 25],
    [0, 67],
    [0, -34],
  ]) {
    assert.equal(unitAt(columns, x + dx, y + dy), null, `${dx}, ${dy}`);
  }
  assert.equal(unitAt(columns, x, columns[1].top - 1), null);
  assert.equal(unitAt(columns, x, 0), null);
});

test('a point within a cell of a strip finds its unit; past the last cell there is none', () => {
  const columns = networkLayout([2, 100], 604, 200);
  const [, strip] = columns;
  for (const unit of [0, 33, 34, 67, 68, 99]) {
    const { x, y } = unitCentre(strip, unit);
    assert.deepEqual(unitAt(columns, x, y), { column: 1, unit });
    assert.deepEqual(unitAt(columns, x + strip.side * 0.4, y + strip.cellHeight * 0.4), {
      column: 1,
      unit,
    });
  }
  const { x, y } = unitCentre(strip, 99);
  assert.equal(unitAt(columns, x, y + strip.cellHeight), null, 'unit 100');
});

test('arrows up and down stay within the layer', () => {
  const columns = networkLayout([2, 3, 1], 600, 300);
  const press = (unit, key) => neighbour(columns, { column: 1, unit }, key);
  assert.deepEqual(press(1, 'ArrowUp'), { column: 1, unit: 0 });
  assert.deepEqual(press(2, 'ArrowUp'), { column: 1, unit: 1 });
  assert.deepEqual(press(0, 'ArrowDown'), { column: 1, unit: 1 });
  assert.deepEqual(press(1, 'ArrowDown'), { column: 1, unit: 2 });
  assert.deepEqual(press(2, 'ArrowDown'), { column: 1, unit: 2 });
  assert.deepEqual(press(0, 'ArrowUp'), { column: 1, unit: 0 });
});

test('arrows left and right lead to the unit at the same height, the upper one of two', () => {
  const columns = networkLayout([2, 3, 1, 4], 600, 300);
  const press = (column, unit, key) => neighbour(columns, { column, unit }, key);
  assert.deepEqual(press(1, 2, 'ArrowRight'), { column: 2, unit: 0 });
  assert.deepEqual(press(2, 0, 'ArrowLeft'), { column: 1, unit: 1 });
  assert.deepEqual(press(2, 0, 'ArrowRight'), { column: 3, unit: 1 });
  assert.deepEqual(press(1, 0, 'ArrowLeft'), { column: 0, unit: 0 });
  assert.deepEqual(press(1, 2, 'ArrowLeft'), { column: 0, unit: 1 });
  assert.deepEqual(press(0, 1, 'ArrowLeft'), { column: 0, unit: 1 });
  assert.deepEqual(press(3, 2, 'ArrowRight'), { column: 3, unit: 2 });
  assert.deepEqual(press(1, 2, 'Enter'), { column: 1, unit: 2 }, 'other keys lead nowhere');
});
