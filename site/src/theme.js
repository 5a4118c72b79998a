/**
 * Which of the two themes is shown: the one that was chosen, or with `auto` the one of the page around
 * (by the marks that documentation tools set), or else the system's. Paper is light. Where the system forces its colours,
 * the theme is the one that is nearer to them.
 */

import { followPrinting, isPrinting } from './printing.js';

/**
 * @param {string} chosen 'auto', 'light' or 'dark'
 * @returns {'light' | 'dark'}
 */
export function resolveTheme(chosen) {
  if (isPrinting()) return 'light';
  if (forcedColors().matches) return darkScheme().matches ? 'dark' : 'light';
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return surroundingTheme() ?? (darkScheme().matches ? 'dark' : 'light');
}

const forcedColors = () => matchMedia('(forced-colors: active)');
const darkScheme = () => matchMedia('(prefers-color-scheme: dark)');

/** @returns {'light' | 'dark' | null} */
function surroundingTheme() {
  for (const element of [document.body, document.documentElement]) {
    const { mdColorScheme, theme } = element?.dataset ?? {};
    if (mdColorScheme) return mdColorScheme === 'slate' ? 'dark' : 'light';
    if (theme === 'dark' || theme === 'light') return theme;
    if (element?.classList.contains('quarto-dark')) return 'dark';
    if (element?.classList.contains('quarto-light')) return 'light';
  }
  return null;
}

/**
 * Calls back whenever the answer for `auto` may have changed.
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  const attributeFilter = ['class', 'data-theme', 'data-md-color-scheme'];
  for (const element of [document.documentElement, document.body]) {
    if (element) observer.observe(element, { attributes: true, attributeFilter });
  }
  const queries = [darkScheme(), forcedColors()];
  for (const query of queries) query.addEventListener('change', changed);
  const endPrinting = followPrinting('colours', changed);
  return () => {
    observer.disconnect();
    endPrinting();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
