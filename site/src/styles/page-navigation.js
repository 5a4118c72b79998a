import { css } from 'lit';

/** The names of the pages, on top of each but the playground. */
export const pageNavigation = css`
  nav {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px calc(2 * var(--gp-unit));
    padding-bottom: var(--gp-unit);
    border-bottom: 1px solid var(--gp-rule);
  }

  nav strong {
    font: 600 var(--gp-size-4) / 1.3 var(--gp-font-serif);
  }

  nav a[aria-current] {
    color: var(--gp-ink);
    font-weight: 600;
    text-decoration: none;
  }
`;
