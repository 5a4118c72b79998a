import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyFrameRequest } from '../../../site/src/session/empty-frame-request.js';
import { Session } from '../../../site/src/session/session.js';
import { layersOf, plainState } from '../../../site/src/state/state.js';
import { encodeWeights } from '../../../site/src/state/weights.js';
import {
  FakeClient,
  configuredAs,
  failure,
  frameAt,
  openSession,
  runTo,
  settled,
} from './support.mjs';

const fast = { ...plainState, learningRate: 0.5 };
const wide = { ...plainState, layers: layersOf([16]) };

test('opening loads the engine, takes the first state with its notes and configures run 1', async () => {
  const client = new FakeClient();
  const session = new Session(client);
  assert.equal(session.status, 'loading');
  assert.equal(session.run.step, 0);
  const notes = [{ field: 'seed', message: 'bad' }];
  await session.open(() => ({ state: fast, notes }), true);
  assert.deepEqual(client.take(), ['load', 'configure', 'frame']);
  assert.equal(session.status, 'ready');
  assert.equal(session.run.id, 1);
  assert.equal(session.state, fast);
  assert.deepEqual(session.notes, notes);
  assert.ok(session.playing);
  assert.ok(!session.canUndo && !session.canRedo);
});

test('what is configured is the state, and whether it is played', async () => {
  for (const play of [true, false]) {
    const client = new FakeClient();
    await new Session(client).open(() => ({ state: fast, notes: [] }), play);
    const [, [, configuration]] = client.asked;
    assert.equal(configuration.run, 1);
    assert.equal(configuration.play, play);
    assert.equal(configuration.live.learningRate, 0.5);
    assert.equal(configuration.dataset.kind, 'circles');
    assert.equal(configuration.network.layers.length, 3);
    assert.ok(!('parameters' in configuration));
  }
});

test('sessions of a page have different ids', () => {
  assert.notEqual(new Session(new FakeClient()).id, new Session(new FakeClient()).id);
});

test('an engine that cannot be loaded is a failure, with its reason', async () => {
  const { session, events } = await openSession({
    answers: { load: () => Promise.reject(new Error('no SIMD')) },
    play: true,
  });
  assert.equal(session.status, 'failed');
  assert.equal(session.failure, 'no SIMD');
  assert.equal(session.playing, false);
  assert.equal(events.length, 0, 'heard before');
  assert.equal(session.change(fast), 'The engine is still being loaded.');
});

test('a failure is told once to those that listen, and a lost worker is none', async () => {
  for (const [error, told] of [
    [new Error('broken'), ['change', 'failed']],
    [failure('worker-lost'), []],
  ]) {
    const client = Object.assign(new FakeClient(), {
      answers: { load: () => Promise.reject(error) },
    });
    const session = new Session(client);
    const events = [];
    for (const type of ['change', 'failed']) {
      session.addEventListener(type, () => events.push(type));
    }
    await session.open(() => ({ state: fast, notes: [] }), false);
    assert.deepEqual(events, told);
  }
});

test('a first run that the engine refuses is a failure', async () => {
  const { session } = await openSession({
    answers: { configure: () => Promise.reject(failure('bad-spec', 'too wide')) },
  });
  assert.equal(session.status, 'failed');
  assert.equal(session.failure, 'too wide');
});

test('a setting that needs no new run is passed on, and can be undone', async () => {
  const { session, client, events } = await openSession();
  assert.equal(session.change(fast), null);
  await settled();
  assert.deepEqual(client.asked, [['live', { ...client.asked[0][1], learningRate: 0.5 }]]);
  assert.deepEqual(events, ['change']);
  assert.ok(session.canUndo);
  client.take();
  session.undo();
  await settled();
  assert.equal(client.asked[0][1].learningRate, plainState.learningRate);
  assert.deepEqual(session.state, plainState);
  assert.ok(session.canRedo);
  client.take();
  session.redo();
  await settled();
  assert.equal(client.asked[0][1].learningRate, 0.5);
  assert.deepEqual(session.state, fast);
});

test('a setting of the page alone asks for a frame and nothing else', async () => {
  const { session, client, events } = await openSession();
  session.change({ ...plainState, theme: 'dark' });
  await settled();
  assert.deepEqual(client.take(), ['frame']);
  assert.deepEqual(events, ['change']);
});

