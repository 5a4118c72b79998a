/**
 * Keeps the page's URL hash and a session's state the same: a change of one is taken over by the other.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {typeof import('../state/hash.js').optionNames[number]} OptionName
 * @typedef {HTMLElement & {addressed: ReadonlyMap<string, string>}} Addressed
 */

import { encodeHash, readSettings, splitHash } from '../state/hash.js';

/** Whether a key is held that repeats itself: all that it changes is one change. */
let held = false;

/**
 * Takes over every hash that the reader goes to.
 * @param {Addressed} element
 * @param {() => Session | undefined} current
 * @returns {() => void} ends it
 */
export function followAddress(element, current) {
  const onHash = () => {
    const session = current();
    if (!session?.schema) return;
    const { texts, options, notes } = splitHash(location.hash);
    element.addressed = options;
    const { state, notes: more } = readSettings(session.schema, texts);
    const all = [...notes, ...more];
    const stays = encodeHash(session.schema, state) === encodeHash(session.schema, session.state);
    if (!stays) session.change(state);
    if (!stays || all.length > 0) session.setNotes(all);
  };
  const onKey = (/** @type {KeyboardEvent} */ { repeat }) => (held = repeat);
  const onKeyUp = () => (held = false);
  addEventListener('hashchange', onHash);
  addEventListener('keydown', onKey, true);
  addEventListener('keyup', onKeyUp, true);
  return () => {
    removeEventListener('hashchange', onHash);
    removeEventListener('keydown', onKey, true);
    removeEventListener('keyup', onKeyUp, true);
  };
}

/**
 * Writes the state into the hash: on a page of its own as a step of the browser's history, one for each finished
 * change; in a frame in place, since there the history is that of the page around.
 * @param {Session} session
 * @param {ReadonlyMap<string, string>} options that the hash holds besides
 */
export function writeAddress(session, options) {
  if (!session.schema) return;
  const hash = encodeHash(session.schema, session.state, options);
  if (location.hash.replace(/^#/, '') === hash) return;
  const { pathname, search } = location;
  try {
    // The whole path: a page's base element may lead a hash alone elsewhere.
    const address = pathname + search + (hash ? `#${hash}` : '');
    if (parent === window && !held) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  } catch {
    // A frame without an origin may not change its address; the settings hold without it.
  }
}
