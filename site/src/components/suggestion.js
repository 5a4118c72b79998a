/**
 * The next thing to try: which settings it would change, so that they can be marked where they are.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../state/state.js').State} State
 * @typedef {import('../state/state.js').Layer} Layer
 *
 * @typedef {object} Suggestion
 * @property {string} label
 * @property {Partial<State>} change
 * @property {ReadonlySet<string>} fields names of the settings that change
 * @property {number[]} layers hidden layers that change
 */

import { presetOf } from '../state/presets.js';
import { same } from '../state/state.js';

const layerFields = /** @type {const} */ ([
  'units',
  'activation',
  'initializer',
  'bias',
  'dropout',
]);

/**
 * What the experiment suggests; null where there is nothing, or it has been tried.
 * @param {Session} session
 * @returns {Suggestion | null}
 */
export function suggestionOf({ state }) {
  const next = presetOf(state.preset)?.next;
  if (!next || same({ ...state, ...next.change }, state)) return null;
  const fields = new Set();
  /** @type {number[]} */
  const layers = [];
  const now = new Map(Object.entries(state));
  for (const [name, value] of Object.entries(next.change)) {
    if (name === 'layers')
      compareLayers(state.layers, next.change.layers ?? [], { fields, layers });
    else if (!same(value, now.get(name))) fields.add(name);
  }
  return { label: next.label, change: next.change, fields, layers };
}

/**
 * @param {readonly Layer[]} before
 * @param {readonly Layer[]} after
 * @param {{fields: Set<string>, layers: number[]}} changed written
 */
function compareLayers(before, after, { fields, layers }) {
  if (before.length !== after.length) fields.add('depth');
  before.forEach((layer, index) => {
    const next = after[index];
    if (!next || same(layer, next)) return;
    layers.push(index);
    for (const name of layerFields) if (layer[name] !== next[name]) fields.add(name);
  });
}
