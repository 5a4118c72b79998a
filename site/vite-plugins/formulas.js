/**
 * The formulas of the engine's tables as MathML, made from their LaTeX while the site is built: one module for each
 * table, `virtual:formulas/<table>`, that maps the names of its entries to their formulas.
 */

import { pathToFileURL } from 'node:url';
import temml from 'temml';

/**
 * @typedef {import('../../wasm/js/index.js').Engine} Engine
 * @typedef {import('../../wasm/js/index.js').Info} Info
 * @typedef {{formula: string, derivative?: string}} Formulas
 */

/** Tables of the engine whose formulas the page shows. */
const tables = /** @type {const} */ ([
  'activations',
  'losses',
  'optimizers',
  'initializers',
  'schedules',
]);

/**
 * What temml puts into `style` attributes, which the page's content security policy forbids, and the class that stands
 * for it in `src/styles/formulas.js`; '' where it is not needed.
 * @type {Record<string, string>}
 */
const classOfStyle = {
  'display:block math': '',
  'padding-left:0em;padding-right:0em': '',
  'padding-left:1em;padding-right:0em': 'tml-apart',
  'math-depth:0': 'tml-accent',
};
/** Those of temml's own classes that `src/styles/formulas.js` has a rule for; the others mend single fonts. */
const classes = new Set(['tml-left', 'tml-right']);

/**
 * A formula as a `<math>` element without `style` attributes, in display style: what stands in a fraction is as large
 * as beside it, so that its exponents can be read.
 * @param {string} tex
 * @returns {string}
 * @throws {Error} where it is no LaTeX, or needs a style that the page has no class for
 */
export function renderFormula(tex) {
  const math = treeOf(tex, options);
  for (const node of nodes(math)) {
    const ofStyle = classFor(node.style, tex);
    node.classes = node.classes.filter((name) => classes.has(name));
    if (ofStyle) node.classes.push(ofStyle);
    node.style = {};
  }
  math.attributes = { displaystyle: 'true' };
  return math.toMarkup();
}

/**
 * @typedef {object} MathNode
 * @property {string} [type]
 * @property {Record<string, string>} attributes
 * @property {MathNode[]} children
 * @property {string[]} classes
 * @property {Record<string, string>} style
 * @property {() => string} toMarkup
 */

/** Its types say nothing of this function. */
const { __renderToMathMLTree: treeOf } =
  /** @type {{__renderToMathMLTree: (tex: string, options: object) => MathNode}} */ (
    /** @type {unknown} */ (temml)
  );
const options = { displayMode: true, throwOnError: true, strict: true };

/**
 * All elements of a formula; a prime beside its letter instead of raised, where every font has it large enough to see.
 * @param {MathNode} node
 * @returns {Generator<MathNode>}
 */
function* nodes(node) {
  const [, prime] = node.children ?? [];
  if (node.type === 'msup' && prime.classes?.includes('tml-prime')) {
    node.type = 'mrow';
    prime.attributes = { form: 'postfix', lspace: '0', rspace: '0' };
  }
  if (node.type) yield node;
  for (const child of node.children ?? []) yield* nodes(child);
}

/**
 * @param {Record<string, string>} style
 * @param {string} tex
 */
function classFor(style, tex) {
  const text = Object.entries(style)
    .map(
      ([name, value]) =>
        `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}`,
    )
    .join(';');
  if (text === '') return '';
  if (!(text in classOfStyle)) throw new Error(`${tex}: there is no class for the style “${text}”`);
  return classOfStyle[text];
}

/**
 * The formulas of a table's entries, by name; those that take words have none.
 * @param {readonly (Info & {derivativeFormulaTeX?: string})[]} table
 * @returns {Record<string, Formulas>}
 */
export function formulasOf(table) {
  return Object.fromEntries(
    table
      .filter(({ formulaTeX }) => formulaTeX !== '')
      .map(({ name, formulaTeX, derivativeFormulaTeX }) => [
        name,
        {
          formula: renderFormula(formulaTeX),
          ...(derivativeFormulaTeX && { derivative: renderFormula(derivativeFormulaTeX) }),
        },
      ]),
  );
}

/**
 * The plugin that makes the modules.
 * @param {string} engineModule path of the built engine's `index.js`
 */
export function formulas(engineModule) {
  const prefix = 'virtual:formulas/';
  /** @type {Promise<Engine> | undefined} */
  let engine;
  return {
    name: 'formulas',
    /** @param {string} id */
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    /** @param {string} id */
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const name = tables.find((table) => id === `\0${prefix}${table}`);
      if (!name)
        throw new Error(`${id.slice(1)}: there is no such table; tables: ${tables.join(', ')}`);
      engine ??= import(pathToFileURL(engineModule).href).then(({ loadEngine }) => loadEngine());
      const table = (await engine)[name];
      if (table.some(({ formulaTeX }) => formulaTeX === undefined))
        throw new Error(`${engineModule} is of an older build, without formulaTeX: make engine`);
      return `export default ${JSON.stringify(formulasOf(table))};`;
    },
  };
}
