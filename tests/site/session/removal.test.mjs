// What a session does when its element leaves the document, and when it comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../../site/src/state/state.js';
import { failure, openSession, runTo, settled, snapshotAt } from './support.mjs';

const requests = (client) => client.take().filter((name) => name !== 'frame');

/** A session at step 30 whose worker has been freed. */
async function released({ play = false } = {}) {
  const { session, client } = await openSession({ play });
  runTo(session, client, 30, [10, 20]);
  client.answers['take-snapshots'] = () => [snapshotAt(30)];
  session.suspend();
  await session.release();
  return { session, client };
}

test('while it is away training waits; back at once, the same worker trains on', async () => {
  const { session, client } = await openSession({ play: true });
  session.suspend();
  await settled();
  assert.deepEqual(requests(client), ['pause']);
  assert.ok(session.playing, 'it is to go on');
  session.resume();
  await settled();
  assert.deepEqual(requests(client), ['play']);
});

test('a session that is paused stays paused', async () => {
  const { session, client } = await openSession();
  session.suspend();
  session.resume();
  await settled();
  assert.deepEqual(requests(client), []);
});

test('released, the worker is ended after its last snapshot is taken; back, another goes on from there', async () => {
  for (const play of [true, false]) {
    const { session, client } = await released({ play });
    assert.deepEqual(requests(client), [...(play ? ['pause'] : []), 'take-snapshots', 'dispose']);
    session.resume();
    await settled();
    const [[first], [second, configuration]] = client.asked;
    assert.deepEqual([first, second], ['restart', 'configure']);
    assert.deepEqual(configuration.snapshot, Uint8Array.of(30));
    assert.equal(configuration.play, play);
    assert.equal(configuration.run, session.run.id);
    assert.deepEqual([...session.run.series.curves.step], [0, 30], 'the history is kept');
  }
});

test('a change that training can go on with is asked of no worker while there is none, and holds in the next', async () => {
  const { session, client } = await released();
  client.take();
  session.change({ ...plainState, learningRate: 0.5 });
  await settled();
  assert.deepEqual(requests(client), []);
  session.resume();
  await settled();
  const { snapshot, live } = client.asked[1][1];
  assert.deepEqual(snapshot, Uint8Array.of(30));
  assert.equal(live.learningRate, 0.5);
});

test('back where the next worker refuses to go on, that is told as a note', async () => {
  const { session, client } = await released();
  client.answers.configure = () => Promise.reject(failure('out-of-memory', 'no memory left'));
  session.resume();
  await settled();
  assert.deepEqual(session.notes, [{ field: 'engine', message: 'no memory left' }]);
  assert.equal(session.status, 'ready');
});

test('a change of the network while there is no worker begins another run', async () => {
  const { session, client } = await released();
  const { id } = session.run;
  session.change({ ...plainState, layers: layersOf([16]) });
  client.take();
  session.resume();
  await settled();
  assert.equal(session.run.id, id + 1);
  assert.ok(!('snapshot' in client.asked[1][1]));
});

test('one that comes back while it is being released keeps its worker', async () => {
  const { session, client } = await openSession();
  session.suspend();
  const release = session.release();
  session.resume();
  await release;
  assert.ok(!client.take().includes('dispose'));
});
