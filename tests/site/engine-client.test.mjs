import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { EngineClient } from '../../site/src/engine-client.js';

/** A worker's port under the test's control. */
class FakeWorker {
  sent = [];
  terminated = false;
  onmessage = null;
  onerror = null;
  onmessageerror = null;

  postMessage(message) {
    this.sent.push(message);
  }

  terminate() {
    this.terminated = true;
  }

  say(data) {
    this.onmessage?.({ data });
  }

  last(type) {
    return this.sent.findLast((message) => message.type === type);
  }

  reply(type, value) {
    this.say({ type: 'reply', id: this.last(type).id, value });
  }
}

const clients = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function setUp() {
  const workers = [];
  const start = () => {
    workers.push(new FakeWorker());
    return workers.at(-1);
  };
  const client = new EngineClient({ start });
  clients.push(client);
  return { client, workers };
}

const live = {
  learningRate: 0.1,
  batchSize: 10,
  regularization: {},
  clipping: {},
  speed: 0,
  maxSteps: 0,
};
const configuration = { run: 1, dataset: { kind: 'xor' }, network: {}, live };
const request = { map: 1 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function configured(client, worker) {
  const done = client.configure(configuration);
  worker.reply('configure', { parameterCount: 3 });
  return done;
}

test('a reply settles its own request, a failure rejects it with its code', async () => {
  const { client, workers } = setUp();
  const first = client.load();
  const second = client.snapshot();
  workers[0].say({
    type: 'failure',
    id: workers[0].last('snapshot').id,
    code: 'disposed',
    message: 'gone',
  });
  workers[0].reply('load', 'tables');
  assert.equal(await first, 'tables');
  await assert.rejects(second, { code: 'disposed', message: 'gone' });
});

test('at most one frame is asked for at a time', () => {
  const { client, workers } = setUp();
  client.requestFrame(request);
  client.requestFrame(request);
  assert.equal(workers[0].sent.filter(({ type }) => type === 'frame').length, 1);
  workers[0].say({ type: 'frame', frame: { run: 0, snapshots: [] } });
  client.requestFrame(request);
  assert.equal(workers[0].sent.filter(({ type }) => type === 'frame').length, 2);
});

test('when the worker dies, what waits is rejected and the last snapshot goes on in another', async () => {
  const { client, workers } = setUp();
  await configured(client, workers[0]);
  const playing = client.play();
  workers[0].reply('play');
  await playing;
  const snapshot = new Uint8Array([1, 2, 3]);
  client.requestFrame(request);
  workers[0].say({ type: 'frame', frame: { run: 1, snapshots: [{ step: 9, bytes: snapshot }] } });
  client.requestFrame(request);
  const waiting = client.trace('train', 0);
  let lost;
  client.onLost = (recovered, reason) => (lost = { recovered, reason });
  workers[0].onerror({ message: 'boom' });
  await assert.rejects(waiting, { code: 'worker-lost' });
  assert.equal(workers[0].terminated, true);
  assert.equal(workers.length, 2);
  assert.deepEqual(workers[1].last('configure').configuration.snapshot, snapshot);
  assert.ok(workers[1].last('frame'));
  assert.equal(workers[1].last('configure').configuration.play, true);
  workers[1].reply('configure', {});
  await turn();
  assert.deepEqual(lost, { recovered: true, reason: 'boom' });
});

test('a paused run stays paused after a loss', async () => {
  const { client, workers } = setUp();
  await configured(client, workers[0]);
  workers[0].say({ type: 'broken', message: 'trap' });
  workers[1].reply('configure', {});
  await turn();
  assert.equal(workers[1].last('configure').configuration.play, false);
});

test('a worker that dies again and again is given up', async () => {
  const { client, workers } = setUp();
  const losses = [];
  client.onLost = (recovered) => losses.push(recovered);
  for (let i = 0; i < 4; i += 1) {
    workers.at(-1).say({ type: 'progress', stage: 'engine' });
    workers.at(-1).onerror({ message: 'boom' });
  }
  assert.equal(workers.length, 4);
  assert.deepEqual(losses, [false]);
  await assert.rejects(client.play(), { code: 'worker-lost' });
});

test('a worker that does not load is not tried again; the cause is found and told', async () => {
  const workers = [];
  const client = new EngineClient({
    start: () => {
      workers.push(new FakeWorker());
      return workers.at(-1);
    },
    explain: async () => ({ code: 'load-failed', message: 'It is sent as text.' }),
  });
  clients.push(client);
  const told = new Promise((resolve) => (client.onLost = (...all) => resolve(all)));
  workers[0].onerror({});
  assert.deepEqual(await told, [false, 'It is sent as text.', 'load-failed']);
  assert.equal(workers.length, 1);
});

/** A client whose clock is the test's. */
function withClock() {
  let now = 0;
  mock.timers.enable({ apis: ['setInterval'] });
  mock.method(performance, 'now', () => now);
  const pass = (seconds) => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      mock.timers.tick(1000);
    }
  };
  return { ...setUp(), pass };
}
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

