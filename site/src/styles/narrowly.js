import { css, unsafeCSS } from 'lit';

/** @import { CSSResult } from 'lit' */

/**
 * Rules for where there is little room: in a narrow part of a wide page, or, also where a browser does not know
 * containers, in a narrow window.
 * @param {string} width the widest that is narrow
 * @param {CSSResult} rules
 */
export const narrowly = (width, rules) => css`
  @container (max-width: ${unsafeCSS(width)}) {
    ${rules}
  }

  @media (max-width: ${unsafeCSS(width)}) {
    ${rules}
  }
`;
