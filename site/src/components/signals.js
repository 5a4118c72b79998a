/** `<gp-signals>`: how strong the signal is in each layer, forward and backward, over time. */

import { css, html, nothing } from 'lit';
import '../views/signal-chart.js';
import { SessionElement, define } from './session-element.js';
import { layerLabels } from './view-data.js';

export class Signals extends SessionElement {
  static events = ['change', 'frame'];

  static styles = [
    ...SessionElement.styles,
    css`
      :host {
        display: grid;
        gap: 16px 24px;
        grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
        align-content: start;
      }
    `,
  ];

  /** @override */
  render() {
    const { session } = this;
    if (!session?.configured) return nothing;
    const { layerSteps, layerCurves } = session.series;
    const labels = layerLabels(layerCurves.activation.length);
    const chart = (
      /** @type {Record<string, any>} */ { direction, series, heading, quantity, note },
    ) =>
      html`<gp-signal-chart
        group="time"
        .steps=${layerSteps}
        .series=${series}
        .labels=${labels}
        .direction=${direction}
        .heading=${heading}
        .quantity=${quantity}
        .note=${note}
      ></gp-signal-chart>`;
    return html`${chart({
      ...{ direction: 'forward', series: layerCurves.activation },
      ...{ heading: 'Forward: mean |activation| of each layer', quantity: 'mean |a|' },
      note: 'Level lines: the signal passes through.',
    })}
    ${chart({
      ...{ direction: 'backward', series: layerCurves.gradient },
      ...{ heading: 'Backward: mean |gradient| of each layer', quantity: 'mean |∂L/∂z|' },
      note: 'Lines far apart: the gradient vanishes or explodes on its way back.',
    })}`;
  }
}

define('gp-signals', Signals);
