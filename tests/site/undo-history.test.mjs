import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UndoHistory } from '../../site/src/state/undo-history.js';

test('undo, redo, and a new branch', () => {
  const history = new UndoHistory(0);
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
  const history = new UndoHistory(0);
  history.push(1);
  assert.equal(history.drop(), 0);
  assert.equal(history.canUndo, false);
  assert.equal(history.canRedo, false);
});

test('the past is bounded', () => {
  const history = new UndoHistory(0, 3);
  for (let value = 1; value <= 10; value += 1) history.push(value);
  assert.deepEqual([history.undo(), history.undo(), history.undo(), history.undo()], [9, 8, 7, 7]);
});

test('what is redone can be undone again', () => {
  const history = new UndoHistory('a');
  history.push('b');
  history.undo();
  assert.ok(history.canRedo && !history.canUndo);
  assert.equal(history.present, 'a');
  history.redo();
  assert.ok(history.canUndo && !history.canRedo);
  assert.equal(history.present, 'b');
  assert.equal(history.redo(), 'b', 'nothing more to redo');
  assert.equal(history.undo(), 'a');
});

test('a correction of the present is no step', () => {
  const history = new UndoHistory('a');
  history.push('b');
  history.amend('c');
  assert.equal(history.present, 'c');
  assert.equal(history.undo(), 'a');
  assert.equal(history.redo(), 'c');
});

test('without a push there is nothing to drop', () => {
  const history = new UndoHistory('a');
  assert.equal(history.drop(), 'a');
  assert.equal(history.present, 'a');
});

test('a hundred steps can be undone', () => {
  const history = new UndoHistory(0);
  for (let value = 1; value <= 150; value += 1) history.push(value);
  let steps = 0;
  while (history.canUndo) {
    history.undo();
    steps += 1;
  }
  assert.equal(steps, 100);
  assert.equal(history.present, 50);
});

test('the oldest values are forgotten until what is left is accepted', () => {
  const history = new UndoHistory(0);
  for (const value of [1, 2, 3]) history.push(value);
  history.trim((past) => past.length <= 1);
  assert.deepEqual([history.undo(), history.undo()], [2, 2]);
  history.trim(() => false);
  assert.equal(history.canUndo, false);
});
