// Bad data set specs, each with the code that it must give and what its message must name; after each the engine still trains.
import test from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import { assertRefusals, circles } from './support.mjs';

const engine = await loadEngine();

/** @param {object} more */
const dataset = (more) => () => engine.createDataset(/** @type {any} */ ({ ...circles, ...more }));
/** @param {object} more */
const arrays = (more) => () =>
  engine.createDataset(
    /** @type {any} */ ({
      kind: 'arrays',
      x: Float32Array.of(1, 2, 3, 4),
      y: Float32Array.of(0, 1),
      inputs: 2,
      outputs: 1,
      ...more,
    }),
  );

/** @type {import('./support.mjs').Refusal[]} */
const DATASET_SPECS = [
  [
    () => engine.createDataset(/** @type {any} */ (undefined)),
    'invalid-argument',
    { field: 'a data set', given: 'nothing' },
  ],
  [dataset({ kind: undefined }), 'invalid-argument', { field: 'kind', given: 'nothing' }],
  [
    dataset({ kind: 'circle' }),
    'unknown-name',
    { field: 'kind', given: '"circle"', allowed: 'one of' },
  ],
  [dataset({ kind: 'toString' }), 'unknown-name', { field: 'kind', given: '"toString"' }],
  [dataset({ samples: 1 }), 'out-of-range', { field: 'samples', given: '1' }],
  [dataset({ samples: 1e7 }), 'limit-exceeded', { field: 'samples', given: '10000000' }],
  [dataset({ noise: -0.1 }), 'out-of-range', { field: 'noise', given: '-0.1' }],
  [dataset({ noise: 1.5 }), 'out-of-range', { field: 'noise', given: '1.5' }],
  [dataset({ testFraction: 0.95 }), 'out-of-range', { field: 'testFraction', given: '0.95' }],
  [
    dataset({ validationFraction: 0.5 }),
    'out-of-range',
    {
      field: 'validationFraction',
      given: '0.5',
      allowed: 'at most 0.9 together with testFraction, which is 0.5',
    },
  ],
  [
    dataset({ validationFraction: 'some' }),
    'invalid-argument',
    { field: 'validationFraction', given: '"some"', allowed: 'a number from 0 to 0.9' },
  ],
  [
    dataset({ split: 'first' }),
    'unknown-name',
    { field: 'split', given: '"first"', allowed: 'one of stratified, random, last' },
  ],
  [dataset({ seed: 1.5 }), 'out-of-range', { field: 'seed', given: '1.5' }],
  [
    dataset({ standardize: 'yes' }),
    'invalid-argument',
    { field: 'standardize', given: '"yes"', allowed: 'true or false' },
  ],
  [
    dataset({ standardizeTargets: true }),
    'invalid-argument',
    {
      field: 'standardizeTargets',
      given: 'true',
      allowed: 'false, as the targets are classes ("binary")',
    },
  ],
  [dataset({ features: [] }), 'out-of-range', { field: 'features' }],
  [dataset({ features: ['x3'] }), 'unknown-name', { field: 'features[0]', given: '"x3"' }],
  [
    dataset({ features: ['x1', 'x1'] }),
    'invalid-argument',
    { field: 'features[1]', given: '"x1" a second time' },
  ],
  [dataset({ targets: 'real' }), 'unknown-name', { field: 'targets', given: '"real"' }],
  [dataset({ radius: 3 }), 'unknown-name', { field: 'radius' }],
  [
    arrays({ x: undefined }),
    'invalid-argument',
    { field: 'x', given: 'nothing', allowed: 'a Float32Array or a list of numbers' },
  ],
  [
    arrays({ y: undefined, outputs: undefined, labels: Int32Array.of(0, 2), classes: 2 }),
    'out-of-range',
    { field: 'labels[1]', given: '2', allowed: 'from 0 to 1' },
  ],
  [
    arrays({ labels: Int32Array.of(0, 1), classes: 2 }),
    'invalid-argument',
    { field: 'y', allowed: 'labels' },
  ],
  [arrays({ x: 'csv' }), 'invalid-argument', { field: 'x', given: '"csv"' }],
  [arrays({ y: Float32Array.of(1) }), 'shape-mismatch', { field: 'y' }],
  [arrays({ x: Float32Array.of(1, 2, 3) }), 'shape-mismatch', { field: 'x' }],
  [
    arrays({ x: Float32Array.of(1, NaN, 3, 4) }),
    'out-of-range',
    { field: 'x[0][1]', given: 'NaN' },
  ],
  [arrays({ x: [1, 2, 3, 1e39] }), 'out-of-range', { field: 'x[1][1]' }],
  [arrays({ x: [1, 2, 'three', 4] }), 'invalid-argument', { field: 'x[1][0]', given: '"three"' }],
  [arrays({ inputs: 0 }), 'out-of-range', { field: 'inputs', given: '0' }],
  [
    arrays({ targets: 'sign' }),
    'out-of-range',
    { field: 'y[0]', given: '[0]', allowed: '-1 or 1, as targets is "sign"' },
  ],
];

test(`${DATASET_SPECS.length} bad data set specs are refused by name, and the engine still trains`, () => {
  assertRefusals(engine, DATASET_SPECS);
});
