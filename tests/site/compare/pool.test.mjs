import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import { measureTrial } from '../../../site/src/compare/measure.js';
import { TrialPool } from '../../../site/src/compare/pool.js';
import { tablesOf } from '../../../site/src/worker/engine-tables.js';
import { engine, schema } from '../tables.mjs';

/** A worker in this thread: answers later, in the order of its messages; `dies` after so many trials. */
class LocalWorker extends EventTarget {
  constructor({ dies = Infinity } = {}) {
    super();
    this.left = dies;
    this.ended = false;
    this.#tell({ type: 'ready', tables: tablesOf(engine) });
  }

  #tell(data) {
    queueMicrotask(() => {
      if (!this.ended) this.dispatchEvent(Object.assign(new Event('message'), { data }));
    });
  }

  postMessage({ id, experiment, steps }) {
    if (this.left <= 0) {
      queueMicrotask(() => this.dispatchEvent(new Event('error', { cancelable: true })));
      return;
    }
    this.left -= 1;
    try {
      this.#tell({ type: 'trial', id, result: measureTrial(engine, experiment, steps) });
    } catch (error) {
      this.#tell({ type: 'refused', id, message: error.message });
    }
  }

  terminate() {
    this.ended = true;
  }
}

/** A worker whose trials never end. */
class EndlessWorker extends LocalWorker {
  postMessage() {}
}

const comparison = readComparison(schema, {
  base: 'preset=none&layers=4&samples=40',
  rows: 'activation:tanh|relu|sigmoid',
  seeds: 4,
  steps: 10,
});

/** Runs all trials; resolves with their hashes by cell and seed. */
function hashes(pool, trials = trialsOf(comparison)) {
  const found = new Map();
  return new Promise((resolve, reject) => {
    const ends = (code) => (message) => reject(Object.assign(new Error(message), { code }));
    pool.run(trials, {
      result: ({ cell, seed }, { parameterHash }) => found.set(`${cell},${seed}`, parameterHash),
      refused: (_, message) => ends('refused')(message),
      done: () => resolve(Object.fromEntries([...found].sort())),
      failed: ends('failed'),
    });
  });
}

test('the same results with one worker as with three', async () => {
  const alone = await hashes(new TrialPool(() => new LocalWorker(), 1));
  assert.equal(Object.keys(alone).length, 12);
  assert.deepEqual(await hashes(new TrialPool(() => new LocalWorker(), 3)), alone);
});

test('the tables come from the engine of the first worker', async () => {
  const { activations } = await new TrialPool(() => new LocalWorker(), 2).tables;
  assert.ok(activations.some(({ name }) => name === 'relu'));
});

test('a worker that dies is replaced, and what it had is trained again', async () => {
  const alone = await hashes(new TrialPool(() => new LocalWorker(), 1));
  let started = 0;
  const pool = new TrialPool(() => new LocalWorker({ dies: started++ === 0 ? 2 : Infinity }), 1);
  assert.deepEqual(await hashes(pool), alone);
  assert.equal(started, 2);
  assert.equal(pool.size, 1);
});

test('workers that keep dying end it with a reason', async () => {
  const pool = new TrialPool(() => new LocalWorker({ dies: 0 }), 2);
  await assert.rejects(hashes(pool), { code: 'failed' });
});

test('nothing arrives after stop', async () => {
  const pool = new TrialPool(() => new LocalWorker(), 2);
  let results = 0;
  const rest = await new Promise((resolve) =>
    pool.run(trialsOf(comparison), {
      result: () => {
        results += 1;
        if (results < 3) return;
        pool.stop();
        resolve(hashes(pool, [])); // done once nothing is left
      },
      refused: assert.fail,
      done: assert.fail,
      failed: assert.fail,
    }),
  );
  assert.deepEqual(rest, {});
  assert.equal(results, 3);
});

test('while it is paused no trial is begun; resumed, it finishes', async () => {
  const pool = new TrialPool(() => new LocalWorker(), 1);
  let results = 0;
  const whole = await new Promise((resolve) =>
    pool.run(trialsOf(comparison), {
      result: () => {
        results += 1;
        if (results !== 2) return;
        pool.pause();
        // what the worker had been given still arrives, and no more
        setImmediate(() => {
          assert.ok(results < 12);
          pool.resume();
        });
      },
      refused: assert.fail,
      done: () => resolve(results),
      failed: assert.fail,
    }),
  );
  assert.equal(whole, 12);
});

test('a trial that the engine refuses is told, and the others are trained', async () => {
  const trials = [...trialsOf(comparison)];
  trials[1] = { ...trials[1], experiment: { ...trials[1].experiment, learningRate: -1 } };
  const pool = new TrialPool(() => new LocalWorker(), 2);
  const refused = [];
  let results = 0;
  await new Promise((resolve) =>
    pool.run(trials, {
      result: () => (results += 1),
      refused: (trial, message) => refused.push([trial.cell, message]),
      done: resolve,
      failed: assert.fail,
    }),
  );
  assert.equal(results, 11);
  assert.equal(refused[0][0], 1);
  assert.ok(refused[0][1].includes('learningRate'));
});

test('a worker that is still at a trial that was stopped is replaced a quarter of a second later', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {LocalWorker[]} */
  const workers = [];
  const pool = new TrialPool(() => {
    workers.push(workers.length === 0 ? new EndlessWorker() : new LocalWorker());
    return workers.at(-1);
  }, 1);
  pool.run(trialsOf(comparison), {
    result: assert.fail,
    refused: assert.fail,
    done: assert.fail,
    failed: assert.fail,
  });
  const whole = hashes(pool);
  context.mock.timers.tick(240);
  assert.equal(workers.length, 1);
  context.mock.timers.tick(20);
  assert.equal(workers.length, 2);
  assert.ok(workers[0].ended);
  assert.equal(Object.keys(await whole).length, 12);
});

test('a worker that has answered by then stays', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let started = 0;
  const pool = new TrialPool(() => {
    started += 1;
    return new LocalWorker();
  }, 1);
  hashes(pool).catch(assert.fail);
  assert.equal(Object.keys(await hashes(pool)).length, 12);
  context.mock.timers.tick(1000);
  assert.equal(started, 1);
});

test('with more workers or fewer the results are the same', async () => {
  const alone = await hashes(new TrialPool(() => new LocalWorker(), 1));
  const pool = new TrialPool(() => new LocalWorker(), 3);
  const fewer = hashes(pool);
  pool.resize(1);
  assert.equal(pool.size, 1);
  assert.deepEqual(await fewer, alone);
  const more = hashes(pool);
  pool.resize(4);
  assert.equal(pool.size, 4);
  assert.deepEqual(await more, alone);
});

test('modestly, one worker alone is given trials', async () => {
  const given = [0, 0];
  let started = 0;
  const pool = new TrialPool(() => {
    const index = started++;
    const worker = new LocalWorker();
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message) => {
      given[index] += 1;
      post(message);
    };
    return worker;
  }, 2);
  pool.setModest(true);
  await hashes(pool);
  assert.deepEqual(given, [12, 0]);
  pool.setModest(false);
  await hashes(pool);
  assert.ok(given[1] > 0);
});
