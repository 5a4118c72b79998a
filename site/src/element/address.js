/**
 * Keeps the page's URL hash and a session's state the same: a change of one is taken over by the other.
 *
 * @typedef {import('../session/session.js').Session} Session
 */

import { encodeHash, readSettings, splitHash } from '../state/hash.js';

/**
 * Takes over every hash that the reader goes to.
 * @param {() => Session | undefined} current
 * @returns {() => void} ends it
 */
export function followAddress(current) {
  const onHash = () => {
    const session = current();
    if (!session?.schema) return;
    const { texts, notes } = splitHash(location.hash);
    const { state, notes: more } = readSettings(session.schema, texts);
    const all = [...notes, ...more];
    const stays = encodeHash(session.schema, state) === encodeHash(session.schema, session.state);
    if (!stays) session.change(state);
    if (!stays || all.length > 0) session.setNotes(all);
  };
  addEventListener('hashchange', onHash);
  return () => removeEventListener('hashchange', onHash);
}

/** Writes the state into the hash, as a step of the browser's history. @param {Session} session */
export function writeAddress(session) {
  if (!session.schema) return;
  const hash = encodeHash(session.schema, session.state);
  if (location.hash.replace(/^#/, '') === hash) return;
  try {
    history.pushState(null, '', hash ? `#${hash}` : location.pathname + location.search);
  } catch {
    // A frame without an origin may not change its address; the settings hold without it.
  }
}
