/** The tables of the real engine, and the schema made from them. */

import { loadEngine } from '../../dist/engine/index.js';
import { createSchema } from '../../site/src/state/fields.js';

export const engine = await loadEngine();
export const schema = createSchema(engine);
