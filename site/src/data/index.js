/** Data sets from files: shipped ones, tables, arrays. In a window, a worker or node; importing it has no effect. */

export { baseline } from './baseline.js';
export { catalogue } from './catalogue.js';
export { contentHash } from './content-hash.js';
export { DataError } from './data-error.js';
export { readIdx } from './idx.js';
export { gunzip } from './inflate.js';
export { readNpy } from './npy.js';
export { readNpz } from './npz.js';
export { loadShipped } from './shipped.js';
export { readTable } from './table.js';
export { prepareTable, tableSpec } from './table-spec.js';
