/** Builds `dist/data.js`. */

import { library } from './vite.library.js';

export default library('data');
