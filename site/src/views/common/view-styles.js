import { css } from 'lit';

/** What all views share: figure, caption, plot, read-out and table. */
export const viewStyles = css`
  :host {
    display: block;
    color: var(--gp-ink);
    font-family: var(--gp-font, system-ui, sans-serif);
    font-size: var(--gp-size-2, 0.8125rem);
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
    contain: layout style;
  }

  :host([hidden]) {
    display: none;
  }

  figure {
    margin: 0;
    display: flex;
    flex-direction: column;
    gap: 4px;
  }

  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 12px;
  }

  .title {
    font-size: var(--gp-size-3, 0.9375rem);
    font-weight: 600;
    margin: 0;
  }

  .note,
  .readout {
    color: var(--gp-ink-2);
    margin: 0;
  }

  .note {
    flex-basis: 100%;
  }

  .readout {
    min-height: 1.4em;
    text-wrap: pretty;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }

  .readout {
    flex: 1 1 60%;
  }

  details {
    margin-left: auto;
  }

  details[open] {
    flex-basis: 100%;
  }

  .plot {
    position: relative;
    touch-action: pan-y;
  }

  /* a pointer's place is one in the plot */
  .plot[role='img'] > * {
    pointer-events: none;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }

  :focus-visible {
    outline: 2px solid var(--gp-focus);
    outline-offset: 2px;
    border-radius: 2px;
  }

  .cursor {
    position: absolute;
    top: 0;
    left: 0;
    width: 1px;
    background: var(--gp-ink-3);
    pointer-events: none;
    visibility: hidden;
  }

  .probe {
    position: absolute;
    width: 0;
    height: 0;
    color: var(--gp-ink);
    transition: color 1ms;
    visibility: hidden;
  }

  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  details {
    color: var(--gp-ink-2);
    font-size: var(--gp-size-1, 0.75rem);
  }

  summary {
    min-height: var(--gp-target, 24px);
    line-height: var(--gp-target, 24px);
    width: fit-content;
    cursor: pointer;
  }

  .table {
    overflow: auto;
    max-height: 240px;
  }

  table {
    border-collapse: collapse;
  }

  th,
  td {
    padding: 2px 12px 2px 0;
    text-align: right;
    white-space: nowrap;
  }

  th:first-child,
  td:first-child {
    text-align: left;
  }

  thead th {
    font-weight: 600;
    border-bottom: 1px solid var(--gp-rule);
  }

  button,
  select,
  input {
    font: inherit;
    color: inherit;
    min-height: var(--gp-target, 24px);
    border: 1px solid var(--gp-control-line);
    border-radius: var(--gp-radius, 4px);
    background: var(--gp-surface);
  }

  button {
    cursor: pointer;
    padding: 0 8px;
  }

  button:hover {
    background: var(--gp-sunken);
  }

  button[aria-pressed='true'] {
    background: var(--gp-ink);
    color: var(--gp-paper);
    border-color: var(--gp-ink);
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

  button:disabled {
    opacity: 0.45;
    cursor: default;
  }
`;
