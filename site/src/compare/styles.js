import { css } from 'lit';

/** Of `<gradient-comparison>`. */
export const styles = css`
  main,
  .main {
    padding: var(--gp-unit) calc(2 * var(--gp-unit)) calc(4 * var(--gp-unit));
  }

  a {
    color: var(--gp-accent);
  }

  h1 {
    margin: 0;
    font: 600 var(--gp-size-5) / 1.3 var(--gp-font-serif);
  }

  h2 {
    margin: calc(3 * var(--gp-unit)) 0 var(--gp-unit);
    font-size: var(--gp-size-4);
  }

  p {
    max-width: 76ch;
    margin: 4px 0;
    color: var(--gp-ink-2);
  }

  p.base {
    max-width: none;
  }

  .answer {
    color: var(--gp-ink);
  }

  .question {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: var(--gp-unit) calc(3 * var(--gp-unit));
    margin: calc(2 * var(--gp-unit)) 0 var(--gp-unit);
  }

  .question h2 {
    margin-top: 0;
  }

  .waiting {
    min-height: 480px;
  }

  .next {
    margin-top: var(--gp-unit);
  }

  details.controls {
    margin: var(--gp-unit) 0;
  }

  summary {
    width: max-content;
    padding: 3px 0;
    font-weight: 600;
    cursor: pointer;
  }

  summary:focus-visible {
    outline: 2px solid var(--gp-focus);
  }

  small {
    color: var(--gp-ink-2);
    font-size: inherit;
  }

  .actions,
  .settings,
  .axis {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }

  .settings {
    gap: 6px calc(2 * var(--gp-unit));
    margin: var(--gp-unit) 0;
  }

  .settings input[type='text'] {
    width: 76px;
  }

  select {
    min-width: 0;
    max-width: 100%;
  }

  label {
    display: inline-flex;
    min-width: 0;
    max-width: 100%;
    align-items: center;
    gap: 6px;
  }

  .axis {
    margin: 6px 0;
  }

  .axis > strong {
    min-width: 64px;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--gp-control-line);
    border-radius: 13px;
    background: var(--gp-surface);
    padding-left: 10px;
  }

  .chip button {
    min-width: 24px;
    min-height: 24px;
    padding: 0 4px;
    border: 0;
    background: none;
    color: var(--gp-ink-2);
  }

  .refusal {
    color: var(--gp-error);
  }

  .scroll {
    overflow-x: auto;
    padding-bottom: 4px;
  }

  table {
    border-collapse: separate;
    border-spacing: 6px;
    margin-left: -6px;
  }

  table.grid {
    width: 100%;
    table-layout: fixed;
  }

  th {
    font-weight: 600;
    text-align: left;
    vertical-align: bottom;
  }

  th[scope='row'] {
    padding-right: 6px;
    vertical-align: middle;
    overflow-wrap: anywhere;
  }

  th small,
  td small {
    display: block;
    color: var(--gp-ink-3);
    font-size: var(--gp-size-1);
    font-weight: 400;
  }

  table.ranking {
    border-spacing: 0;
    margin: 0;
  }

  table.ranking td,
  table.ranking th {
    padding: 3px 18px 3px 0;
    border-bottom: 1px solid var(--gp-rule);
    width: auto;
  }

  table.ranking th[scope='row'] {
    font-weight: 400;
  }

  table.grid thead td {
    width: 140px;
  }

  table.grid thead th {
    width: 178px;
  }

  @container (min-width: 1000px) {
    table.few {
      width: auto;
    }

    table.few thead th {
      width: 400px;
    }
  }

  td.cell {
    padding: 0;
    border: 1px solid var(--gp-rule);
    border-radius: var(--gp-radius);
    background: var(--gp-surface);
    vertical-align: top;
  }

  dl {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px 0;
    max-width: 88ch;
  }

  dt {
    font-weight: 600;
  }

  dd {
    margin: 0 0 var(--gp-unit);
    color: var(--gp-ink-2);
  }

  progress {
    width: 140px;
    accent-color: var(--gp-accent);
  }

  .scale {
    width: 60px;
    height: 10px;
    margin: 0 2px;
    border: 1px solid var(--gp-rule);
    fill: var(--gp-accent);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px calc(2 * var(--gp-unit));
    color: var(--gp-ink-3);
    font-size: var(--gp-size-1);
  }

  @container (max-width: 600px) {
    main,
    .main {
      padding: var(--gp-unit);
    }

    table.grid thead td {
      width: 84px;
    }

    table.grid thead th {
      width: 160px;
    }
  }
`;
