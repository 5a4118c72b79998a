// A session goes back along its run: to look at an earlier step, and from a divergence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../../site/src/state/state.js';
import { frameAt, openSession, runTo, settled, snapshotAt } from './support.mjs';

const wide = { ...plainState, layers: layersOf([16]) };

const divergence = { step: 30, where: 'loss' };

test('a divergence is told, and playing on goes back to the last good measurement', async () => {
  const { session, client, events } = await openSession({ play: true });
  runTo(session, client, 30, [10, 20]);
  events.length = 0;
  client.onStopped({ reason: 'diverged', divergence });
  assert.deepEqual(events, ['diverged', 'change']);
  assert.equal(session.run.divergence, divergence);
  assert.ok(!session.playing);
  client.take();
  await session.play();
  assert.deepEqual(
    client.asked.filter(([name]) => name !== 'frame'),
    [['restore', Uint8Array.of(20)], ['play']],
  );
  assert.equal(session.run.divergence, null);
  assert.ok(session.playing);
});

test('a step after a divergence goes back first, too', async () => {
  const { session, client } = await openSession();
  runTo(session, client, 30, [10, 20]);
  client.onStopped({ reason: 'diverged', divergence });
  client.take();
  await session.advance('step');
  assert.deepEqual(
    client.take().filter((name) => name !== 'frame'),
    ['restore', 'step'],
  );
});

test('where nothing good is left, going back is starting over', async () => {
  const { session, client } = await openSession();
  client.onStopped({ reason: 'diverged', divergence: { step: 0 } });
  client.take();
  await session.rewind();
  assert.deepEqual(client.take(), ['configure', 'frame']);
});

test('another run after a divergence that ended a played one is played; after a paused one it is not', async () => {
  for (const play of [true, false]) {
    const { session, client } = await openSession({ play });
    client.onStopped({ reason: 'diverged', divergence });
    client.take();
    session.change(wide);
    await settled();
    assert.equal(session.playing, play);
    assert.equal(client.asked[0][1].play, play);
  }
});

test('looking back restores the nearest measurement and pauses; forward to the last is the present again', async () => {
  const { session, client, events } = await openSession({ play: true });
  runTo(session, client, 30, [10, 20]);
  client.answers['take-snapshots'] = () => [snapshotAt(30)];
  client.take();
  events.length = 0;
  await session.viewStep(12);
  assert.deepEqual(
    client.asked.filter(([name]) => name !== 'frame'),
    [['pause'], ['take-snapshots'], ['restore', Uint8Array.of(10)]],
  );
  assert.equal(session.run.viewedStep, 10);
  assert.ok(!session.playing);
  assert.ok(events.includes('change'));
  client.take();
  client.onFrame(frameAt(10));
  await session.viewStep(29);
  assert.deepEqual(
    client.take().filter((name) => name !== 'frame'),
    ['restore'],
    'what was recorded is fetched once',
  );
  assert.equal(session.run.viewedStep, null);
});

test('looking back at where the run stands changes nothing', async () => {
  const { session, client } = await openSession();
  runTo(session, client, 30, [10, 30]);
  client.take();
  await session.viewStep(31);
  assert.ok(!client.take().includes('restore'));
  assert.equal(session.run.viewedStep, null);
});

test('training on from a viewed step discards what came after, but for a past run', async () => {
  for (const goOn of ['play', 'advance']) {
    const { session, client } = await openSession();
    for (const step of [10, 20, 30]) runTo(session, client, step, [step]);
    await session.viewStep(10);
    client.onFrame(frameAt(10, { measurements: [] }));
    await session[goOn]('step');
    assert.equal(session.run.viewedStep, null);
    assert.deepEqual([...session.run.series.curves.step], [0, 10]);
    assert.deepEqual(session.run.recording.steps, [0, 10]);
    assert.equal(session.pastRuns.length, 1);
    assert.deepEqual([...session.pastRuns[0].curves.step], [0, 10, 20, 30]);
  }
});
