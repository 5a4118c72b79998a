/**
 * Modules of the element that could not be loaded: each gets one note, with a way to try again.
 *
 * @typedef {import('../load-module.js').LoadFailure} LoadFailure
 * @typedef {import('../session/session.js').Session} Session
 */

/**
 * @param {EventTarget} element
 * @param {() => Session | undefined} current
 * @returns {() => void} ends it
 */
export function followLoadFailures(element, current) {
  const onFailure = (/** @type {Event} */ event) => {
    const session = current();
    if (!session) return;
    event.preventDefault();
    event.stopPropagation();
    const { message, retry } = /** @type {CustomEvent<LoadFailure>} */ (event).detail;
    const others = () => session.notes.filter((note) => note.message !== message);
    const again = () => {
      session.setNotes(others());
      retry();
    };
    session.setNotes([
      ...others(),
      { field: 'loading', message, action: { label: 'Try again', run: again } },
    ]);
  };
  element.addEventListener('gp-load-failed', onFailure);
  return () => element.removeEventListener('gp-load-failed', onFailure);
}
