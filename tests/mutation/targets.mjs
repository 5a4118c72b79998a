/**
 * The modules whose tests are put to the test, and the suites that should see a fault in each: the experiment, the
 * session, the worker, the diagnosis, and where the charts place what they draw. What only a browser can run (elements,
 * what is drawn on a canvas, the worker's entry) is for the browsers' suites to see.
 */

/**
 * @param {string} folder
 * @param {Record<string, string[]>} modules
 */
const sources = (folder, modules) =>
  Object.entries(modules).map(([module, tests]) => ({
    source: `site/src/${folder}/${module}.js`,
    tests: tests.map((test) => `tests/site/${test}.test.mjs`),
  }));

/** @type {readonly { source: string, tests: string[] }[]} paths below the checkout's top */
export const targets = [
  ...sources('state', {
    'attribute-texts': ['attribute-texts', 'share'],
    schema: ['schema', 'state', 'hash'],
    hash: ['hash', 'share', 'weights'],
    'undo-history': ['undo-history'],
    merge: ['merge'],
    names: ['attribute-texts', 'merge', 'share'],
    operations: ['state', 'weights'],
    presets: ['preset-settings', 'hash', 'presets'],
    share: ['share'],
    spec: ['spec', 'state'],
    state: ['state', 'spec'],
    'setting-texts': ['setting-texts', 'hash', 'share'],
    validate: ['validate', 'state', 'hash'],
    weights: ['weights'],
  }),
  ...sources('session', {
    builds: ['session/session'],
    'edit-history': ['session/edit-history', 'session/session'],
    limit: ['session/limit'],
    'empty-frame-request': ['session/session'],
    run: ['session/run', 'session/session'],
    'measurement-history': ['session/measurement-history'],
    session: ['session/session', 'session/timeline', 'session/removal', 'session/limit'],
    'shared-weights': ['session/shared-weights', 'session/session'],
    walk: ['session/walk', 'session/session'],
  }),
  ...sources('worker', {
    'fit-network': ['fit-network', 'state'],
    'frame-budget': ['frame-budget'],
    'compose-frame': ['compose-frame', 'service'],
    'given-rows': ['shipped-data'],
    grids: ['grids'],
    'training-run': ['training-run', 'state', 'service'],
    'measurement-schedule': ['measurement-schedule'],
    pacer: ['pacer'],
    projection: ['projection'],
    'run-loop': ['run-loop', 'service'],
    service: ['service-requests', 'service'],
    'engine-tables': ['service'],
  }),
  ...sources('diagnosis', { evidence: ['evidence', 'diagnosis'], rules: ['rules', 'diagnosis'] }),
  ...sources('views/common', {
    decimate: ['views/signal-geometry', 'views/smoothing'],
    labels: ['views/signal-geometry', 'views/smoothing'],
    'line-plot': ['views/line-plot'],
    'line-runs': ['views/line-runs', 'views/line-plot'],
    'linear-scale': ['views/linear-scale'],
    'log-axis': ['views/value-axes', 'views/log-axis'],
    pca: ['views/pca'],
    smoothing: ['views/signal-geometry', 'views/smoothing'],
    'time-axis': ['views/time-axis'],
  }),
  ...sources('views/loss', {
    'past-runs': ['views/past-runs'],
    'loss-axis': ['views/value-axes', 'views/log-axis'],
  }),
  ...sources('views/map', {
    contours: ['views/map-geometry', 'views/map'],
    decision: ['views/map-geometry', 'views/map'],
    grid: ['views/map-geometry', 'views/map'],
    'map-scene': ['views/map-scene'],
    surface: ['views/map-geometry', 'views/map'],
    warp: ['views/map-geometry', 'views/map'],
  }),
  ...sources('views/network', {
    edges: ['views/edges', 'views/network'],
    'network-layout': ['views/network-layout', 'views/network'],
    parameters: ['views/edges', 'views/network'],
    plane: ['views/edges'],
    'network-scene': ['views/network-scene'],
  }),
  ...sources('views/signals', {
    distribution: ['views/signal-geometry', 'views/value-axes', 'views/smoothing'],
    magnitudes: ['views/signal-geometry'],
    'signal-axis': ['views/value-axes'],
    'value-ticks': ['views/value-axes'],
  }),
];
