import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainState } from '../../../site/src/state/state.js';
import { openSession, runTo, settled } from './support.mjs';

test('pacing and view settings are no steps of the history, and undo leaves them as they are', async () => {
  const { session } = await openSession();
  session.change({ ...plainState, theme: 'dark', speed: 10 });
  assert.ok(!session.canUndo);
  session.change({ ...session.state, learningRate: 0.5, edges: 'gradient' });
  session.change({ ...session.state, map: 2, maxSteps: 100 });
  session.undo();
  const chosen = { theme: 'dark', speed: 10, edges: 'gradient', map: 2, maxSteps: 100 };
  assert.deepEqual(session.state, { ...plainState, ...chosen });
  assert.ok(!session.canUndo);
});

/** What was asked for, without the frames. */
const requests = ({ asked }) => asked.filter(([name]) => name !== 'frame');

/** A session whose network is at step 5, and what it is asked for when a weight is set to a value. */
async function openAtStepFive() {
  let taken = 0;
  const snapshot = () => ({ step: 5, bytes: Uint8Array.of((taken += 1)) });
  const opened = await openSession({ answers: { 'take-snapshots': () => [snapshot()] } });
  runTo(opened.session, opened.client, 5);
  const edit = async (index, value) => {
    opened.client.take();
    await opened.session.setParameters(Uint32Array.of(index), Float32Array.of(value));
    return requests(opened.client);
  };
  return { ...opened, edit };
}

test('a weight that is edited is passed on, and undo and redo restore the very snapshots around the edit', async () => {
  const { session, client, edit } = await openAtStepFive();
  assert.deepEqual(await edit(1, 2), [
    ['take-snapshots'],
    ['set-parameters', Uint32Array.of(1), Float32Array.of(2)],
  ]);
  assert.ok(session.canUndo);
  client.asked.length = 0;
  session.undo();
  await settled();
  assert.deepEqual(requests(client), [['take-snapshots'], ['restore', Uint8Array.of(1)]]);
  assert.ok(!session.canUndo && session.canRedo);
  client.asked.length = 0;
  session.redo();
  await settled();
  assert.deepEqual(requests(client), [['take-snapshots'], ['restore', Uint8Array.of(2)]]);
});

test('edits of one weight at one step are one step of the history', async () => {
  const { session, client, edit } = await openAtStepFive();
  for (const value of [1, 2, 3]) await edit(4, value);
  await edit(5, 1);
  runTo(session, client, 6);
  await edit(5, 2);
  let steps = 0;
  for (; session.canUndo; steps += 1) {
    session.undo();
    await settled();
  }
  assert.equal(steps, 3);
});

test('an edit pauses nothing, and undoing it pauses training', async () => {
  const { session, edit } = await openAtStepFive();
  await session.play();
  await edit(0, 1);
  assert.ok(session.playing);
  session.undo();
  assert.ok(!session.playing);
});
