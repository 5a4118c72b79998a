// Random links and random JSON: each is a comparison whose every experiment is valid, or a refusal that says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompareError } from '../../../site/src/compare/compare-error.js';
import { limits, readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import {
  checkKeys,
  checkShown,
  defaultSettings,
  readLink,
  settingsFrom,
  writeLink,
} from '../../../site/src/compare/link.js';
import { readyMade } from '../../../site/src/compare/ready-made.js';
import { checkExperiment } from '../../../site/src/state/validate.js';
import { schema } from '../tables.mjs';

const cases = Number(process.env.FUZZ_CASES ?? 10_000);
const first = Number(process.env.FUZZ_SEED ?? 1);
const codes = ['unknown-field', 'bad-value', 'bad-axis', 'axes-clash', 'too-many', 'no-validation'];

/** Numbers in [0, 1) that a seed decides: mulberry32. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pieces = [
  '|',
  ':',
  '(',
  ')',
  ',',
  '+',
  '*',
  '..',
  '&',
  '=',
  '%',
  '#',
  ' ',
  '&amp;',
  '%3D',
  '%zz',
  '\0',
  '-',
  '0',
  '1',
  '1e999',
  '-1',
  'NaN',
  '0..1+5',
  '1e-3..1*7',
  '1..0*3',
  '0..1*3',
  '9'.repeat(30),
  'activation',
  'initializer',
  'depth',
  'width',
  'layers',
  'learningRate',
  'variant',
  'dropout',
  'tanh',
  'relu',
  'leaky-relu(slope:0.2)',
  'normal(deviation:0.1)',
  'a(noise:0)',
  'plain()',
  '+output',
  'validationFraction=0.2',
  'preset=none',
  'v=2',
  'weights=x',
  'seed=1',
  'data=blobs',
  'rows',
  'columns',
  'best',
  'seeds',
  'steps',
  'newData',
  'metric',
  'view',
  'base',
  '__proto__',
  'constructor',
  'toString',
  '٣',
  'é',
  '\u{1F600}',
  '\uD800',
  '"',
  "'",
  '<b>',
  '\n',
  '\\',
];
const values = [0, 1, -1, 1.5, 1e9, NaN, Infinity, null, true, false, [], {}, '', '7'];

/** A text with some of its parts replaced, left out, doubled, or with something in between. */
function mutated(text, random) {
  let changed = text;
  for (let left = Math.ceil(random() * 4); left > 0; left -= 1) {
    const [from, length] = [Math.floor(random() * (changed.length + 1)), Math.floor(random() * 8)];
    const piece = pieces[Math.floor(random() * pieces.length)];
    const middle = [piece, '', changed.slice(from, from + length).repeat(2)];
    const kept = random() < 0.5 ? from : from + length;
    changed =
      changed.slice(0, from) + middle[Math.floor(random() * middle.length)] + changed.slice(kept);
  }
  return changed;
}

/** What a comparison that is accepted promises. */
function holds(comparison) {
  const { cells, seeds } = comparison;
  const candidates = cells.flatMap((cell) => cell.candidates);
  assert.ok(cells.length >= 1 && cells.length <= limits.cells);
  assert.ok(candidates.length * seeds.length <= limits.trials);
  const [trial] = trialsOf(comparison);
  assert.deepEqual(checkExperiment(schema, trial.experiment), []);
  const { state } = candidates.at(-1);
  assert.deepEqual(checkExperiment(schema, state), []);
}

/** Accepted, or refused with a code and a reason. @returns {boolean} */
function accepted(task, context) {
  try {
    task();
    return true;
  } catch (error) {
    assert.ok(error instanceof CompareError, `${context}: ${error.stack}`);
    assert.ok(codes.includes(error.code), `${context}: ${error.code}`);
    assert.ok(
      error.message.length > 20 && error.message.length < 2000,
      `${context}: ${error.message}`,
    );
    assert.ok(!/undefined|\[object/.test(error.message), `${context}: ${error.message}`);
    return false;
  }
}

const sources = readyMade.map(({ description, metric }) => ({
  ...defaultSettings,
  ...description,
  metric,
}));

test(`${cases / 2} random links`, () => {
  const random = randomFrom(first);
  let good = 0;
  for (let i = 0; i < cases / 2; i += 1) {
    const link = mutated(writeLink(sources[i % sources.length]), random);
    const read = () => {
      const settings = settingsFrom(readLink(link));
      checkShown(settings);
      const comparison = readComparison(schema, settings);
      holds(comparison);
      const again = settingsFrom(readLink(`#${writeLink(settings)}`));
      assert.deepEqual(again, settings);
    };
    good += Number(accepted(read, `FUZZ_SEED=${first} ${JSON.stringify(link)}`));
  }
  assert.ok(good > cases / 100 && good < cases / 2, `${good} accepted`);
});

test(`${cases / 2} random descriptions, as a program reads them from JSON`, () => {
  const random = randomFrom(first + 1);
  const keys = Object.keys(defaultSettings);
  let good = 0;
  for (let i = 0; i < cases / 2; i += 1) {
    const description = { ...sources[i % sources.length] };
    const key = keys[Math.floor(random() * keys.length)];
    if (random() < 0.5) description[key] = values[Math.floor(random() * values.length)];
    else if (typeof description[key] === 'string')
      description[key] = mutated(description[key], random);
    if (random() < 0.05) description[pieces[Math.floor(random() * pieces.length)]] = 1;
    const read = () => {
      checkKeys(Object.keys(description));
      checkShown(description);
      holds(readComparison(schema, description));
    };
    good += Number(accepted(read, `FUZZ_SEED=${first} ${JSON.stringify(description)}`));
  }
  assert.ok(good > cases / 100 && good < cases / 2, `${good} accepted`);
});
