/** The settings by name, known without an engine. */

import { createSchema, currentName, formerNames } from './schema.js';
import { settingNames as namesIn } from './setting-texts.js';

const tables = { activations: [], losses: [], optimizers: [], initializers: [], schedules: [] };
const limits = /** @type {import('../worker/protocol.js').Tables['limits']} */ ({
  maxUnits: Infinity,
  maxLayers: Infinity,
  maxBatchSize: Infinity,
  maxSamples: Infinity,
});

/** The fields with all that does not depend on the engine's tables: those choices have no options yet. */
export const bareSchema = createSchema({
  ...tables,
  limits,
  datasets: [],
  features: [],
  version: '',
  variant: 'simd',
});

/** As the hash has them, and the element's attributes and properties. @type {readonly string[]} */
export const settingNames = ['preset', ...namesIn(bareSchema)];

/** @param {string} name */
export const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What an attribute may be called: frameworks write a name in camel case, which HTML turns into lower case.
 * @type {ReadonlyMap<string, string>} to the setting
 */
const attributes = new Map(
  [...settingNames, ...formerNames.keys()].flatMap((name) => [
    [name.toLowerCase(), currentName(name)],
    [kebab(name), currentName(name)],
  ]),
);

/**
 * The setting that an attribute is; null for any other attribute.
 * @param {string} attribute
 */
export const settingOf = (attribute) => attributes.get(attribute) ?? null;
