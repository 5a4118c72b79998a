/** Native controls, styled little; shared by every component of the page. */

import { css } from 'lit';

export const controls = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--gp-ink);
    font: 400 var(--gp-size-2) / 1.45 var(--gp-font);
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }

  button,
  select,
  input[type='text'] {
    min-height: 26px;
    padding: 1px 7px;
    border: 1px solid var(--gp-control-line);
    border-radius: var(--gp-radius);
    background: var(--gp-surface);
  }

  button {
    cursor: pointer;
    white-space: nowrap;
  }

  button:hover:not(:disabled),
  select:hover:not(:disabled) {
    border-color: var(--gp-ink-2);
  }

  button:disabled,
  select:disabled,
  input:disabled {
    color: var(--gp-ink-3);
    border-color: var(--gp-rule);
    cursor: default;
  }

  button.primary {
    background: var(--gp-accent);
    border-color: var(--gp-accent);
    color: var(--gp-on-accent);
  }

  button.quiet {
    border-color: transparent;
    background: transparent;
  }

  button.quiet:hover:not(:disabled) {
    border-color: var(--gp-rule);
    background: var(--gp-sunken);
  }

  button[aria-pressed='true'] {
    border-color: var(--gp-accent);
    background: var(--gp-accent-soft);
  }

  /* a chosen button, where the system's few colours are all there is */
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }

  :focus-visible {
    outline: 2px solid var(--gp-focus);
    outline-offset: 1px;
  }

  kbd {
    padding: 0 4px;
    border: 1px solid var(--gp-rule);
    border-radius: 3px;
    color: var(--gp-ink-3);
    font: inherit;
    font-size: var(--gp-size-1);
  }

  button.primary kbd {
    color: inherit;
    border-color: currentColor;
  }

  h2,
  h3 {
    margin: 0;
    font-size: var(--gp-size-2);
    font-weight: 600;
  }

  p {
    margin: 0;
  }

  svg.icon {
    width: 16px;
    height: 16px;
    flex: none;
    vertical-align: -3px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  svg.icon .solid {
    fill: currentColor;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
