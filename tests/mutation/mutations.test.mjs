import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutated, mutationsOf, sample } from './mutations.mjs';

/** What becomes of a source, one mutation at a time. */
const mutants = (/** @type {string} */ source) =>
  mutationsOf(source).map((mutation) => mutated(source, mutation));

test('operators are swapped', () => {
  assert.deepEqual(mutants('f = a + b;'), [';', 'f = a - b;']);
  assert.deepEqual(mutants('f = (a) /* < */ < (b);'), [';', 'f = (a) /* < */ <= (b);']);
  assert.deepEqual(mutants('f = a ?? b;'), [';', 'f = a && b;']);
  assert.deepEqual(mutants('f += a;'), [';', 'f -= a;']);
  assert.deepEqual(mutants('f++;'), [';', 'f--;']);
  assert.deepEqual(mutants('--f;'), ['++f;', ';']);
  assert.deepEqual(mutants('f = a ** b;'), [';', 'f = a * b;']);
  assert.deepEqual(mutants('f = a in b;'), [';'], 'where another one makes sense');
});

test('constants are changed', () => {
  assert.deepEqual(mutants('f(3, 0.5, true, "text");'), [
    ';',
    'f(4, 0.5, true, "text");',
    'f(3, 1, true, "text");',
    'f(3, 0.5, false, "text");',
  ]);
});

test('signs and negations are removed', () => {
  assert.deepEqual(mutants('f(-a, !b, typeof c);'), [
    ';',
    'f( a, !b, typeof c);',
    'f(-a,  b, typeof c);',
  ]);
});

test('conditions are negated and statements removed', () => {
  assert.deepEqual(mutants('if (a) f();'), ['if (!(a)) f();', 'if (a) ;']);
  assert.deepEqual(mutants('for (;;) { break; }'), ['for (;;) { ; }']);
  assert.deepEqual(mutants('() => { return a ? b : c; };'), [
    ';',
    '() => { ; };',
    '() => { return !(a) ? b : c; };',
  ]);
});

test('directives, imports and calls of super() stay', () => {
  assert.deepEqual(mutants('"use strict"; import a from "b";'), []);
  assert.deepEqual(mutants('class A extends B { constructor() { super(); } }'), []);
});

test('a sample is the same for a seed, without repeats, and another for another', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  const drawn = sample(items, 20, 7);
  assert.deepEqual(sample(items, 20, 7), drawn);
  assert.notDeepEqual(sample(items, 20, 8), drawn);
  assert.equal(new Set(drawn).size, 20);
  assert.deepEqual(
    sample(items, 200, 1).sort((a, b) => a - b),
    items,
    'all, where there are no more',
  );
});
