/**
 * What happens in a session, told to the page around as the element's events.
 *
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../state/state.js').State} State
 */

/**
 * @param {HTMLElement} element
 * @param {Session} session
 */
export function relayEvents(element, session) {
  const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  const progress = () => ({
    step: session.run.step,
    epoch: session.run.frame?.epoch ?? 0,
    ...session.run.frame?.now,
  });
  /** @type {State | null} */
  let told = null;
  session.addEventListener('change', () => {
    if (!session.run.configured || session.status !== 'ready') return;
    if (told === null) tell('gp-ready', { version: session.schema?.tables.version });
    else if (told !== session.state) tell('gp-change', { state: session.state });
    told = session.state;
  });
  session.addEventListener('step', () => tell('gp-step', progress()));
  session.addEventListener('epoch', () => tell('gp-epoch', progress()));
  session.addEventListener('diverged', () => tell('gp-diverged', session.run.divergence));
  session.addEventListener('stop', (event) => {
    const { reason } = /** @type {CustomEvent<{reason: string}>} */ (event).detail;
    tell('gp-stop', { reason, ...progress() });
  });
  session.addEventListener('failed', () => {
    const { failure: message, failureCode: code } = session;
    tell('gp-error', { message, code });
  });
}
