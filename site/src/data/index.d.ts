/**
 * Data sets from files, in a window, a worker or node 20.19 or later: those that are shipped, tables as text, and arrays
 * in the formats of MNIST and NumPy. Nothing is sent anywhere. Importing this module has no effect.
 */

import type { ArraysDatasetSpec } from '../../../wasm/js/index.js';

export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** Where the file was taken from, and where that has it from. */
  readonly source: string;
  readonly creators: string;
  /** Of the package that the file was taken from. */
  readonly licence: string;
  /** Terms of the original publisher, and whether they were verified. */
  readonly terms: string;
  /** Name in `data/`. */
  readonly file: string;
  readonly rows: number;
  /** Inputs of a network. */
  readonly inputs: number;
  /** Cells without a value. */
  readonly missing: number;
  /** A name for each input; none for images. */
  readonly columns: readonly string[];
  /** The column of the classes. */
  readonly target?: string;
  readonly classNames: readonly string[];
  readonly classes: number;
  /** Values are whole numbers from 0 to `levels - 1`. */
  readonly image?: { width: number; height: number; channels: number; levels: number };
  /** Of the file. */
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly hash: string;
}

export const catalogue: readonly CatalogueEntry[];

export interface ShippedData {
  /** Every row; a fifth of them test, the inputs of tables are standardised. */
  spec: ArraysDatasetSpec;
  /** A name for each input. */
  columns: string[];
  classNames: string[];
  image?: { width: number; height: number; channels: number };
  /** Rows that are left out for a missing value. */
  dropped: number;
}

/**
 * Loads a shipped data set. Its file is fetched, and has to have the content that the catalogue lists.
 * @param base folder of the files, with a '/' at its end; by default `data/` beside this module
 * @throws {DataError} `unknown-name`, `not-found`, `wrong-hash`
 */
export function loadShipped(name: string, base?: URL): Promise<ShippedData>;

export type DecimalMark = '.' | ',';

/** A way in which a text can be read as a table. */
export interface Reading {
  /** '' where the table has one column. */
  delimiter: string;
  decimal: DecimalMark;
  /** Whether the first row has the names of the columns. */
  header: boolean;
  columns: number;
  /** From 0 to 1: how rectangular and how numeric the table is, read so. */
  score: number;
}

export interface Column {
  name: string;
  /** Of at least 90 % of the cells that are not missing. */
  type: 'number' | 'category' | 'date' | 'empty';
  /** Cells without a value: empty ones and '?', 'NA', 'null' and the like. */
  missing: number;
  distinct: number;
}

/** A row that is left out, or a cell in a column of numbers that is none. */
export interface RefusedCell {
  /** Of the text, from 1. */
  line: number;
  /** '' for a whole row. */
  column: string;
  /** At most 80 characters. */
  content: string;
  reason: string;
}

export interface Warning {
  kind:
    | 'encoding'
    | 'unnamed'
    | 'repeated'
    | 'constant'
    | 'identifier'
    | 'date'
    | 'categories'
    | 'empty'
    | 'one-class'
    | 'equals-target'
    | 'dropped'
    | 'too-many-refused';
  /** '' for the table as a whole. */
  column: string;
  message: string;
}

export interface Table {
  /** Best first; the first is the one that was used. */
  readings: Reading[];
  columns: Column[];
  rows: number;
  /** At most the first 1,000. */
  refused: RefusedCell[];
  warnings: Warning[];
  /** Row by row, as they are written. */
  cells: string[][];
  /** Of the text, at which each row begins. */
  lines: Uint32Array;
}

/**
 * Reads comma-separated values and their kin. Delimiter, decimal mark, header and encoding (UTF-8, UTF-16, Windows-1252)
 * are found out unless they are given; a first line such as `sep=;` names the delimiter.
 * @throws {DataError} `no-rows`, `too-large`, `bad-argument`
 */
export function readTable(
  source: string | Uint8Array,
  options?: { delimiter?: string; decimal?: DecimalMark; header?: boolean },
): Table;

