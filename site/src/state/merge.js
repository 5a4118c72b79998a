/**
 * A part of a state, as a script gives it, put into a whole one. A preset in it means that experiment; a
 * choice without its parameters means their defaults.
 *
 * @typedef {import('./schema.js').Field} Field
 * @typedef {import('./schema.js').Schema} Schema
 * @typedef {import('./state.js').State} State
 * @typedef {Record<string, unknown>} Part
 */

import { formerNames } from './schema.js';
import { bareSchema } from './names.js';
import { presetOf, presetState, presetsFor } from './presets.js';
import { plainState, same } from './state.js';
import { checkState, refuse } from './validate.js';

const known = Object.keys(plainState);

/**
 * With the current names. A whole state that was read has the current name already: where a former one is
 * given beside it, that is the change, unless the current one differs from what it was.
 * @param {Part} part
 * @param {Part} [before]
 * @returns {Part}
 */
export function renamed(part, before = {}) {
  const values = new Map(Object.entries(part));
  for (const [former, name] of formerNames) {
    if (!values.has(former)) continue;
    const stays = !values.has(name) || same(values.get(name), before[name]);
    if (stays) values.set(name, values.get(former));
    values.delete(former);
  }
  return Object.fromEntries(values);
}

/**
 * What is wrong with a part whatever the engine's tables hold; null for nothing.
 * @param {unknown} part
 * @returns {string | null}
 */
export function refusePart(part) {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) {
    return `state must be an object; given: ${Array.isArray(part) ? 'a list' : String(part)}.`;
  }
  const values = new Map(Object.entries(renamed(/** @type {Part} */ (part))));
  for (const key of values.keys()) {
    if (known.includes(key)) continue;
    return `“${key.slice(0, 40)}” is not a setting; allowed: ${known.join(', ')}.`;
  }
  const { preset = '' } = /** @type {{preset?: unknown}} */ (Object.fromEntries(values));
  if (preset !== '' && preset !== 'none' && !presetOf(String(preset))) {
    return `There is no experiment “${String(preset).slice(0, 40)}”.`;
  }
  for (const field of bareSchema.fields.values()) {
    if (!values.has(field.name) || dependsOnTables(field)) continue;
    const message = refuse(field, values.get(field.name));
    if (message) return message;
  }
  return null;
}

/** @param {Field} field of the bare schema */
const dependsOnTables = (field) => 'options' in field && field.options.length < 2;

/**
 * @param {Schema} schema
 * @param {State} before
 * @param {unknown} part
 * @returns {{state: State, refusal: string | null}} the state before, and the reason, where it is refused
 */
export function mergeState(schema, before, part) {
  const refusal = refusePart(part);
  if (refusal) return { state: before, refusal };
  const { preset, ...rest } = renamed(/** @type {Part} */ (part), { ...before });
  if (preset && preset !== 'none' && !presetsFor(schema).some(({ id }) => id === preset)) {
    return { state: before, refusal: `This engine cannot run the experiment “${preset}”.` };
  }
  const id = preset === 'none' ? '' : String(preset);
  const base = preset === undefined ? before : presetState(id);
  const defaults = schema.groups
    .filter(({ choice }) => choice in rest && !same(rest[choice], { ...base }[choice]))
    .map(({ params }) => [params, {}]);
  const state = /** @type {State} */ ({ ...base, ...Object.fromEntries(defaults), ...rest });
  const [problem] = checkState(schema, state);
  return problem ? { state: before, refusal: problem.message } : { state, refusal: null };
}
