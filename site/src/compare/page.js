/** The page of comparisons: the element, and what the address says. */

import { keepCopy } from '../keep-copy.js';
import { useOwnStyles } from '../own-styles.js';
import './gradient-comparison.js';
import { defaultSettings, readLink, settingsFrom, writeLink } from './link.js';
import { readyMade } from './ready-made.js';

/** @import { GradientComparison } from './gradient-comparison.js' */

const element = /** @type {GradientComparison} */ (document.querySelector('gradient-comparison'));
const [opening] = readyMade;
const openingSettings = { ...defaultSettings, ...opening.description, metric: opening.metric };

useOwnStyles(import.meta.url);

element.alone = true;

/** The opening comparison has the bare address. */
const hashOf = (/** @type {import('./link.js').Settings} */ settings) => {
  const text = writeLink(settings);
  return text === writeLink(openingSettings) ? '' : text;
};

const readAddress = () => {
  try {
    const texts = readLink(location.hash);
    element.change(texts.size > 0 ? settingsFrom(texts) : openingSettings);
  } catch (error) {
    element.comparing.refuse(error);
    return;
  }
  element.run();
};
readAddress();
addEventListener('hashchange', readAddress);
element.addEventListener('gc-change', () => {
  const hash = hashOf(element.settings);
  if (`#${hash}` === location.hash || (hash === '' && location.hash === '')) return;
  history.replaceState(null, '', hash === '' ? location.pathname : `#${hash}`);
});
keepCopy(import.meta.url);
