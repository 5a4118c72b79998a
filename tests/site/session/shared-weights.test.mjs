import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedParameters, sharedWeightsNote } from '../../../site/src/session/shared-weights.js';
import { plainState } from '../../../site/src/state/state.js';
import { encodeWeights } from '../../../site/src/state/weights.js';

const weights = Float32Array.of(1, -2, 0.5);
const state = { ...plainState, weights: encodeWeights(weights) };

test('weights of a link are parameters; damaged ones are none', () => {
  assert.deepEqual(sharedParameters(state), { parameters: weights });
  assert.deepEqual(sharedParameters({ ...plainState, weights: '1.!' }), {});
});

test('as many as the network has are taken', () => {
  const { taken, note } = sharedWeightsNote({ parameters: weights }, 3);
  assert.ok(taken);
  assert.equal(note.field, 'weights');
  assert.match(note.message, /starts from the weights in the link/);
});

test('any other number is not, and the note says both numbers', () => {
  const { taken, note } = sharedWeightsNote({ parameters: weights }, 4);
  assert.ok(!taken);
  assert.match(note.message, /holds 3 .* has 4; the run starts from its own/);
});

test('damaged ones are said to be damaged', () => {
  const { taken, note } = sharedWeightsNote({}, 4);
  assert.ok(!taken);
  assert.match(note.message, /damaged; the run starts from its own/);
});
