import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../../site/src/state/history.js';

test('undo, redo, and a new branch', () => {
  const history = new History(0);
  history.push(1);
  history.push(2);
  assert.equal(history.undo(), 1);
  assert.equal(history.redo(), 2);
  assert.equal(history.undo(), 1);
  history.push(3);
  assert.equal(history.canRedo, false);
  assert.equal(history.undo(), 1);
  assert.equal(history.undo(), 0);
  assert.equal(history.undo(), 0);
  assert.equal(history.canUndo, false);
});

test('what was refused leaves no trace', () => {
  const history = new History(0);
  history.push(1);
  assert.equal(history.drop(), 0);
  assert.equal(history.canUndo, false);
  assert.equal(history.canRedo, false);
});

test('the past is bounded', () => {
  const history = new History(0, 3);
  for (let value = 1; value <= 10; value += 1) history.push(value);
  assert.deepEqual([history.undo(), history.undo(), history.undo(), history.undo()], [9, 8, 7, 7]);
});