test('a setting of the network begins another run, with the next id', async () => {
  const { session, client } = await openSession();
  session.change(wide);
  await settled();
  assert.deepEqual(client.take(), ['configure', 'frame']);
  assert.equal(session.run.id, 2);
  assert.equal(session.playing, false);
});

test('what is begun anew trains, whatever has changed', async () => {
  const { session, client } = await openSession();
  session.change(fast, true);
  await settled();
  assert.equal(client.asked[0][0], 'configure');
  assert.equal(client.asked[0][1].play, true);
  assert.ok(session.playing);
});

test('a state with something wrong in it is refused and changes nothing', async () => {
  const { session, client } = await openSession();
  assert.match(session.change({ ...plainState, batchSize: 0 }), /Batch size/);
  await settled();
  assert.deepEqual(client.take(), []);
  assert.equal(session.state, plainState);
  assert.ok(!session.canUndo);
});

test('a run that the engine refuses leaves the one before, and training goes on', async () => {
  for (const play of [true, false]) {
    const { session, client } = await openSession({ play });
    client.answers.configure = () => Promise.reject(failure('bad-spec', 'too wide'));
    session.change(wide);
    await settled();
    assert.deepEqual(client.take(), play ? ['configure', 'play'] : ['configure']);
    assert.equal(session.run.id, 1);
    assert.equal(session.state, plainState);
    assert.deepEqual(session.notes, [{ field: 'engine', message: 'too wide' }]);
  }
});

test('settings whose worker is lost while it builds them give way to those that train', async () => {
  const { session, client } = await openSession();
  const before = session.state;
  client.answers.configure = () => Promise.reject(failure('worker-lost'));
  session.change(wide);
  await settled();
  assert.equal(session.notes.length, 1);
  assert.equal(session.state, before);
});

test('a first run whose worker is lost is begun again in the next', async () => {
  const { session, client } = await openSession({
    answers: { configure: () => Promise.reject(failure('worker-lost')) },
  });
  delete client.answers.configure;
  client.onLost(true, 'It stopped answering.');
  await settled();
  assert.ok(session.run.configured);
});

test('of settings that change while others are built, only the last are built', async () => {
  const { session, client } = await openSession();
  let refuse;
  client.answers.configure = () => new Promise((_, reject) => (refuse = reject));
  session.change(wide);
  await settled();
  client.take();
  delete client.answers.configure;
  session.change({ ...wide, seed: 5 });
  session.change({ ...wide, seed: 6 });
  refuse(failure('superseded'));
  await settled();
  assert.deepEqual(
    client.asked.filter(([name]) => name === 'configure').map(([, { network }]) => network.seed),
    [6],
  );
  assert.equal(session.state.seed, 6);
  assert.deepEqual(session.notes, []);
});

test('play and pause are asked for once, and told', async () => {
  const { session, client, events } = await openSession();
  await session.pause();
  assert.deepEqual(client.take(), [], 'nothing to pause');
  await session.play();
  await session.play();
  assert.deepEqual(client.take(), ['play']);
  assert.ok(session.playing);
  assert.deepEqual(events, ['change']);
  await session.pause();
  assert.deepEqual(client.take(), ['pause']);
  assert.ok(!session.playing);
  assert.deepEqual(events, ['change', 'change']);
});

test('nothing is asked of an engine that is not there yet', async () => {
  const client = new FakeClient();
  const session = new Session(client);
  await session.play();
  await session.advance('step');
  await session.reset();
  await session.walkOn();
  assert.deepEqual(client.take(), []);
  assert.ok(!session.playing);
});

test('single steps pause, and are as many as asked for', async () => {
  const { session, client, events } = await openSession({ play: true });
  await session.advance('epoch', 3);
  await session.advance('step');
  assert.deepEqual(client.asked, [
    ['step', 'epoch', 3],
    ['step', 'step', 1],
  ]);
  assert.ok(!session.playing);
  assert.deepEqual(events, ['change', 'change']);
});

