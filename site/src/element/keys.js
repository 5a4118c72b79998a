/**
 * The keyboard shortcuts of an element. They act while the focus is within it; where the element has the page to
 * itself, also while nothing has the focus. Single letters can be turned off (WCAG 2.1.4).
 *
 * @typedef {import('../gradient-playground.js').GradientPlayground} GradientPlayground
 */

import { shortcutOf } from '../keyboard.js';

/** @param {GradientPlayground} element @returns {() => void} ends it */
export function followKeys(element) {
  const onKey = (/** @type {KeyboardEvent} */ event) => act(element, event);
  const onPage = (/** @type {KeyboardEvent} */ event) => {
    const unfocused = event.target === document.body || event.target === document.documentElement;
    if (element.alone && unfocused) act(element, event);
  };
  element.addEventListener('keydown', onKey);
  document.addEventListener('keydown', onPage);
  return () => {
    element.removeEventListener('keydown', onKey);
    document.removeEventListener('keydown', onPage);
  };
}

/**
 * @param {GradientPlayground} element
 * @param {KeyboardEvent} event
 */
function act(element, event) {
  const { session, locked } = element;
  if (!session || session.status !== 'ready') return;
  const shortcut = shortcutOf(event, { characters: session.characterKeys });
  if (!shortcut || (locked && shortcut.setting)) return;
  event.preventDefault();
  event.stopPropagation(); // slides, for one, have the same keys
  if (event.repeat && !shortcut.repeats) return;
  shortcut.run(session, (dialog) => element.show(dialog));
}

const storageKey = 'gradient-playground.character-keys';

/** What was chosen at an earlier visit; on the element's own page only: a host's storage is the host's. */
export function readCharacterKeys() {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true; // no storage here
  }
}

/** @param {boolean} on */
export function keepCharacterKeys(on) {
  try {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, 'off');
  } catch {
    // It holds until the page is left.
  }
}
