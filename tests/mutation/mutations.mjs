/** Small faults that could be made in a module, one at a time: what `run.mjs` draws its sample from. */

import { parse } from 'acorn';

/** @typedef {import('acorn').AnyNode} Node */

/**
 * @typedef {object} Mutation
 * @property {number} start of what is replaced, in the source
 * @property {number} end
 * @property {string} replacement
 * @property {string} what was done
 */

/** Operators that are each replaced by the other. @type {readonly (readonly [string, string])[]} */
const pairs = [
  ['+', '-'],
  ['*', '/'],
  ['<', '<='],
  ['>', '>='],
  ['===', '!=='],
  ['&&', '||'],
  ['+=', '-='],
  ['*=', '/='],
  ['&&=', '||='],
  ['++', '--'],
  ['<<', '>>'],
  ['&', '|'],
];

/** What each operator is replaced by. @type {ReadonlyMap<string, string>} */
const swapped = new Map([
  ['%', '*'],
  ['**', '*'],
  ['??', '&&'],
  ['??=', '='],
  ...pairs,
  ...pairs.map(([a, b]) => /** @type {const} */ ([b, a])),
]);

/**
 * The operator between two ends of the source, which hold only blanks, comments and brackets beside it.
 * @param {string} source
 * @param {number} start
 * @param {number} end
 * @param {string} operator
 * @returns {Mutation[]}
 */
function swap(source, start, end, operator) {
  const replacement = swapped.get(operator);
  const between = source
    .slice(start, end)
    .replace(/\/\*[^]*?\*\//g, (comment) => ' '.repeat(comment.length));
  const at = start + between.indexOf(operator);
  if (replacement === undefined || at < start) return [];
  return [{ start: at, end: at + operator.length, replacement, what: 'operator swapped' }];
}

/** @param {number} value */
const another = (value) => String(Number.isInteger(value) ? value + 1 : value * 2);

/**
 * @param {Node} node
 * @param {string} source
 * @returns {Mutation[]}
 */
function expressionMutations(node, source) {
  const { start, end } = node;
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return swap(source, node.left.end, node.right.start, node.operator);
    case 'UpdateExpression':
      return node.prefix
        ? swap(source, start, node.argument.start, node.operator)
        : swap(source, node.argument.end, end, node.operator);
    case 'UnaryExpression':
      if (node.operator !== '-' && node.operator !== '!') return [];
      return [{ start, end: start + 1, replacement: ' ', what: 'sign or negation removed' }];
    case 'Literal':
      if (typeof node.value === 'boolean')
        return [{ start, end, replacement: String(!node.value), what: 'constant changed' }];
      if (typeof node.value === 'number')
        return [{ start, end, replacement: another(node.value), what: 'constant changed' }];
      return [];
    default:
      return [];
  }
}

/**
 * @param {Node} node
 * @param {string} source
 * @returns {Mutation[]}
 */
function statementMutations(node, source) {
  const { start, end } = node;
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement': {
      const { start: from, end: to } = node.test;
      const replacement = `!(${source.slice(from, to)})`;
      return [{ start: from, end: to, replacement, what: 'condition negated' }];
    }
    case 'ExpressionStatement':
      if (node.directive !== undefined || isConstruction(node.expression)) return [];
      return [{ start, end, replacement: ';', what: 'statement removed' }];
    case 'ReturnStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ThrowStatement':
      return [{ start, end, replacement: ';', what: 'statement removed' }];
    default:
      return [];
  }
}

/** A class cannot do without `super()`: no test is needed to see that. @param {Node} expression */
function isConstruction(expression) {
  return expression.type === 'CallExpression' && expression.callee.type === 'Super';
}

/**
 * @param {Node} node
 * @param {(node: Node) => void} visit
 */
function walk(node, visit) {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') walk(child, visit);
    }
  }
}

/**
 * Every mutation of a module, in the order of its text.
 * @param {string} source
 * @returns {Mutation[]}
 */
export function mutationsOf(source) {
  /** @type {Mutation[]} */
  const found = [];
  walk(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    found.push(...expressionMutations(node, source), ...statementMutations(node, source));
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * @param {string} source
 * @param {Mutation} mutation
 */
export const mutated = (source, { start, end, replacement }) =>
  source.slice(0, start) + replacement + source.slice(end);

/**
 * So many of the items, in a random order that the seed decides.
 * @template T
 * @param {readonly T[]} items
 * @param {number} count
 * @param {number} seed
 */
export function sample(items, count, seed) {
  const pool = [...items];
  const drawn = [];
  let state = seed >>> 0;
  while (drawn.length < count && pool.length > 0) {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const random = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    drawn.push(...pool.splice(Math.floor(random * pool.length), 1));
  }
  return drawn;
}
