/** The page of comparisons: the element, what the address says, and the theme that the system asks for. */

import { keepCopy } from '../keep-copy.js';
import { useOwnStyles } from '../own-styles.js';
import { resolveTheme, watchTheme } from '../theme.js';
import './gradient-comparison.js';
import { defaultSettings, readLink, settingsFrom, writeLink } from './link.js';
import { readyMade } from './ready-made.js';

/** @import { GradientComparison } from './gradient-comparison.js' */

const element = /** @type {GradientComparison} */ (document.querySelector('gradient-comparison'));
const [opening] = readyMade;
const openingSettings = { ...defaultSettings, ...opening.description, metric: opening.metric };

useOwnStyles(import.meta.url);

const applyTheme = () => {
  element.dataset.theme = resolveTheme('auto');
  element.requestUpdate();
};
applyTheme();
watchTheme(applyTheme);

/** The opening comparison has the bare address. */
const hashOf = (/** @type {import('./link.js').Settings} */ settings) => {
  const text = writeLink(settings);
  return text === writeLink(openingSettings) ? '' : text;
};

const readAddress = () => {
  const texts = readLink(location.hash);
  element.change(texts.size > 0 ? settingsFrom(texts) : openingSettings);
};
readAddress();
addEventListener('hashchange', () => {
  readAddress();
  element.run();
});
element.addEventListener('gc-change', () => {
  const hash = hashOf(element.settings);
  if (`#${hash}` === location.hash || (hash === '' && location.hash === '')) return;
  history.replaceState(null, '', hash === '' ? location.pathname : `#${hash}`);
});
keepCopy(import.meta.url);
