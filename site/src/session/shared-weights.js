/** The weights that a link brought along: what the worker is given of them, and what people are told. */

import { formatCount } from '../format.js';
import { decodeWeights } from '../state/weights.js';

/**
 * @import { State } from '../state/state.js'
 * @import { Note } from '../state/setting-texts.js'
 * @import { Configuration } from '../worker/protocol.js'
 */

/**
 * @param {State} state
 * @returns {Pick<Configuration, 'parameters'>} nothing where they are damaged
 */
export function sharedParameters({ weights }) {
  const parameters = decodeWeights(weights);
  return parameters ? { parameters } : {};
}

/**
 * Whether the network starts from them, and what to say of it.
 * @param {Pick<Configuration, 'parameters'>} configuration
 * @param {number} parameterCount of the network
 * @returns {{taken: boolean, note: Note}}
 */
export function sharedWeightsNote({ parameters }, parameterCount) {
  const given = parameters?.length;
  const taken = given === parameterCount;
  const note = (/** @type {string} */ message) => ({ taken, note: { field: 'weights', message } });
  if (taken) {
    return note(
      'This run starts from the weights in the link. Another seed starts from random ones.',
    );
  }
  const why =
    given === undefined
      ? 'The weights in the link are damaged'
      : `The link holds ${formatCount(given)} weights and biases, and this network has ${formatCount(parameterCount)}`;
  return note(`${why}; the run starts from its own.`);
}
