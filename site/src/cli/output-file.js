/**
 * The file that a shard appends its lines to. A run that was ended leaves at most its last line unfinished; the next one
 * drops that and skips what is there.
 *
 * @typedef {{row: string, column: string, best?: string, seed: number}} Key of a trial
 */

import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { CompareError } from '../compare/compare-error.js';

export class OutputFile {
  #path;
  /** Trials that are there. @type {Set<string>} */
  #present = new Set();

  /**
   * @param {string} path
   * @param {string} comparison name of the comparison that it is for
   * @throws {CompareError} for a file of another comparison, or of something else
   */
  constructor(path, comparison) {
    this.#path = path;
    if (!existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
    for (const line of text.slice(0, end).split('\n').filter(Boolean)) {
      const trial = parse(line);
      if (trial?.comparison !== comparison) {
        const given = trial ? `the comparison ${trial.comparison}` : 'something else';
        const message = `--out: ${path} holds ${given}; allowed: a new file, or one of this comparison, ${comparison}.`;
        throw new CompareError('bad-value', message);
      }
      this.#present.add(keyOf(trial));
    }
  }

  /** @param {Key} trial */
  has(trial) {
    return this.#present.has(keyOf(trial));
  }

  /** @param {string} line */
  append(line) {
    appendFileSync(this.#path, `${line}\n`);
  }
}

/** @param {Key} trial */
const keyOf = ({ row, column, best, seed }) => JSON.stringify([row, column, best ?? '', seed]);

/**
 * @param {string} line
 * @returns {Key & {comparison: string} | null}
 */
function parse(line) {
  try {
    const value = JSON.parse(line);
    return typeof value?.comparison === 'string' ? value : null;
  } catch {
    return null;
  }
}
