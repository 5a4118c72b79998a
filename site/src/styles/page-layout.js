/** Where things are on the page: three columns, two, or one with the training controls at hand. */

import { css } from 'lit';
import { sizes } from './tokens.js';

export const layout = css`
  :host {
    display: block;
    /* in a row it is the element that gives way, not what stands beside it */
    flex-shrink: 1000;
    background: var(--gp-paper);
  }

  /*
   * Nothing that the page around has for its own texts gets in here, but whether they are shown. The column gives the
   * element a size of its own, where the page around asks for one: the frame, as a container, has none.
   */
  .ground {
    all: initial;
    display: grid;
    grid-template-columns: minmax(min(100%, 280px), 1680px);
    justify-content: center;
    visibility: inherit;
    pointer-events: inherit;
    direction: ltr;
    unicode-bidi: isolate;
    isolation: isolate;
    color-scheme: light;
    background: var(--gp-paper);
    ${sizes}
  }

  :host([data-theme='dark']) .ground {
    color-scheme: dark;
  }

  .frame {
    container-type: inline-size;
    contain-intrinsic-inline-size: 280px;
    color: var(--gp-ink);
    font: 400 var(--gp-size-2) / 1.45 var(--gp-font);
  }

  .page {
    display: grid;
    gap: 8px 24px;
    grid-template-columns: minmax(0, 1fr);
    grid-template-areas: 'head' 'notes' 'lead' 'walk' 'network' 'results' 'signals' 'settings' 'transport';
    padding: 8px 16px 0;
    --gp-network-height: 260px;
  }

  .page > * {
    min-width: 0;
  }

  /* until there is a network to show, nothing that it would push aside */
  .loading > :not(gp-masthead, .waiting) {
    visibility: hidden;
  }

  .waiting {
    position: absolute;
    z-index: 3;
    top: 64px;
    left: 50%;
    padding: 6px 14px;
    transform: translateX(-50%);
    border: 1px solid var(--gp-rule);
    border-radius: var(--gp-radius);
    background: var(--gp-surface);
    visibility: hidden;
    animation: appear 0s 1s forwards;
  }

  @keyframes appear {
    to {
      visibility: visible;
    }
  }

  gp-masthead {
    grid-area: head;
  }

  gp-notes {
    grid-area: notes;
  }

  .lead {
    display: grid;
    grid-area: lead;
    grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
    gap: 8px 24px;
  }

  /* where all is one column, the question's button is at hand: others that do the same would only repeat it */
  @container not (min-width: 760px) {
    .lead:has(gp-question),
    .lead:has(gp-question) ~ * {
      --gp-repeated: none;
    }
  }

  gp-walkthrough {
    grid-area: walk;
  }

  gp-settings {
    grid-area: settings;
    padding-bottom: 16px;
  }

  gp-network-panel {
    grid-area: network;
  }

  gp-results {
    grid-area: results;
  }

  gp-signals {
    grid-area: signals;
  }

  gp-transport {
    grid-area: transport;
    position: sticky;
    bottom: 0;
    z-index: 2;
    margin: 0 -16px;
    padding: 8px 16px;
    border-top: 1px solid var(--gp-rule);
    background: var(--gp-paper);
  }

  .state {
    grid-area: lead;
    max-width: 60ch;
  }

  .state h2 {
    margin: 0 0 4px;
    font: 400 var(--gp-size-5) / 1.25 var(--gp-font-serif);
  }

  @container (min-width: 760px) {
    .page {
      grid-template-columns: 248px minmax(0, 1fr);
      grid-template-areas:
        'head head'
        'notes notes'
        'lead lead'
        'transport transport'
        'walk walk'
        'settings network'
        'settings results'
        'settings signals';
      grid-template-rows: repeat(7, auto) 1fr;
      --gp-network-height: 300px;
      padding: 8px 24px 24px;
    }

    /* as high as the map beside it */
    gp-results {
      --gp-chart-height: 300px;
    }

    gp-transport {
      position: static;
      margin: 0;
      padding: 5px 0;
      border-bottom: 1px solid var(--gp-rule);
      background: none;
    }
  }

  @container (min-width: 1120px) {
    .page {
      grid-template-columns: 248px minmax(0, 1fr) minmax(300px, 25cqi);
      grid-template-areas:
        'head head head'
        'notes notes notes'
        'lead lead lead'
        'transport transport transport'
        'walk walk walk'
        'settings network results'
        'settings signals results';
      grid-template-rows: repeat(6, auto) 1fr;
      --gp-network-height: 240px;
      --gp-chart-height: 184px;
      --gp-map-height: 320px;
    }

    gp-results {
      --gp-chart-height: 184px;
    }
  }

  @media print {
    :host,
    .ground {
      background: none;
    }

    .ground {
      --gp-paper: #fff;
      -webkit-print-color-adjust: exact;
      print-color-adjust: exact;
    }

    .page {
      padding-bottom: 0;
    }

    gp-transport {
      position: static;
    }
  }
`;
