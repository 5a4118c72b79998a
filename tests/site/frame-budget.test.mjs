import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameBudget, rest, shares } from '../../site/src/worker/frame-budget.js';

/** A budget whose clock the test moves; `cost` milliseconds pass while something is computed. */
function setUp() {
  const clock = { now: 1000 };
  const budget = new FrameBudget(() => clock.now);
  const compute = (cost, interval) => (part) =>
    budget.renew(
      part,
      () => {
        clock.now += cost;
        return part;
      },
      interval,
    );
  return { budget, clock, compute };
}

test('everything is due at first', () => {
  const { budget, compute } = setUp();
  assert.ok(budget.anyDue);
  for (const part of Object.keys(shares)) assert.equal(compute(1)(part), part);
});

test('a part is due again when what it cost is its share of the time', () => {
  const { clock, compute } = setUp();
  compute(7)('pictures');
  clock.now += 7 / shares.pictures - 0.1;
  assert.equal(compute(7)('pictures'), undefined);
  clock.now += 0.2;
  assert.equal(compute(7)('pictures'), 'pictures');
});

test('over a long run each part takes its share, whatever it costs', () => {
  const { clock, compute } = setUp();
  const costs = { pictures: 3, rows: 0.2, layers: 40, parameters: 1.5 };
  const spent = { pictures: 0, rows: 0, layers: 0, parameters: 0 };
  const start = clock.now;
  while (clock.now - start < 60_000) {
    for (const [part, cost] of Object.entries(costs)) {
      if (compute(cost)(part)) spent[part] += cost;
    }
    clock.now += 1; // training
  }
  for (const [part, time] of Object.entries(spent)) {
    const share = time / (clock.now - start);
    assert.ok(share <= shares[part] * 1.03, `${part}: ${share} of the time`);
    assert.ok(share >= shares[part] * 0.6, `${part}: ${share} of the time`);
  }
});

test('what costs next to nothing still keeps its interval', () => {
  const { clock, compute } = setUp();
  compute(0.001, 100)('layers');
  clock.now += 99;
  assert.equal(compute(0.001, 100)('layers'), undefined);
  clock.now += 2;
  assert.equal(compute(0.001, 100)('layers'), 'layers');
});

test('one part that is not due holds up no other', () => {
  const { compute } = setUp();
  compute(1000)('layers');
  assert.equal(compute(1)('layers'), undefined);
  assert.equal(compute(1)('pictures'), 'pictures');
});

test('it is time for the next frame after a rest, where a part is due', () => {
  const { budget, clock, compute } = setUp();
  compute(1)('pictures');
  assert.ok(!budget.anyDue, 'though the rows are due');
  clock.now += rest;
  assert.ok(budget.anyDue);
  for (const part of Object.keys(shares)) compute(50)(part);
  clock.now += rest;
  assert.ok(!budget.anyDue, 'nothing is');
});

test('after forget() everything is due', () => {
  const { budget, compute } = setUp();
  for (const part of Object.keys(shares)) compute(50)(part);
  assert.ok(!budget.anyDue);
  budget.forget();
  assert.ok(budget.anyDue, 'without a rest');
  for (const part of Object.keys(shares)) assert.equal(compute(50)(part), part);
});

test('all shares together leave training its 85 %', () => {
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  assert.ok(sum <= 0.13, `${sum}`);
});
