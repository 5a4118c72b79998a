import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerText } from '../../../site/src/compare/answer-text.js';

const claim = (larger, smaller) => ({
  text: '',
  metric: 'testAccuracy',
  larger: [larger, 0],
  smaller: [smaller, 0],
});
const trials = (accuracy, count = 10) =>
  Array.from({ length: count }, (_, seed) => ({ seed, final: { testAccuracy: accuracy } }));
const at = (row) => trials([0.5, 0.9, 0.9][row]);

test('how many statements hold, are contradicted, and make no difference', () => {
  const claims = [claim(1, 0), claim(2, 0), claim(0, 1), claim(1, 2)];
  assert.equal(
    answerText(claims, at),
    'Measured here, of the 4 statements below: 2 hold, 1 is contradicted, 1 makes no difference.',
  );
});

test('what too few seeds cannot tell is counted as such', () => {
  const few = (row) => trials([0.5, 0.9][row], 3);
  assert.equal(
    answerText([claim(1, 0)], few),
    'Measured here, of the statement below: 1 cannot be told from these seeds.',
  );
});

test('nothing is said before all is measured', () => {
  assert.equal(
    answerText([claim(1, 0), claim(3, 0)], (row) => (row === 3 ? [] : at(row))),
    '',
  );
  assert.equal(answerText([], at), '');
});
