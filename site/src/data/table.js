/**
 * A table from a text.
 *
 * @typedef {import('./cells.js').DecimalMark} DecimalMark
 * @typedef {import('./columns.js').Column} Column
 * @typedef {import('./readings.js').Reading} Reading
 *
 * @typedef {object} TableOptions
 * @property {string} [delimiter] '' for one column; by default the one that fits best, as for the next two
 * @property {DecimalMark} [decimal]
 * @property {boolean} [header] whether the first row has the names of the columns
 *
 * What is not used.
 * @typedef {object} RefusedCell
 * @property {number} line of the text, from 1
 * @property {string} column '' for a whole row
 * @property {string} content at most 80 characters
 * @property {string} reason
 *
 * @typedef {object} Warning
 * @property {'encoding' | 'unnamed' | 'repeated' | 'constant' | 'identifier' | 'date' | 'categories' | 'empty'
 *   | 'one-class' | 'equals-target' | 'dropped' | 'too-many-refused'} kind
 * @property {string} column '' for the table as a whole
 * @property {string} message
 *
 * @typedef {object} Table
 * @property {Reading[]} readings best first; the first is the one that was used
 * @property {Column[]} columns
 * @property {number} rows
 * @property {RefusedCell[]} refused rows that are left out, and cells in a column of numbers that are none; at most the
 *   first `maxRefused`
 * @property {Warning[]} warnings
 * @property {string[][]} cells row by row, as they are written
 * @property {Uint32Array} lines at which each row begins
 */

import { checkBytes } from './bytes.js';
import { isMissing, numberOf } from './cells.js';
import { columnNames, describeColumn } from './columns.js';
import { DataError } from './data-error.js';
import { decodeText } from './decode-text.js';
import { maxBytes, maxCells, maxColumns, maxRows } from './limits.js';
import { commonLength, readingsOf } from './readings.js';
import { evenLineEnds, lineNumbers, noDelimiter, splitCells } from './split-cells.js';
import { columnWarnings } from './table-warnings.js';

/** Refused rows and cells that are listed. */
export const maxRefused = 1000;
const longestContent = 80;

/**
 * Reads comma-separated values and their kin: delimiter, decimal mark, header and encoding are found out unless they
 * are given.
 * @param {string | Uint8Array} source
 * @param {TableOptions} [options]
 * @returns {Table}
 * @throws {DataError} `no-rows`, `too-large`, `bad-argument`
 */
export function readTable(source, options = {}) {
  checkOptions(options);
  const { text: decoded, encoding } = textOf(source);
  const { text, delimiter, offset } = withoutPreamble(evenLineEnds(decoded));
  if (text.trim() === '') throw new DataError('no-rows', 'the table is empty');
  const readings = readingsOf(text, { ...(delimiter && { delimiter }), ...options });
  const table = tableBy(readings, text, offset);
  if (encoding === 'Windows-1252') {
    const message = 'The text is no UTF-8 and was read as Windows-1252.';
    table.warnings.unshift({ kind: 'encoding', column: '', message });
  }
  return table;
}

/** @param {TableOptions} options */
function checkOptions({ delimiter, decimal, header }) {
  const badDelimiter =
    typeof delimiter !== 'string' || delimiter.length > 1 || /["\r\n]/.test(delimiter);
  if (delimiter !== undefined && badDelimiter) {
    const given = JSON.stringify(delimiter);
    throw new DataError(
      'bad-argument',
      `delimiter: ${given} given; allowed: one character, or '' for one column`,
    );
  }
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') {
    throw new DataError(
      'bad-argument',
      `decimal: ${JSON.stringify(decimal)} given; allowed: "." or ","`,
    );
  }
  if (header !== undefined && typeof header !== 'boolean') {
    throw new DataError(
      'bad-argument',
      `header: ${JSON.stringify(header)} given; allowed: true or false`,
    );
  }
}

/** @param {string | Uint8Array} source */
function textOf(source) {
  if (typeof source !== 'string') return decodeText(checkBytes(source, 'readTable'));
  if (source.length > maxBytes) {
    throw new DataError(
      'too-large',
      `readTable: ${source.length} characters given; allowed: at most ${maxBytes}`,
    );
  }
  return { text: source.replace(/^\ufeff/, ''), encoding: 'UTF-8' };
}

/**
 * Takes away a first line such as `sep=;`, by which spreadsheets name the delimiter.
 * @param {string} text
 * @returns {{text: string, delimiter?: string, offset: number}} offset: the lines taken away
 */
function withoutPreamble(text) {
  const found = /^"?sep=([^"\r\n])"?(\r\n|\r|\n)/i.exec(text);
  if (!found) return { text, offset: 0 };
  return { text: text.slice(found[0].length), delimiter: found[1], offset: 1 };
}