test('a worker that is silent once it has been heard is replaced', () => {
  const { workers, pass } = withClock();
  workers[0].say({ type: 'progress', stage: 'engine' });
  pass(12);
  assert.equal(workers.length, 2);
});

test('loading is no silence, however long it takes', () => {
  const { workers, pass } = withClock();
  pass(60);
  assert.equal(workers.length, 1);
  workers[0].say({ type: 'progress', stage: 'engine' });
  pass(12);
  assert.equal(workers.length, 2);
});

for (const request of ['configure', 'checkGradients', 'restore']) {
  test(`a worker that has ${request} to answer is not silent`, async () => {
    const { client, workers, pass } = withClock();
    await configured(client, workers[0]);
    client[request](configuration).catch(() => {});
    pass(60);
    assert.equal(workers.length, 1);
  });
}

test('where a step takes long, silence takes longer', async () => {
  const { client, workers, pass } = withClock();
  const done = client.configure(configuration);
  workers[0].reply('configure', { patience: 30_000 });
  await done;
  pass(25);
  assert.equal(workers.length, 1);
  pass(15);
  assert.equal(workers.length, 2);
});

test('work on settings that are no longer wanted ends with its worker', async () => {
  const { client, workers } = setUp();
  await configured(client, workers[0]);
  const unwanted = client.configure({ ...configuration, run: 2 });
  client.supersede();
  await assert.rejects(unwanted, { code: 'superseded' });
  assert.ok(workers[0].terminated);
  assert.equal(workers[1].last('configure'), undefined);
});

test('where the settings after that are refused, the old run goes on in the new worker', async () => {
  const { client, workers } = setUp();
  await configured(client, workers[0]);
  client.configure({ ...configuration, run: 2 }).catch(() => {});
  client.supersede();
  const refused = client.configure({ ...configuration, run: 3 });
  const { id } = workers[1].last('configure');
  workers[1].say({ type: 'failure', id, code: 'out-of-range', message: 'too wide' });
  await turn();
  assert.equal(workers[1].last('configure').configuration.run, 1);
  workers[1].reply('configure', {});
  await assert.rejects(refused, { code: 'out-of-range' });
});

test('late words of a dead worker are not heard', () => {
  const { client, workers } = setUp();
  let frames = 0;
  client.onFrame = () => (frames += 1);
  workers[0].say({ type: 'broken', message: 'trap' });
  workers[0].say({ type: 'frame', frame: { run: 1, snapshots: [] } });
  assert.equal(frames, 0);
});

test('a refused configuration leaves the old one to come back to', async () => {
  const { client, workers } = setUp();
  await configured(client, workers[0]);
  const refused = client.configure({ ...configuration, run: 2 });
  const { id } = workers[0].last('configure');
  workers[0].say({ type: 'failure', id, code: 'out-of-range', message: 'no' });
  await assert.rejects(refused, { code: 'out-of-range' });
  workers[0].say({ type: 'broken', message: 'trap' });
  assert.equal(workers[1].last('configure').configuration.run, 1);
});
