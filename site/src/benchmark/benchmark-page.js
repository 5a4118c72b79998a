/** The benchmark page: one element, and the theme that the system asks for. */

import { keepCopy } from '../keep-copy.js';
import { useOwnStyles } from '../own-styles.js';
import { resolveTheme, watchTheme } from '../theme.js';
import { GradientBenchmark } from './gradient-benchmark.js';

useOwnStyles(import.meta.url);
customElements.define('gradient-benchmark', GradientBenchmark);

const applyTheme = () => {
  const theme = resolveTheme('auto');
  for (const element of document.querySelectorAll('gradient-benchmark')) {
    if (element instanceof GradientBenchmark) element.dataset.theme = theme;
  }
};
applyTheme();
watchTheme(applyTheme);
keepCopy(import.meta.url);
