import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Walk } from '../../../site/src/session/walk.js';

/** A walk over a training set of so many rows, and what it asks of its run. */
function setUp({ rows = 3 } = {}) {
  const asked = [];
  const walk = new Walk({
    rowCount: () => rows,
    pause: async () => void asked.push('pause'),
    update: async () => void asked.push('update'),
    trace: async (row) => {
      asked.push(`trace ${row}`);
      return { row };
    },
  });
  return { walk, asked };
}

test('the phases of a step in their order, with the trace from before the update', async () => {
  const { walk, asked } = setUp();
  assert.equal(walk.phase, null);
  const phases = [];
  for (let i = 0; i < 4; i += 1) {
    await walk.next();
    phases.push(walk.phase);
  }
  assert.deepEqual(phases, ['forward', 'loss', 'backward', 'update']);
  assert.deepEqual(asked, ['pause', 'trace 0', 'update']);
  assert.deepEqual(walk.trace, { row: 0 });
});

test('each step takes the next row, and after the last the first', async () => {
  const { walk } = setUp({ rows: 2 });
  const rows = [];
  for (let step = 0; step < 3; step += 1) {
    for (let phase = 0; phase < 4; phase += 1) await walk.next();
    rows.push(walk.row);
  }
  assert.deepEqual(rows, [0, 1, 0]);
});

test('a walk that has ended begins anew with the row that it was at', async () => {
  const { walk, asked } = setUp();
  for (let i = 0; i < 5; i += 1) await walk.next();
  walk.end();
  assert.equal(walk.phase, null);
  assert.equal(walk.trace, null);
  asked.length = 0;
  await walk.next();
  assert.deepEqual(asked, ['pause', 'trace 1']);
  assert.equal(walk.phase, 'forward');
});

test('without rows it stays at row 0', async () => {
  const { walk } = setUp({ rows: 0 });
  for (let i = 0; i < 5; i += 1) await walk.next();
  assert.equal(walk.row, 0);
});

test('where the worker gives no trace, no phase is shown', async () => {
  const nothing = async () => {};
  const silent = new Walk({
    rowCount: () => 1,
    pause: nothing,
    update: nothing,
    trace: async () => null,
  });
  await silent.next();
  assert.equal(silent.phase, null);
});
