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
    attributes: ['attributes', 'share'],
    fields: ['fields', 'state', 'hash'],
    hash: ['hash', 'share', 'weights'],
    history: ['history'],
    merge: ['merge'],
    names: ['attributes', 'merge', 'share'],
    operations: ['state', 'weights'],
    presets: ['preset-settings', 'hash', 'presets'],
    share: ['share'],
    spec: ['spec', 'state'],
    state: ['state', 'spec'],
    texts: ['texts', 'hash', 'share'],
    validate: ['validate', 'state', 'hash'],
    weights: ['weights'],
  }),
  ...sources('session', {
    builds: ['session/session'],
    limit: ['session/limit'],
    'nothing-wanted': ['session/session'],
    run: ['session/run', 'session/session'],
    'run-readings': ['session/session', 'session/timeline'],
    series: ['session/series'],
    session: ['session/session', 'session/timeline', 'session/removal', 'session/limit'],
    'shared-weights': ['session/shared-weights', 'session/session'],
    walk: ['session/walk', 'session/session'],
  }),
  ...sources('worker', {
    fit: ['fit', 'state'],
    'frame-budget': ['frame-budget'],
    frame: ['frame', 'service'],
    grids: ['grids'],
    laboratory: ['laboratory', 'state', 'service'],
    moments: ['moments'],
    pacer: ['pacer'],
    'run-loop': ['run-loop', 'service'],
    service: ['service-requests', 'service'],
    tables: ['service'],
  }),
  ...sources('diagnosis', { evidence: ['evidence', 'diagnosis'], rules: ['rules', 'diagnosis'] }),
  ...sources('views/common', {
    decimate: ['views/signal-geometry', 'views/series'],
    labels: ['views/signal-geometry', 'views/series'],
    'line-plot': ['views/line-plot'],
    'line-runs': ['views/line-runs', 'views/line-plot'],
    'linear-scale': ['views/linear-scale'],
    'log-axis': ['views/value-axes', 'views/log-axis'],
    series: ['views/signal-geometry', 'views/series'],
    'time-axis': ['views/time-axis'],
  }),
  ...sources('views/loss', {
    ghosts: ['views/ghosts'],
    'loss-axis': ['views/value-axes', 'views/log-axis'],
  }),
  ...sources('views/map', {
    contours: ['views/map-geometry', 'views/map'],
    decision: ['views/map-geometry', 'views/map'],
    grid: ['views/map-geometry', 'views/map'],
    scene: ['views/map-scene'],
    surface: ['views/map-geometry', 'views/map'],
    warp: ['views/map-geometry', 'views/map'],
  }),
  ...sources('views/network', {
    edges: ['views/edges', 'views/network'],
    layout: ['views/layout', 'views/network'],
    parameters: ['views/edges', 'views/network'],
    plane: ['views/edges'],
    scene: ['views/network-scene'],
  }),
  ...sources('views/signals', {
    distribution: ['views/signal-geometry', 'views/value-axes', 'views/series'],
    magnitudes: ['views/signal-geometry'],
    'signal-axis': ['views/value-axes'],
    'value-ticks': ['views/value-axes'],
  }),
];
