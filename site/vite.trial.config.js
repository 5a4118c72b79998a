/** Builds `dist/trial.js`. */

import { library } from './vite.library.js';

export default library('trial');
