/** `<gp-signals>`: how strong the signal is in each layer, forward and backward, and why. */

import { html, nothing } from 'lit';
import '../views/signal-panel.js';
import { ActivationCurves } from './activation-curves.js';
import { SessionElement, define } from './session-element.js';
import { layerLabels } from './view-data.js';

export class Signals extends SessionElement {
  static events = ['change', 'frame'];

  constructor() {
    super();
    this.curves = new ActivationCurves();
  }

  /** @override */
  render() {
    const { session } = this;
    if (!session?.run.configured) return nothing;
    const { layerSteps, layerCurves, measurements } = session.run.series;
    return html`<gp-signal-panel
      .group=${session.id}
      .steps=${layerSteps}
      .layerCurves=${layerCurves}
      .measurements=${measurements}
      .statistics=${session.run.layers}
      .labels=${layerLabels(session.run.configured.layers.length)}
      .curves=${this.curves.of(session, this.redraw)}
    ></gp-signal-panel>`;
  }
}

define('gp-signals', Signals);
