import { css } from 'lit';

/** Of `<gradient-benchmark>`. */
export const styles = css`
  :host {
    min-height: 100vh;
    background: var(--gp-paper);
    font-size: var(--gp-size-3);
  }

  main {
    max-width: 760px;
    margin: 0 auto;
    padding: calc(3 * var(--gp-unit)) calc(2 * var(--gp-unit)) calc(6 * var(--gp-unit));
  }

  h1 {
    margin: calc(2 * var(--gp-unit)) 0 var(--gp-unit);
    font: 600 var(--gp-size-5) / 1.3 var(--gp-font-serif);
  }

  h2 {
    margin: calc(4 * var(--gp-unit)) 0 4px;
    font-size: var(--gp-size-4);
  }

  h2 small {
    color: var(--gp-ink-3);
    font-size: var(--gp-size-2);
    font-weight: 400;
  }

  p {
    max-width: 64ch;
    color: var(--gp-ink-2);
  }

  a {
    color: var(--gp-accent);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gp-unit);
    min-height: 34px;
    margin: calc(2 * var(--gp-unit)) 0;
  }

  .actions button {
    min-height: 34px;
    padding: 2px 14px;
  }

  progress {
    width: 180px;
    max-width: 40vw;
    accent-color: var(--gp-accent);
  }

  .failed {
    color: var(--gp-error);
  }

  table {
    width: 100%;
    margin-top: calc(2 * var(--gp-unit));
    border-collapse: collapse;
  }

  caption {
    padding-bottom: 2px;
    text-align: left;
    font-weight: 600;
  }

  caption span {
    display: block;
    color: var(--gp-ink-3);
    font-size: var(--gp-size-2);
    font-weight: 400;
  }

  th,
  td {
    padding: 3px 0;
    font-weight: 400;
    text-align: left;
  }

  th[scope='row'] {
    width: 96px;
    color: var(--gp-ink-2);
  }

  td.bar {
    padding-right: 12px;
  }

  td.number {
    width: 76px;
    text-align: right;
    white-space: nowrap;
  }

  td.ratio {
    width: 60px;
    color: var(--gp-ink-3);
    text-align: right;
  }

  svg {
    display: block;
    width: 100%;
    height: 14px;
  }

  .track {
    fill: var(--gp-sunken);
  }

  .scalar {
    fill: var(--gp-control-line);
  }

  .simd {
    fill: var(--gp-accent);
  }

  .relaxed {
    fill: var(--gp-test);
  }

  dl {
    margin: var(--gp-unit) 0 0;
    color: var(--gp-ink-2);
  }

  dt {
    font-weight: 600;
  }

  dd {
    margin: 0 0 var(--gp-unit);
  }

  @media (max-width: 480px) {
    th[scope='row'] {
      width: 84px;
    }

    td.number {
      width: 60px;
    }

    td.ratio {
      width: 48px;
    }
  }
`;
