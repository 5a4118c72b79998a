/**
 * Base of the page's own components: rendered from a session, again after each of its events that the
 * component listens to.
 */

import { LitElement } from 'lit';
import { controls } from '../styles/control-styles.js';

/** @import { Session } from '../session/session.js' */

export class SessionElement extends LitElement {
  static styles = [controls];

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    session: { attribute: false },
    locked: { type: Boolean },
  };

  /** Events of the session after which the component is drawn again. @type {readonly string[]} */
  static events = ['change'];

  constructor() {
    super();
    /** @type {Session | undefined} */
    this.session = undefined;
    /** Settings cannot be changed. */
    this.locked = false;
    this.redraw = () => this.requestUpdate();
  }

  /** @override @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (!changed.has('session')) return;
    this.listen('removeEventListener', changed.get('session'));
    if (this.isConnected) this.listen('addEventListener', this.session);
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.listen('addEventListener', this.session);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.listen('removeEventListener', this.session);
  }

  /**
   * @param {'addEventListener' | 'removeEventListener'} method
   * @param {Session | undefined} session
   */
  listen(method, session) {
    const { events } = /** @type {typeof SessionElement} */ (this.constructor);
    for (const name of events) session?.[method](name, this.redraw);
  }
}

export { define } from '../views/common/define.js';
