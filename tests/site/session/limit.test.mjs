import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAtLimit } from '../../../site/src/session/limit.js';
import { plainState } from '../../../site/src/state/state.js';
import { openSession, runTo, settled } from './support.mjs';

test('a run is at its limit from that step on; zero is no limit', () => {
  const at = (maxSteps, step) => isAtLimit({ state: { ...plainState, maxSteps }, run: { step } });
  assert.deepEqual([at(40, 39), at(40, 40), at(40, 41)], [false, true, true]);
  assert.deepEqual([at(0, 0), at(0, 100)], [false, false]);
});

test('playing on past “Stop after” says why it stands, and offers to go on without it', async () => {
  const { session, client } = await openSession({ state: { ...plainState, maxSteps: 40 } });
  runTo(session, client, 40);
  client.onStopped({ reason: 'max-steps' });
  client.take();
  await session.play();
  assert.deepEqual(client.take(), []);
  const [{ field, action }] = session.notes;
  assert.equal(field, 'maxSteps');
  assert.ok(action.setting && !session.playing);
  action.run();
  await settled();
  assert.equal(session.state.maxSteps, 0);
  assert.ok(session.playing);
  assert.deepEqual(session.notes, []);
  assert.deepEqual(client.take().slice(0, 2), ['live', 'play']);
});
