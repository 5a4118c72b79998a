/** How formulas are set; the classes are those that `site/vite-plugins/formulas.js` leaves. */

import { css } from 'lit';

export const formulas = css`
  .formula {
    overflow-x: auto;
    padding: 2px 0 2px 8px;
    border-left: 2px solid var(--gp-rule);
    color: var(--gp-ink-2);
    font-size: var(--gp-size-2);
  }

  .formula p {
    margin: 2px 0;
    font-size: var(--gp-size-1);
    overflow-wrap: anywhere;
  }

  math {
    margin-block: 3px;
    font-size: var(--gp-size-3);
  }

  mtd {
    padding-inline: 0;
  }

  .tml-apart {
    padding-left: 1em;
  }

  /* a cell's contents are a block, which Chromium aligns by its own keywords only */
  .tml-left {
    text-align: left;
    text-align: -webkit-left;
  }

  .tml-right {
    text-align: right;
    text-align: -webkit-right;
  }

  /* a hat as large as over a letter of the text */
  .tml-accent {
    math-depth: 0;
  }
`;
