/**
 * `node cli.mjs trial comparison.json [--data file.csv] [--shard i/n] [--out part.jsonl]`: trains the trials of a comparison, or every n-th
 * of them, and writes one line of JSON for each. Progress goes to stderr.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CompareError } from '../compare/compare-error.js';
import { dataOf, readComparison, trialsOf } from '../compare/comparison.js';
import { checkKeys, checkShown, settingKeys } from '../compare/link.js';
import { NamedData } from '../compare/named-data.js';
import { DataError } from '../data/data-error.js';
import { loadShipped } from '../data/shipped.js';
import { measureTrial } from '../compare/measure.js';
import { schemaOf } from '../trial/read-experiment.js';
import { OutputFile } from './output-file.js';
import { readTableData } from './table-data.js';
import { fingerprint, keyOf, lineOf, readShard, trialsOfShard } from './shard.js';

/** Where this file is: beside the engine and the data. */
const here = import.meta.url;

const usage = `usage: node cli.mjs trial comparison.json [--data file.csv] [--shard i/n] [--out part.jsonl]

comparison.json: { "base": "preset=blobs-mod-2", "rows": "initializer:zeros|he-normal",
                   "columns": "activation:tanh|relu", "seeds": 5, "steps": 300 }
--data FILE      a table to train on; "table" in the comparison says what of it: { "target": "price",
                 "missing": "drop", "hash": "the first digits of its SHA-256, at least 8" }. docs/data.md has the rest
--shard 2/8      the second of eight parts of the trials; by default all of them
--out FILE       appended to; trials that are in it are skipped. By default standard output`;

/**
 * @param {string} path
 * @returns {import('../compare/comparison.js').Description & {table?: import('./table-data.js').TableDescription}}
 */
function readDescription(path) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = /** @type {Error} */ (error).message;
    throw new CompareError('bad-value', `${path} cannot be read as JSON: ${reason}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const allowed = `an object of ${settingKeys.join(', ')}`;
    throw new CompareError('bad-value', `${path}: allowed: ${allowed}.`);
  }
  const { table, ...settings } = /** @type {Record<string, any>} */ (value);
  try {
    checkKeys(Object.keys(settings));
    checkShown(settings);
  } catch (error) {
    const { code, message } = /** @type {CompareError} */ (error);
    throw new CompareError(code, `${path}: ${message}`);
  }
  return { ...settings, table };
}

/**
 * The table of `--data`; what there is to say about it goes to stderr.
 * @param {string | undefined} path
 * @param {import('./table-data.js').TableDescription} [table] as the comparison describes it
 */
function dataFor(path, table) {
  if (path === undefined) {
    if (table === undefined) return undefined;
    throw new CompareError(
      'bad-value',
      '--data: nothing given; allowed: the table of the comparison.',
    );
  }
  const data = readTableData(path, table);
  for (const note of data.notes) process.stderr.write(`${path}: ${note}\n`);
  return data;
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      shard: { type: 'string', default: '1/1' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [command, path, ...more] = positionals;
  if (values.help) {
    console.log(usage);
    return;
  }
  if (command !== 'trial' || path === undefined || more.length > 0) {
    throw new CompareError('bad-value', usage);
  }
  const shard = readShard(values.shard);
  const url = new URL('./engine/index.js', here);
  /** @type {typeof import('../../../wasm/js/index.js')} */
  const { loadEngine } = await import(/* @vite-ignore */ url.href);
  const engine = await loadEngine({ variant: 'simd' });
  const schema = schemaOf(engine);
  const { table, ...description } = readDescription(path);
  const given = dataFor(values.data, table);
  const comparison = readComparison(schema, { ...description, data: given?.spec });
  const name = fingerprint(trialsOf(comparison), given && { ...table, hash: given.hash });
  const file = values.out === undefined ? null : new OutputFile(values.out, name);
  const trials = trialsOfShard(trialsOf(comparison), shard);
  const folder = new URL('data/', here);
  const named = new NamedData((/** @type {string} */ shipped) => loadShipped(shipped, folder));
  let done = 0;
  for (const trial of trials) {
    const key = keyOf(comparison, trial);
    done += 1;
    if (file?.has(key)) continue;
    const data = dataOf(trial, given?.spec) ?? (await named.of(trial.experiment));
    const line = lineOf(
      name,
      comparison,
      trial,
      measureTrial(engine, trial.experiment, trial.steps, data),
    );
    if (file) file.append(line);
    else console.log(line);
    process.stderr.write(
      `${done} of ${trials.length} trials: ${[key.row, key.column, key.best].filter(Boolean).join(' ')} seed ${key.seed}\n`,
    );
  }
}

main(process.argv.slice(2)).catch((/** @type {Error} */ error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof CompareError || error instanceof DataError ? 2 : 1;
});
