import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

/** Slices that wait for their turn, as messages do. */
let posted = [];
globalThis.MessageChannel = class {
  port1 = { onmessage: null };
  port2 = { postMessage: () => void posted.push(() => this.port1.onmessage()) };
};
const { RunLoop } = await import('../../site/src/worker/run-loop.js');

/** Milliseconds, and what waits for a time. */
let clock = 0;
let timers = new Map();

beforeEach(() => {
  [clock, posted, timers] = [0, [], new Map()];
  let next = 1;
  mock.method(performance, 'now', () => clock);
  mock.method(globalThis, 'setTimeout', (act, delay) => {
    timers.set(next, { act, at: clock + delay });
    return next++;
  });
  mock.method(globalThis, 'clearTimeout', (id) => timers.delete(id));
});
afterEach(() => mock.restoreAll());

/** Does what was posted, once; tells how many slices that were. */
const turn = () => posted.splice(0).map((act) => act()).length;
/** Turns until nothing is posted any more, or so many. */
const turns = (most = 1000) => {
  for (let count = 0; count < most && posted.length > 0; count += 1) turn();
};

/** A network that takes so many milliseconds for a step, and diverges at one. */
class FakeLaboratory {
  step = 0;
  multiplications = 1;
  trained = [];
  measured = [];

  constructor({ cost = 0.001, stepsPerEpoch = 10, diverges = Infinity, breaks = Infinity } = {}) {
    Object.assign(this, { cost, stepsPerEpoch, diverges, breaks });
  }

  get epoch() {
    return Math.floor(this.step / this.stepsPerEpoch);
  }

  train(steps) {
    if (this.step >= this.breaks) throw new Error('out of memory');
    const done = Math.min(steps, this.diverges - this.step);
    this.step += done;
    clock += done * this.cost;
    this.trained.push(steps);
    return { steps: done, diverged: done < steps ? { step: this.diverges } : undefined };
  }

  measure(detail) {
    this.measured.push([this.step, detail]);
    const diverged = this.step === this.illAt ? { step: this.step } : undefined;
    return { step: this.step, train: { diverged }, detail };
  }

  save = () => Uint8Array.of(this.step);
}

function setUp(options, live = { speed: 0, maxSteps: 0 }) {
  const trainingRun = new FakeLaboratory(options);
  const loop = new RunLoop();
  const told = [];
  loop.onStop = (stop) => told.push(stop);
  loop.onBroken = (error) => told.push(error.message);
  loop.use(trainingRun);
  loop.setLive(live);
  return { loop, trainingRun, told };
}

const stepsOf = (list) => list.map(({ step }) => step);

test('a run begins standing still, measured in full', () => {
  const { loop, trainingRun } = setUp();
  assert.ok(!loop.running && !loop.busy);
  assert.equal(loop.stepsPerSecond, 0);
  assert.deepEqual(trainingRun.measured, [[0, 'full']]);
  assert.deepEqual(stepsOf(loop.takeMeasurements()), [0]);
  assert.deepEqual(loop.takeMeasurements(), [], 'what was taken is gone');
  assert.deepEqual(loop.takeSnapshots(), []);
  assert.equal(turn(), 0);
});

test('training to a step ends exactly there', async () => {
  const { loop, trainingRun, told } = setUp();
  const reached = loop.runTo({ step: 137, epoch: Infinity });
  assert.ok(loop.running);
  turns();
  assert.equal(await reached, true);
  assert.equal(trainingRun.step, 137);
  assert.ok(!loop.running);
  assert.deepEqual(told, [{ reason: 'max-steps' }]);
});

test('training to an epoch goes step by step, and ends with its first step', async () => {
  const { loop, trainingRun } = setUp();
  const reached = loop.runTo({ step: Infinity, epoch: 2 });
  turns();
  assert.equal(await reached, true);
  assert.equal(trainingRun.step, 20);
  assert.ok(trainingRun.trained.every((steps) => steps === 1));
});

test('a goal that is reached already trains nothing', async () => {
  const { loop, trainingRun } = setUp();
  const reached = loop.runTo({ step: 0, epoch: Infinity });
  turns();
  assert.equal(await reached, true);
  assert.equal(trainingRun.step, 0);
});

test('the present measurement is measured when asked for, unless it has just been', () => {
  const { loop, trainingRun } = setUp();
  loop.measure();
  assert.deepEqual(stepsOf(loop.takeMeasurements()), [0]);
  loop.measure();
  assert.deepEqual(loop.takeMeasurements(), [], 'it has been taken');
  trainingRun.step = 301;
  loop.measure();
  loop.measure();
  assert.deepEqual(stepsOf(loop.takeMeasurements()), [301]);
});

