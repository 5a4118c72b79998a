/** The public name of `<gradient-comparison>`: loads it from the folder of its build. */

import { loadElement } from './load-element.js';

/** @type {typeof import('../compare/gradient-comparison.js')} */
const module = await loadElement(import.meta.url, 'gradient-comparison', 'The comparison');

export const { GradientComparison } = module;
