/** The keys of the page: one table, from which the help is made too. */

/** @import { Session } from './session/session.js' */

/**
 * @typedef {object} Shortcut
 * @property {string} key as `KeyboardEvent.key`, lower case
 * @property {string} shown
 * @property {string} does
 * @property {boolean} [control] with Control (or Command)
 * @property {boolean} [shift]
 * @property {boolean} [setting] changes the settings: not where they are locked
 * @property {(session: Session) => unknown} run
 */

/** @type {readonly Shortcut[]} */
export const shortcuts = [
  {
    ...{ key: ' ', shown: 'Space', does: 'Play or pause' },
    run: (session) => (session.playing ? session.pause() : session.play()),
  },
  { key: 'arrowright', shown: '→', does: 'One step', run: (session) => session.advance('step') },
  {
    key: 'e',
    shown: 'E',
    does: 'To the end of the epoch',
    run: (session) => session.advance('epoch'),
  },
  {
    ...{ key: 'p', shown: 'P', does: 'Walk through a step: its next phase' },
    run: (session) => session.walkOn(),
  },
  {
    key: 'r',
    shown: 'R',
    does: 'Reset: the same weights again',
    run: (session) => session.reset(),
  },
  {
    ...{ key: 'n', shown: 'N', does: 'New seed: other weights', setting: true },
    run: (session) => session.newSeed(),
  },
  {
    ...{
      key: 'z',
      control: true,
      shown: 'Ctrl Z',
      does: 'Undo a change of settings',
      setting: true,
    },
    run: (session) => session.undo(),
  },
  {
    ...{
      key: 'z',
      control: true,
      shift: true,
      shown: 'Ctrl Shift Z',
      does: 'Redo it',
      setting: true,
    },
    run: (session) => session.redo(),
  },
];

/** Elements that use the key themselves. */
const typing = 'input, select, textarea, [contenteditable]';
const pressing = 'button, summary, a, [role="slider"], [role="button"]';

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key belongs to what has the focus
 */
function taken(event) {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  if (target.closest(typing)) return true;
  if (event.key === ' ') return target.closest(pressing) !== null;
  return event.key === 'ArrowRight' && target.closest('[tabindex="0"]') !== null;
}

/**
 * @param {KeyboardEvent} event
 * @returns {Shortcut | undefined}
 */
export function shortcutOf(event) {
  if (event.defaultPrevented || event.altKey || taken(event)) return undefined;
  const control = event.ctrlKey || event.metaKey;
  return shortcuts.find(
    (shortcut) =>
      shortcut.key === event.key.toLowerCase() &&
      (shortcut.control ?? false) === control &&
      (!control || (shortcut.shift ?? false) === event.shiftKey),
  );
}
