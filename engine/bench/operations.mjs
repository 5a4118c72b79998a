/**
 * How many vector instructions the engine's kernels take for four values, read from the WebAssembly that is measured.
 * What a loop cannot do without is its arithmetic: loads, stores and constants are not counted. That many instructions
 * at the rate at which the peak was measured are a time that these formulas cannot go below, nor can they go below that
 * of their divisions alone.
 */

import { execFileSync } from 'node:child_process';

import { TOP } from './hosts.mjs';

const DISASSEMBLER = 'build/toolchain/bin/wasm-dis';
const MODULE = 'build/wasm/engine/bench/bench-kernels-simd.wasm';

const LANES = 4;
const INSTRUCTION = /\b(?:[fi]32x4|v128)\.([a-z_0-9]+)/g;
/** What V8 makes several instructions of on x64: a choice by a mask, and signs by masks that are made on the spot. */
const SEVERAL = new Map([
  ['bitselect', 3],
  ['abs', 3],
  ['neg', 3],
]);
const NO_ARITHMETIC = /^(?:load|store|const|splat)/;

/** @param {string} name of an activation, as the engine's table has it */
const structOf = (name) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * The expression in brackets that starts there.
 * @param {string} text
 * @param {number} start
 */
function expressionAt(text, start) {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text.slice(start, i + 1);
  }
  throw new Error('the disassembly ends within an expression');
}

/**
 * @typedef {object} Operations for each value
 * @property {number} all
 * @property {number} divisions
 */

/**
 * Vector arithmetic in the loop that has most of it: it holds every stage, where others only start or end.
 * @param {string} body
 * @returns {Operations | undefined}
 */
function countLoop(body) {
  /** @type {Operations | undefined} */
  let most;
  for (let at = body.indexOf('(loop'); at >= 0; at = body.indexOf('(loop', at + 1)) {
    const loop = expressionAt(body, at);
    const names = [...loop.matchAll(INSTRUCTION)].map(([, instruction]) => instruction);
    const all = names
      .filter((name) => !NO_ARITHMETIC.test(name))
      .reduce((sum, name) => sum + (SEVERAL.get(name) ?? 1), 0);
    const divisions = names.filter((name) => name === 'div').length;
    if (all / LANES > (most?.all ?? 0)) {
      most = { all: all / LANES, divisions: divisions / LANES };
    }
  }
  return most;
}

/**
 * Vector instructions of an activation, by "name value" and "name derivative"; none for what is not found.
 * @param {string[]} names
 * @returns {Record<string, Operations>}
 */
export function operationsOf(names) {
  const text = execFileSync(DISASSEMBLER, [MODULE], {
    cwd: TOP,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  /** @type {Record<string, Operations>} */
  const operations = {};
  for (const name of names) {
    for (const part of ['value', 'derivative']) {
      const start = text.indexOf(
        `(func $gradient::activations::Kernels<gradient::activations::${structOf(name)}\\2c\\20float>::${part}`,
      );
      const count = start < 0 ? undefined : countLoop(expressionAt(text, start));
      if (count) operations[`${name} ${part}`] = count;
    }
  }
  return operations;
}
