/** What separates `<gradient-comparison>` from the page around it. */

import { css } from 'lit';
import { sizes } from '../styles/tokens.js';

export const frame = css`
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
    grid-template-columns: minmax(min(100%, 280px), 1fr);
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
    font-variant-numeric: tabular-nums;
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

    nav,
    .actions,
    .settings,
    gc-axis,
    .next,
    details,
    section.export,
    .question > label {
      display: none;
    }

    .scroll {
      overflow: visible;
    }

    tr,
    figure {
      break-inside: avoid;
    }
  }
`;
