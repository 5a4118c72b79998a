/** The public name of `<gradient-playground>`: loads it from the folder of its build. */

import { loadElement } from './load-element.js';

/** @type {typeof import('../gradient-playground.js')} */
const module = await loadElement(import.meta.url, 'gradient-playground', 'The playground');

export const { GradientPlayground } = module;
