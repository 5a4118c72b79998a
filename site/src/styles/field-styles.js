/** How the labelled controls of the settings are laid out. */

import { css } from 'lit';

export const fields = css`
  .choice {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 172px);
    align-items: center;
    gap: 8px;
  }

  .choice select {
    width: 100%;
    text-overflow: ellipsis;
  }

  .set {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .set legend {
    float: left;
    width: 100%;
    padding: 0;
    margin-bottom: 2px;
  }

  .set button {
    min-width: 36px;
    padding: 0 6px;
    font-size: var(--gp-size-1);
  }

  .suggested {
    outline: 1px dashed var(--gp-accent);
    outline-offset: 2px;
    border-radius: var(--gp-radius);
    background: var(--gp-accent-soft);
  }

  .more summary {
    display: list-item;
    min-height: 24px;
    list-style: disclosure-closed inside;
    color: var(--gp-ink-2);
    font-weight: 400;
    line-height: 24px;
  }

  .more[open] > summary {
    list-style-type: disclosure-open;
  }

  .more > .fields {
    padding: 0 0 8px;
  }
`;