export interface TableSpecOptions {
  /** The column to predict. */
  target: string;
  /** By default classes for texts, and for whole numbers of which there are at most 10, each 5 times in the mean. */
  targetKind?: 'classes' | 'number';
  /** By default all other columns that can be used as they are. */
  inputs?: string[];
  /**
   * What a row with a missing input becomes: 'drop', left out; 'mean', the mean over the rows that have one in its place
   * (of a category: their shares); 'refuse', an error. Default 'drop'. Rows without a target are left out, or refused.
   */
  missing?: 'drop' | 'mean' | 'refuse';
  /**
   * For inputs of more than 20 different texts: 'one-hot', an input for each; 'common', one for each of the 19 most
   * common and one for all others. Default 'refuse'.
   */
  manyCategories?: 'refuse' | 'one-hot' | 'common';
  /** Default 'stratified'. */
  split?: 'stratified' | 'random' | 'last';
  /** Default 0.2. */
  testFraction?: number;
  /** Default 0. */
  validationFraction?: number;
  /** The inputs, over the training rows. Default true. */
  standardize?: boolean;
  /** A number, over the training rows. Default true. */
  standardizeTarget?: boolean;
  /** Default 0. */
  seed?: number;
}

export interface PreparedTable {
  spec: ArraysDatasetSpec;
  /** A name for each input; `sex = female` for a category. */
  columns: string[];
  target: string;
  /** Empty for a number. */
  classNames: string[];
  /** Rows that were left out: for a missing value, and for a cell that is no number. */
  dropped: { missing: number; refused: number };
  /** Of the text, for each row that is used. */
  lines: Uint32Array;
  warnings: Warning[];
}

/**
 * A data set of the engine from a table, and what there is to say about it.
 * @throws {DataError} `unknown-name`, `bad-argument`, `bad-cell`, `no-rows`, `too-large`
 */
export function prepareTable(table: Table, options: TableSpecOptions): PreparedTable;

/** The `spec` of `prepareTable`. */
export function tableSpec(table: Table, options: TableSpecOptions): ArraysDatasetSpec;

interface SplitRows {
  labels: Int32Array;
  y: Float32Array;
}

/**
 * What a constant prediction reaches: the most common class of the training rows, or their mean target.
 * @param rows that are predicted; by default the training rows
 */
export function baseline(
  train: SplitRows,
  rows?: SplitRows,
):
  | { kind: 'majority'; label: number; accuracy: number }
  | { kind: 'mean'; value: number; meanSquaredError: number };

export type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

export interface NdArray {
  shape: number[];
  /** Row-major: the last axis is the fastest. */
  values: NumberArray;
}

/**
 * Reads IDX, the format of MNIST's four files; those that are packed go through `gunzip` first.
 * @throws {DataError} `unknown-format`, `damaged`, `too-large`
 */
export function readIdx(bytes: Uint8Array): NdArray;

/**
 * Reads NumPy's format for one array. 64-bit whole numbers become Int32Array where all fit, else Float64Array; complex
 * numbers, texts, objects and half precision are refused.
 * @throws {DataError} `unknown-format`, `damaged`, `too-large`
 */
export function readNpy(bytes: Uint8Array): NdArray;

/** Reads an archive of NPY files; the names are without `.npy`. */
export function readNpz(bytes: Uint8Array): Promise<Record<string, NdArray>>;

/**
 * The content of a gzip file, at most 2^28 bytes of it.
 * @throws {DataError} `unknown-format`, `damaged`, `too-large`
 */
export function gunzip(bytes: Uint8Array): Promise<Uint8Array>;

/** SHA-256 of a file, in hexadecimal digits. */
export function contentHash(bytes: Uint8Array): string;

/** Data that was refused. */
export class DataError extends Error {
  readonly code:
    | 'bad-argument'
    | 'unknown-name'
    | 'unknown-format'
    | 'damaged'
    | 'too-large'
    | 'not-found'
    | 'wrong-hash'
    | 'bad-cell'
    | 'no-rows';
  constructor(code: DataError['code'], message: string);
}