test('every measurement of the schedule is measured, and some are recorded', () => {
  const { loop, trainingRun } = setUp();
  loop.runTo({ step: 200, epoch: Infinity });
  turns();
  const measurements = loop.takeMeasurements();
  const expected = [];
  for (let step = 0; step <= 200; step += step < 128 ? 1 : 2) expected.push(step);
  assert.deepEqual(stepsOf(measurements), expected);
  const snapshots = stepsOf(loop.takeSnapshots());
  assert.deepEqual(snapshots.slice(0, 10), [1, 2, 3, 4, 5, 6, 7, 8, 10, 12]);
  assert.equal(snapshots.at(-1), 200);
  const details = new Map(trainingRun.measured);
  assert.equal(details.get(7), 'magnitudes');
  assert.equal(details.get(8), 'full');
  assert.equal(details.get(9), 'none');
  assert.equal(details.get(10), 'magnitudes');
});

test('views that look at the layers in full have full measurements', () => {
  const { loop, trainingRun } = setUp();
  loop.detail = 'full';
  loop.runTo({ step: 12, epoch: Infinity });
  turns();
  const details = new Map(trainingRun.measured);
  assert.deepEqual(
    [9, 10, 11, 12].map((step) => details.get(step)),
    ['none', 'full', 'none', 'full'],
  );
});

test('a slice takes no more than 8 ms, and messages get in between', () => {
  const { loop, trainingRun } = setUp({ cost: 1 });
  loop.play();
  turns(3);
  const before = trainingRun.step;
  const start = clock;
  assert.equal(turn(), 1, 'one slice at a time');
  assert.ok(clock - start <= 8, `${clock - start} ms`);
  assert.ok(trainingRun.step >= before + 7, 'and uses them');
  assert.equal(posted.length, 1);
});

test('play stops at the most steps, and goes on where there is no limit', () => {
  const { loop, trainingRun, told } = setUp({}, { speed: 0, maxSteps: 50 });
  loop.play();
  turns();
  assert.equal(trainingRun.step, 50);
  assert.deepEqual(told, [{ reason: 'max-steps' }]);
  loop.setLive({ speed: 0, maxSteps: 0 });
  loop.play();
  turns(3);
  assert.ok(trainingRun.step > 50 && loop.running);
});

test('pause ends training; what waited for it hears that it was not reached', async () => {
  const { loop, trainingRun, told } = setUp();
  const reached = loop.runTo({ step: 1e6, epoch: Infinity });
  turns(2);
  loop.pause();
  assert.equal(await reached, false);
  const { step } = trainingRun;
  turns();
  assert.equal(trainingRun.step, step);
  assert.ok(!loop.running);
  assert.deepEqual(told, []);
});

test('another goal ends the one before, and so does another run', async () => {
  const { loop } = setUp();
  const first = loop.runTo({ step: 1e6, epoch: Infinity });
  const second = loop.runTo({ step: 2e6, epoch: Infinity });
  assert.equal(await first, false);
  loop.use(new FakeLaboratory());
  assert.equal(await second, false);
  assert.ok(!loop.running);
});

test('another run takes neither measurements nor snapshots of the one before along', () => {
  const { loop } = setUp();
  loop.runTo({ step: 5, epoch: Infinity });
  turns();
  const next = new FakeLaboratory();
  next.step = 3;
  loop.use(next);
  assert.deepEqual(stepsOf(loop.takeMeasurements()), [3]);
  assert.deepEqual(loop.takeSnapshots(), []);
});

test('a step that diverges ends training, is measured, and leaves no snapshot', async () => {
  const { loop, trainingRun, told } = setUp({ diverges: 30 });
  trainingRun.illAt = 30;
  const reached = loop.runTo({ step: 100, epoch: Infinity });
  turns();
  assert.equal(await reached, false);
  assert.deepEqual(told, [{ reason: 'diverged', divergence: { step: 30 } }]);
  assert.equal(stepsOf(loop.takeMeasurements()).at(-1), 30);
  assert.ok(!stepsOf(loop.takeSnapshots()).includes(30));
  assert.ok(!loop.running);
});

test('a divergence that only the measurement sees ends training too', () => {
  const { loop, trainingRun, told } = setUp();
  trainingRun.illAt = 12;
  loop.play();
  turns();
  assert.deepEqual(told, [{ reason: 'diverged', divergence: { step: 12 } }]);
  assert.equal(trainingRun.step, 12);
});

test('an engine that throws is told of once, and training ends', async () => {
  const { loop, told } = setUp({ breaks: 20 });
  let slices = 0;
  loop.onSlice = () => (slices += 1);
  const tell = loop.onBroken;
  let before = -1;
  loop.onBroken = (error) => {
    before = slices;
    tell(error);
  };
  const reached = loop.runTo({ step: 100, epoch: Infinity });
  turns();
  assert.deepEqual(told, ['out of memory']);
  assert.equal(await reached, false);
  assert.ok(!loop.running);
  turns();
  assert.equal(slices, before, 'nothing more is told of it');
});

test('after each slice it is told', () => {
  const { loop } = setUp();
  let slices = 0;
  loop.onSlice = () => (slices += 1);
  loop.play();
  turns(4);
  assert.equal(slices, 4);
});