/**
 * @param {Reading[]} readings
 * @param {string} text
 * @param {number} offset of its lines
 * @returns {Table}
 */
function tableBy(readings, text, offset) {
  const [{ delimiter, decimal, header }] = readings;
  const { rows, damaged } = splitCells(text, delimiter || noDelimiter);
  const lines = lineNumbers(rows).map((line) => line + offset);
  const filled = [...rows.keys()].filter((row) => rows[row].some((cell) => cell.trim() !== ''));
  const first = header ? filled.shift() : undefined;
  const { titles, width } = titlesOf(first === undefined ? undefined : rows[first], filled, rows);
  checkSize(filled.length, width);
  const { names, unnamed, repeated } = columnNames(titles);
  const refused = new RefusedList();
  const kept = filled.filter((row) => fits(rows, row, width, damaged, lines, refused));
  if (kept.length === 0) {
    throw new DataError(
      'no-rows',
      header ? 'the table has a header, but no rows' : 'no row can be used',
    );
  }
  const cells = kept.map((row) => rows[row].slice(0, width));
  const columns = names.map((name, index) => describeColumn(name, cells, index, decimal));
  const table = {
    readings,
    columns,
    rows: kept.length,
    refused: refused.items,
    warnings: columnWarnings(columns, cells, decimal, unnamed, repeated),
    cells,
    lines: Uint32Array.from(kept, (row) => lines[row]),
  };
  refuseCells(table, decimal, refused);
  if (refused.left > 0) table.warnings.push(refused.warning());
  return table;
}

/**
 * The texts above the columns. R leaves out the name of the first one, where it writes the rows' names.
 * @param {string[] | undefined} header
 * @param {number[]} body
 * @param {string[][]} rows
 */
function titlesOf(header, body, rows) {
  const common = commonLength(body.map((row) => rows[row]));
  if (!header) return { titles: Array.from({ length: common }, () => ''), width: common };
  const own = withoutEmptyEnd(header, common);
  const titles = own.length + 1 === common ? ['', ...own] : own;
  return { titles, width: titles.length };
}

/** @param {string[]} row @param {number} width */
function withoutEmptyEnd(row, width) {
  let { length } = row;
  while (length > width && row[length - 1].trim() === '') length -= 1;
  return row.slice(0, length);
}

/** @param {number} rows @param {number} columns */
function checkSize(rows, columns) {
  const limits = [
    { given: rows, most: maxRows, what: 'rows' },
    { given: columns, most: maxColumns, what: 'columns' },
    { given: rows * columns, most: maxCells, what: 'cells' },
  ];
  for (const { given, most, what } of limits) {
    if (given > most)
      throw new DataError('too-large', `table: ${given} ${what} given; allowed: at most ${most}`);
  }
}

/**
 * Whether a row has as many cells as there are columns; else it is listed.
 * @param {string[][]} rows
 * @param {number} row
 * @param {number} width
 * @param {Set<number>} damaged
 * @param {Uint32Array} lines
 * @param {RefusedList} refused
 */
function fits(rows, row, width, damaged, lines, refused) {
  const { length } = withoutEmptyEnd(rows[row], width);
  if (length === width && !damaged.has(row)) return true;
  const reason = damaged.has(row)
    ? 'a quotation mark that is not closed, or not where a cell begins'
    : `${length} cells in place of ${width}`;
  refused.add({ line: lines[row], column: '', content: rows[row].join(' · '), reason });
  return false;
}

/**
 * Lists the cells in columns of numbers that are none.
 * @param {Table} table
 * @param {DecimalMark} decimal
 * @param {RefusedList} refused
 */
function refuseCells({ columns, cells, lines }, decimal, refused) {
  for (const [index, { name, type }] of columns.entries()) {
    if (type !== 'number') continue;
    for (const [row, { [index]: content }] of cells.entries()) {
      if (isMissing(content) || !Number.isNaN(numberOf(content, decimal))) continue;
      refused.add({ line: lines[row], column: name, content, reason: 'not a number' });
    }
  }
}

/** The first refused rows and cells, and how many more there are. */
class RefusedList {
  /** @type {RefusedCell[]} */
  items = [];
  left = 0;

  /** @param {RefusedCell} cell */
  add({ line, column, content, reason }) {
    if (this.items.length === maxRefused) {
      this.left += 1;
      return;
    }
    const shown =
      content.length > longestContent ? `${content.slice(0, longestContent - 1)}…` : content;
    this.items.push({ line, column, content: shown, reason });
  }

  /** @returns {Warning} */
  warning() {
    const message = `${this.left} more rows and cells were refused.`;
    return { kind: 'too-many-refused', column: '', message };
  }
}