test('reset runs the same again and keeps the run before to compare with, if it was long enough', async () => {
  const { session, client } = await openSession();
  await session.reset();
  assert.equal(session.run.id, 2);
  assert.equal(session.pastRuns.length, 0, 'no run, no past run');
  runTo(session, client, 50);
  await session.reset();
  assert.equal(session.run.id, 3);
  assert.equal(session.pastRuns.length, 1);
  assert.equal(session.pastRuns[0].state, plainState);
  assert.deepEqual([...session.pastRuns[0].curves.step], [0, 50]);
});

test('at most four runs are kept, the latest first', async () => {
  const { session, client } = await openSession();
  for (let step = 11; step <= 16; step += 1) {
    runTo(session, client, step);
    await session.reset();
  }
  const steps = session.pastRuns.map(({ curves }) => curves.step.at(-1));
  assert.deepEqual(steps, [16, 15, 14, 13]);
});

test('the next seed follows the one before and starts over after the last', async () => {
  const { session } = await openSession();
  session.newSeed();
  assert.equal(session.state.seed, plainState.seed + 1);
  session.change({ ...plainState, seed: 2 ** 32 - 1 });
  session.newSeed();
  assert.equal(session.state.seed, 0);
});

test('frames of this run are taken and told, with steps and epochs as they pass', async () => {
  const { session, client, events } = await openSession();
  client.onFrame(frameAt(0));
  assert.deepEqual(events.splice(0), ['frame']);
  client.onFrame(frameAt(9));
  assert.deepEqual(events.splice(0), ['frame', 'step']);
  client.onFrame(frameAt(10));
  assert.deepEqual(events.splice(0), ['frame', 'step', 'epoch']);
  client.onFrame(frameAt(10));
  assert.deepEqual(events.splice(0), ['frame']);
  client.onFrame(frameAt(99, { run: 2 }));
  assert.deepEqual(events.splice(0), [], 'of another run');
  assert.equal(session.run.step, 10);
  await settled();
  assert.ok(client.take().includes('frame'), 'and the next is asked for');
});

test('what is wanted is asked for with each frame', async () => {
  const { session, client } = await openSession();
  session.refresh();
  session.frameRequest = () => ({ ...emptyFrameRequest, map: 64 });
  session.refresh();
  assert.deepEqual(
    client.asked.map(([, request]) => request),
    [emptyFrameRequest, { ...emptyFrameRequest, map: 64 }],
  );
  assert.equal(emptyFrameRequest.map, 0);
  assert.equal(emptyFrameRequest.heatmap, 0);
  assert.ok(
    !emptyFrameRequest.parameters && !emptyFrameRequest.gradients && !emptyFrameRequest.predictions,
  );
});

test('training that stops by itself is no longer played', async () => {
  const { session, client, events } = await openSession({ play: true });
  client.onStopped({ reason: 'max-steps' });
  assert.ok(!session.playing);
  assert.equal(session.run.divergence, null);
  assert.deepEqual(events, ['change']);
});

test('the end of training that was played is told once, with its reason', async () => {
  const reasonsOf = async (play, end) => {
    const { session, client } = await openSession({ play });
    const reasons = [];
    session.addEventListener('stop', ({ detail }) => reasons.push(detail.reason));
    await end(session, client);
    return reasons;
  };
  const divergence = { step: 3, where: 'loss' };
  const ends = {
    'max-steps': (_, client) => client.onStopped({ reason: 'max-steps' }),
    diverged: (_, client) => client.onStopped({ reason: 'diverged', divergence }),
    paused: (session) => session.pause(),
  };
  for (const [reason, end] of Object.entries(ends))
    assert.deepEqual(await reasonsOf(true, end), [reason]);
  assert.deepEqual(await reasonsOf(true, (session) => session.advance('step')), ['paused']);
  // A step that was asked for ends without a word, unless it diverges.
  assert.deepEqual(await reasonsOf(false, ends['max-steps']), []);
  assert.deepEqual(await reasonsOf(false, ends.diverged), ['diverged']);
  assert.deepEqual(await reasonsOf(false, ends.paused), []);
  assert.deepEqual(await reasonsOf(false, (session) => session.advance('step')), []);
});

