/** `<gp-network-panel>`: the network itself. */

import { html } from 'lit';
import { SessionElement, define } from './session-element.js';

export class NetworkPanel extends SessionElement {
  static events = ['change', 'frame'];

  /** @override */
  render() {
    return html``;
  }
}

define('gp-network-panel', NetworkPanel);
