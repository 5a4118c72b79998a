/**
 * Attributes that change on a live element: another experiment, or other settings of this one.
 *
 * @typedef {import('../session/session.js').Session} Session
 */

import { attributeTexts, typoNotes } from '../state/attribute-texts.js';
import { readSettings } from '../state/hash.js';
import { settingOf } from '../state/names.js';
import { readTexts } from '../state/setting-texts.js';

/**
 * @param {Element} element
 * @param {() => Session | undefined} current
 * @returns {() => void} ends it
 */
export function followAttributes(element, current) {
  const observer = new MutationObserver((records) => {
    const session = current();
    if (!session?.schema) return;
    const names = records.map(({ attributeName }) => attributeName ?? '');
    const changed = new Set(names.map(settingOf).filter((name) => name !== null));
    if (changed.size > 0) take(session, attributeTexts(element), changed);
    const slips = typoNotes(element, new Set(names));
    if (slips.length > 0) session.setNotes([...session.notes, ...slips]);
  });
  observer.observe(element, { attributes: true });
  return () => observer.disconnect();
}

/**
 * @param {Session} session
 * @param {Map<string, string>} texts of all attributes
 * @param {Set<string>} changed
 */
function take(session, texts, changed) {
  const schema = /** @type {import('../state/schema.js').Schema} */ (session.schema);
  const anew = changed.has('preset') || [...changed].some((name) => !texts.has(name));
  const some = new Map([...texts].filter(([name]) => changed.has(name)));
  const { state, notes } = anew
    ? readSettings(schema, texts)
    : readTexts(schema, session.state, some);
  const refusal = session.change(state);
  const all = refusal ? [...notes, { field: 'attributes', message: refusal }] : notes;
  if (all.length > 0) session.setNotes(all);
}