test('a walk is one phase after the other, and ends with play and with another run', async () => {
  const { session, client, events } = await openSession({
    answers: { trace: () => ({ loss: 1 }) },
  });
  await session.walkOn();
  assert.equal(session.walk.phase, 'forward');
  assert.deepEqual(events, ['change']);
  session.endWalk();
  assert.equal(session.walk.phase, null);
  assert.deepEqual(events, ['change', 'change']);
  await session.walkOn();
  await session.play();
  assert.equal(session.walk.phase, null);
  await session.walkOn();
  assert.equal(session.walk.phase, 'forward');
  session.change(wide);
  await settled();
  assert.equal(session.walk.phase, null);
  assert.ok(client.take().includes('trace'));
});

test('a request that fails is told as a note; what a lost worker or a missing run leaves unanswered is not', async () => {
  const { session, client } = await openSession();
  client.answers.play = () => Promise.reject(failure('failed', 'out of memory'));
  await session.play();
  assert.deepEqual(session.notes, [{ field: 'engine', message: 'out of memory' }]);
  session.setNotes([]);
  for (const code of ['worker-lost', 'not-configured']) {
    client.answers['set-parameters'] = () => Promise.reject(failure(code));
    await session.setParameters(Uint32Array.of(1), Float32Array.of(2));
    assert.deepEqual(session.notes, []);
  }
});

test('notes are told, and gone with the next change', async () => {
  const { session, events } = await openSession();
  session.setNotes([{ field: 'x', message: 'y' }]);
  assert.deepEqual(events, ['change']);
  session.change(fast);
  assert.deepEqual(session.notes, []);
});

test('a worker that was lost and started again is told of; one that is given up is a failure', async () => {
  const { session, client, events } = await openSession({ play: true });
  client.onLost(true, 'crashed');
  assert.match(session.notes[0].message, /goes on.*crashed/);
  assert.deepEqual(client.take(), ['frame']);
  assert.equal(session.status, 'ready');
  assert.ok(session.playing);
  events.length = 0;
  client.onLost(false, 'crashed again');
  assert.equal(session.status, 'failed');
  assert.equal(session.failure, 'crashed again');
  assert.ok(!session.playing);
  assert.deepEqual(events, ['change', 'failed']);
});

test('the end of a session ends its worker', async () => {
  const { session, client } = await openSession();
  session.dispose();
  assert.deepEqual(client.take(), ['dispose']);
});

test('the first step is marked at the time when the worker was done with it', async () => {
  const { client } = await openSession();
  performance.clearMarks();
  client.onFirstStep(performance.timeOrigin + 123);
  client.onFirstStep(performance.timeOrigin - 5);
  const marks = performance.getEntriesByName('gp-first-step').map(({ startTime }) => startTime);
  assert.deepEqual(
    marks.map(Math.round).sort((a, b) => a - b),
    [0, 123],
  );
});

const shared = (count) => ({
  ...plainState,
  weights: encodeWeights(new Float32Array(count).fill(0.5)),
});
const nineParameters = { configure: () => configuredAs({ parameterCount: 9 }) };

test('weights of a link are handed to the first run, with a note', async () => {
  const client = Object.assign(new FakeClient(), { answers: nineParameters });
  const session = new Session(client);
  await session.open(() => ({ state: shared(9), notes: [] }), false);
  const [, [, { parameters }]] = client.asked;
  assert.deepEqual(parameters, new Float32Array(9).fill(0.5));
  assert.deepEqual(
    session.notes.map(({ field }) => field),
    ['weights'],
  );
  assert.equal(session.state.weights, shared(9).weights);
});

test('weights that do not fit are left out of the state, which is no step to undo', async () => {
  const { session } = await openSession({ state: shared(8), answers: nineParameters });
  assert.equal(session.state.weights, '');
  assert.equal(session.notes.length, 1);
  assert.ok(!session.canUndo);
});

test('the same weights again need no second note', async () => {
  const { session } = await openSession({ state: shared(9), answers: nineParameters });
  session.setNotes([]);
  await session.reset();
  assert.deepEqual(session.notes, []);
  session.change({ ...shared(9), samples: 100 });
  await settled();
  await settled();
  assert.equal(session.notes.length, 1, 'of another run they do');
});