test('at a speed, training waits for the next step', () => {
  const { loop, trainingRun } = setUp({}, { speed: 4, maxSteps: 0 });
  loop.play();
  turns();
  assert.equal(trainingRun.step, 1);
  assert.equal(timers.size, 1);
  const [{ act, at }] = timers.values();
  assert.ok(Math.abs(at - clock - 250) < 1, `${at - clock} ms`);
  assert.ok(loop.running && !loop.busy, 'there is time to look at each step');
  timers.clear();
  clock = at;
  act();
  assert.equal(trainingRun.step, 2);
});

test('steps less than a tenth of a second apart leave no time to look at each', () => {
  for (const [speed, busy] of [
    [8, false],
    [12, true],
  ]) {
    const { loop } = setUp({}, { speed, maxSteps: 0 });
    loop.play();
    turns();
    assert.equal(loop.busy, busy, `${speed} steps a second`);
  }
});

test('a higher speed is taken over while training waits', () => {
  const { loop, trainingRun } = setUp({}, { speed: 1, maxSteps: 0 });
  loop.play();
  turns();
  loop.setLive({ speed: 0, maxSteps: 0 });
  assert.equal(timers.size, 0);
  turns(3);
  assert.ok(trainingRun.step > 3);
  assert.ok(loop.busy);
  assert.ok(loop.stepsPerSecond > 0);
});

test('a change of speed while training stands still starts nothing', () => {
  const { loop } = setUp({}, { speed: 1, maxSteps: 0 });
  loop.setLive({ speed: 5, maxSteps: 0 });
  assert.equal(posted.length + timers.size, 0);
  loop.play();
  turns();
  loop.pause();
  assert.equal(timers.size, 0, 'nothing waits after a pause');
  loop.setLive({ speed: 7, maxSteps: 0 });
  assert.equal(posted.length + timers.size, 0);
});

test('what is asked for by steps does not wait for the speed', async () => {
  const { loop, trainingRun } = setUp({}, { speed: 1, maxSteps: 0 });
  const reached = loop.runTo({ step: 40, epoch: Infinity });
  turns();
  assert.equal(await reached, true);
  assert.equal(trainingRun.step, 40);
});

test('where the page fetches nothing, measurements are thinned and the last stay', () => {
  const { loop, trainingRun } = setUp({ cost: 0 });
  loop.takeMeasurements();
  for (let goal = 1; goal <= 5000; goal += 1) {
    trainingRun.step = 100;
    loop.runTo({ step: 101, epoch: Infinity });
    turns();
  }
  const measurements = loop.takeMeasurements();
  assert.ok(measurements.length > 2048 && measurements.length <= 4096, `${measurements.length}`);
});

test('a network that is heavy to measure is measured more rarely', () => {
  const { loop } = setUp();
  const heavy = new FakeLaboratory();
  heavy.multiplications = 1e9;
  loop.use(heavy);
  loop.runTo({ step: 40, epoch: Infinity });
  turns();
  assert.deepEqual(stepsOf(loop.takeMeasurements()).slice(-5), [28, 30, 32, 36, 40]);
});

test('a heavy network after a light one starts with a single step', () => {
  const { loop } = setUp();
  loop.play();
  turns(20);
  const heavy = new FakeLaboratory({ cost: 50 });
  heavy.step = 1e6; // where measurements lie far apart
  loop.use(heavy);
  loop.play();
  turn();
  assert.deepEqual(heavy.trained, [1]);
});

test('a limit that is set while it plays holds at once; what was asked for has its own goal', async () => {
  const { loop, trainingRun, told } = setUp();
  loop.play();
  turn();
  const { step } = trainingRun;
  loop.setLive({ speed: 0, maxSteps: step + 40 });
  turns();
  assert.equal(trainingRun.step, step + 40);
  assert.deepEqual(told, [{ reason: 'max-steps' }]);

  loop.setLive({ speed: 0, maxSteps: 0 });
  loop.play();
  turn();
  loop.setLive({ speed: 0, maxSteps: 5 }); // passed long ago
  const passed = trainingRun.step;
  turns();
  assert.equal(trainingRun.step, passed);
  assert.ok(!loop.running);

  const reached = loop.runTo({ step: passed + 10, epoch: Infinity });
  loop.setLive({ speed: 0, maxSteps: passed + 3 });
  turns();
  assert.equal(await reached, true);
  assert.equal(trainingRun.step, passed + 10);
});

test('in a hidden tab it takes at most a quarter of a core, and all of it once it is seen', () => {
  const { loop, trainingRun } = setUp({ cost: 1 });
  loop.play();
  turn();
  loop.setHidden(true);
  turn();
  const [from, before] = [clock, trainingRun.step];
  while (clock < from + 5000) {
    for (const [id, { act, at }] of [...timers]) {
      clock = Math.max(clock, at);
      timers.delete(id);
      act();
    }
    turn();
  }
  const share = (trainingRun.step - before) / (clock - from); // a step costs a millisecond
  assert.ok(share <= 0.25 && share > 0.1, `${share} of a core`);

  loop.setHidden(false);
  const [since, seen] = [clock, trainingRun.step];
  while (clock < since + 1000 && turn() > 0);
  assert.ok(trainingRun.step - seen > 900, `${trainingRun.step - seen} of 1000 steps`);
});
