import { css, html } from 'lit';
import { formatShort } from '../common/text.js';
import { gradientDecades } from './edges.js';

/** What the legend of the network looks like. */
export const networkLegendStyles = css`
  .legend {
    display: flex;
    flex: 1 1 0;
    flex-wrap: wrap;
    gap: 0 20px;
    margin: 0;
    color: var(--gp-ink-2);
    font-size: var(--gp-size-1, 0.75rem);
  }

  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  /* wide enough for every bound, so that another one pushes nothing aside */
  b {
    min-width: 4ch;
    font-weight: inherit;
  }

  .bar {
    width: 56px;
    height: 10px;
    border: 1px solid var(--gp-rule);
    forced-color-adjust: none;
  }

  .sign {
    background: linear-gradient(to right, var(--gp-negative), var(--gp-zero), var(--gp-positive));
  }

  .magnitude {
    background: linear-gradient(to right, var(--gp-sunken), var(--gp-forward));
  }

  .gradient {
    background: linear-gradient(to right, var(--gp-rule), var(--gp-backward));
  }

  svg {
    width: 12px;
    height: 12px;
    fill: none;
    stroke: var(--gp-ink);
    stroke-width: 1.5;
  }

  .line {
    width: 28px;
    height: 0;
    border-top: 5px solid var(--gp-ink-3);
  }
`;

const flagLegend = html`<span
    ><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 1h10v10h-10zM1 11 11 1" /></svg
    >dead</span
  >
  <span
    ><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 1h10v10h-10zM9.5 1v10" /></svg
    >saturated</span
  >`;

/**
 * The scales of the network's drawing, each shown once.
 *
 * @param {{ weight: number, activation: number, activity: number }} bounds
 * @param {{ heatmaps: boolean, strips: boolean, gradient: boolean }} shown
 */
export function networkLegend({ weight, activation, activity }, { heatmaps, strips, gradient }) {
  return html`<p class="legend">
    ${
      heatmaps
        ? html`<span
            >activation (log) <b>−${formatShort(activation)}</b><i class="bar sign"></i
            ><b>${formatShort(activation)}</b></span
          >`
        : ''
    }
    ${
      strips
        ? html`<span
            >mean |a| (log) 0<i class="bar magnitude"></i><b>${formatShort(activity)}</b></span
          >`
        : ''
    }
    ${
      gradient
        ? html`<span
            >|gradient| (log) 10⁻${'⁰¹²³⁴⁵⁶⁷⁸⁹'[gradientDecades]}<i class="bar gradient"></i>1 × the
            largest</span
          >`
        : html`<span>weight: negative<i class="bar sign"></i>positive</span>`
    }
    <span><i class="line"></i>|weight| ≥ <b>${formatShort(weight)}</b></span>
    ${flagLegend}
  </p>`;
}
