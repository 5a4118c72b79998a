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
 * @property {boolean} [repeats] while the key is held
 * @property {(session: Session, show: (dialog: 'help') => unknown) => unknown} run
 */

/** @type {readonly Shortcut[]} */
export const shortcuts = [
  {
    key: ' ',
    shown: 'Space',
    does: 'Play or pause',
    run: (session) => (session.playing ? session.pause() : session.play()),
  },
  {
    key: 'arrowright',
    shown: '→',
    does: 'One step',
    repeats: true,
    run: (session) => session.advance('step'),
  },
  {
    key: 'e',
    shown: 'E',
    does: 'To the end of the epoch',
    run: (session) => session.advance('epoch'),
  },
  {
    key: 'p',
    shown: 'P',
    does: 'Walk through a step: its next phase',
    run: (session) => session.walkOn(),
  },
  {
    key: 'r',
    shown: 'R',
    does: 'Reset: the same weights again',
    run: (session) => session.reset(),
  },
  {
    key: 'n',
    shown: 'N',
    does: 'New seed: other weights',
    setting: true,
    run: (session) => session.newSeed(),
  },
  {
    key: 'z',
    shown: 'Ctrl Z',
    does: 'Undo a change of settings',
    control: true,
    shift: false,
    setting: true,
    run: (session) => session.undo(),
  },
  {
    key: 'z',
    shown: 'Ctrl Shift Z',
    does: 'Redo it',
    control: true,
    shift: true,
    setting: true,
    run: (session) => session.redo(),
  },
  {
    key: 'y',
    shown: 'Ctrl Y',
    does: 'Redo it',
    control: true,
    shift: false,
    setting: true,
    run: (session) => session.redo(),
  },
  { key: '?', shown: '?', does: 'This help', run: (_session, show) => show('help') },
];

/** Text fields. The number fields leave undo to the page. */
const typing = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea';
const elsewhere = 'dialog, [contenteditable]:not([contenteditable="false"])';
/** A letter chooses the option that begins with it. */
const choosing = 'select';
const pressing = 'button, summary, a, input:not([type="range"]), [role="slider"], [role="button"]';
/** What moves by arrow keys. */
const moving = 'input, [tabindex="0"]';

/**
 * @param {Shortcut} shortcut
 * @param {Element} target
 * @returns {boolean} whether the key belongs to what has the focus
 */
function taken({ key, control }, target) {
  if (target.closest(elsewhere)) return true;
  const typed = target.closest(typing);
  if (control) return typed !== null && !undoesByPage(typed);
  if (typed || target.closest(choosing)) return true;
  if (key === ' ') return target.closest(pressing) !== null;
  return key === 'arrowright' && target.closest(moving) !== null;
}

/** @param {Element} field */
function undoesByPage(field) {
  const root = field.getRootNode();
  return root instanceof ShadowRoot && root.host.localName === 'gp-number-field';
}

/**
 * A letter, digit or sign alone: speech input enters such by accident (WCAG 2.1.4).
 * @param {Shortcut} shortcut
 */
export const isCharacter = ({ key, control }) => !control && key.length === 1 && key !== ' ';

/**
 * The key by what is on it. Where a layout has another script, by its place: there it has no such letter.
 * @param {KeyboardEvent} event
 */
function keyOf({ key, code }) {
  if (key === '؟') return '?';
  const foreign = /^\P{ASCII}+$/u.test(key) && !/\p{Script=Latin}/u.test(key);
  const place = foreign && /^Key([A-Z])$/.exec(code);
  return (place ? place[1] : key).toLowerCase();
}

/**
 * @param {KeyboardEvent} event
 * @param {{characters?: boolean}} [options] characters: whether single letters and signs are shortcuts
 * @returns {Shortcut | undefined}
 */
export function shortcutOf(event, { characters = true } = {}) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return undefined;
  const key = keyOf(event);
  const control = event.ctrlKey || event.metaKey;
  const shortcut = shortcuts.find(
    (one) =>
      one.key === key &&
      (one.control ?? false) === control &&
      (one.shift === undefined || one.shift === event.shiftKey),
  );
  if (!shortcut || taken(shortcut, target)) return undefined;
  return characters || !isCharacter(shortcut) ? shortcut : undefined;
}
