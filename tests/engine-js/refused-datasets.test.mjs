// Bad data set specs, each with the code and the message that it must give; after each the engine still trains.
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
    'a data set: nothing given',
  ],
  [dataset({ kind: undefined }), 'invalid-argument', 'kind: nothing given'],
  [dataset({ kind: 'circle' }), 'unknown-name', 'kind: "circle" given; allowed: one of '],
  [dataset({ kind: 'toString' }), 'unknown-name', 'kind: "toString" given'],
  [dataset({ samples: 1 }), 'out-of-range', 'samples: 1 given'],
  [dataset({ samples: 1e7 }), 'limit-exceeded', 'samples: 10000000 given'],
  [dataset({ noise: -0.1 }), 'out-of-range', 'noise: -0.1 given'],
  [dataset({ noise: 1.5 }), 'out-of-range', 'noise: 1.5 given'],
  [dataset({ testFraction: 0.95 }), 'out-of-range', 'testFraction: 0.95 given'],
  [dataset({ seed: 1.5 }), 'out-of-range', 'seed: 1.5 given'],
  [
    dataset({ standardize: 'yes' }),
    'invalid-argument',
    'standardize: "yes" given; allowed: true or false',
  ],
  [dataset({ features: [] }), 'out-of-range', 'features: '],
  [dataset({ features: ['x3'] }), 'unknown-name', 'features[0]: "x3" given'],
  [
    dataset({ features: ['x1', 'x1'] }),
    'invalid-argument',
    'features[1]: "x1" a second time given',
  ],
  [dataset({ targets: 'real' }), 'unknown-name', 'targets: "real" given'],
  [dataset({ radius: 3 }), 'unknown-name', 'radius: unknown field'],
  [
    arrays({ x: undefined }),
    'invalid-argument',
    'x: nothing given; allowed: a Float32Array or a list of numbers',
  ],
  [arrays({ x: 'csv' }), 'invalid-argument', 'x: "csv" given'],
  [arrays({ y: Float32Array.of(1) }), 'shape-mismatch', 'y: '],
  [arrays({ x: Float32Array.of(1, 2, 3) }), 'shape-mismatch', 'x: '],
  [arrays({ x: Float32Array.of(1, NaN, 3, 4) }), 'out-of-range', 'x[0][1]: NaN given'],
  [arrays({ x: [1, 2, 3, 1e39] }), 'out-of-range', 'x[1][1]: '],
  [arrays({ x: [1, 2, 'three', 4] }), 'invalid-argument', 'x[1][0]: "three" given'],
  [arrays({ inputs: 0 }), 'out-of-range', 'inputs: 0 given'],
  [
    arrays({ targets: 'sign' }),
    'out-of-range',
    'y[0]: [0] given; allowed: -1 or 1, as targets is "sign"',
  ],
];

test(`${DATASET_SPECS.length} bad data set specs are refused by name, and the engine still trains`, () => {
  assertRefusals(engine, DATASET_SPECS);
});
