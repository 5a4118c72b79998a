/** The floor of every page with a module: how long until it runs. */

Object.assign(globalThis, { startedAfter: performance.now() });
