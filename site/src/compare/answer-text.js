/** The reader's own trials in one line: how many of the statements about a comparison they bear out. */

import { verdictOf } from './verdict.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */

/** @type {readonly [Verdict['outcome'], (count: number) => string][]} */
const words = [
  ['holds', (count) => `${count} ${count === 1 ? 'holds' : 'hold'}`],
  ['opposite', (count) => `${count} ${count === 1 ? 'is' : 'are'} contradicted`],
  ['none', (count) => `${count} ${count === 1 ? 'makes' : 'make'} no difference`],
  ['open', (count) => `${count} cannot be told from these seeds`],
];

/**
 * @param {readonly import('./ready-made.js').Claim[]} claims
 * @param {(row: number, column: number) => readonly import('./metrics.js').Measured[]} trialsAt
 * @returns {string} '' before all is measured
 */
export function answerText(claims, trialsAt) {
  const outcomes = claims.map((claim) => verdictOf(claim, trialsAt).outcome);
  if (outcomes.includes('missing') || outcomes.length === 0) return '';
  const parts = words
    .map(([outcome, say]) => ({ say, count: outcomes.filter((each) => each === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ say, count }) => say(count));
  const statements = claims.length === 1 ? 'the statement' : `the ${claims.length} statements`;
  return `Measured here, of ${statements} below: ${parts.join(', ')}.`;
}
