/** How the labelled controls of the settings are laid out. */

import { css } from 'lit';

export const fields = css`
  .choice {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 152px);
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

  .formula {
    overflow-x: auto;
    padding: 2px 0 2px 8px;
    border-left: 2px solid var(--gp-rule);
    color: var(--gp-ink-2);
    font-size: var(--gp-size-2);
  }
`;
