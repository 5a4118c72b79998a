/**
 * `<gp-own-table>`: a table of the reader's own, pasted, dropped or opened: what was read of it, and what to learn from
 * it. The table stays in this page.
 */

import { css, html, nothing } from 'lit';
import { contentHash } from '../data/content-hash.js';
import { readTable } from '../data/table.js';
import { prepareTable } from '../data/table-spec.js';
import { formatCount } from '../format.js';
import { SessionElement, define } from './session-element.js';

/** @import { Table } from '../data/table.js' */

const previewRows = 5;
/** A reading is offered where it fits at least this much as well as the best. */
const likely = 0.5;

/** @type {Record<string, string>} */
const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', ' ': 'spaces', '': 'none' };

export class OwnTable extends SessionElement {
  static styles = [
    ...SessionElement.styles,
    css`
      textarea {
        width: 100%;
        box-sizing: border-box;
        font: 400 var(--gp-size-1) / 1.5 var(--gp-font-mono);
      }

      label {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        margin: 4px 0;
      }

      .scroll {
        overflow-x: auto;
      }

      th,
      td {
        padding: 2px 6px 2px 0;
        text-align: left;
        white-space: nowrap;
      }
    `,
  ];

  static properties = {
    ...SessionElement.properties,
    table: { state: true },
    target: { state: true },
    missing: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    /** @type {Table | null} */
    this.table = null;
    /** @type {Uint8Array} */
    this.bytes = new Uint8Array();
    this.name = '';
    this.target = '';
    /** @type {'drop' | 'mean'} */
    this.missing = 'drop';
    this.refusal = '';
  }

  /**
   * @param {Uint8Array} bytes
   * @param {string} name
   * @param {object} [options] another reading
   */
  read(bytes, name, options = {}) {
    this.attempt(() => {
      const table = readTable(bytes, options);
      this.bytes = bytes;
      this.name = name.replaceAll('~', '-').slice(0, 80);
      this.table = table;
      this.target = /** @type {string} */ (table.columns.at(-1)?.name);
    });
  }

  /** What is refused is said, and nothing else changes. @param {() => void} act */
  attempt(act) {
    this.refusal = '';
    try {
      act();
    } catch (error) {
      this.refusal = /** @type {Error} */ (error).message;
    }
  }

  /** @param {File | undefined} file */
  async open(file) {
    if (file) this.read(new Uint8Array(await file.arrayBuffer()), file.name);
  }

  train() {
    this.attempt(() => {
      const { table, target, missing } = this;
      if (!table) return;
      const { spec, columns, classNames, lines } = prepareTable(table, { target, missing });
      const hash = contentHash(this.bytes).slice(0, 16);
      const shortTarget = target.replaceAll('~', '-').slice(0, 80);
      const file = `${this.name}~${lines.length}x${columns.length}~${hash}~${shortTarget}`;
      this.session?.useTable(file, { spec, columns, classNames });
    });
  }

  /** @override */
  render() {
    return html`<div
      @dragover=${(/** @type {Event} */ event) => event.preventDefault()}
      @drop=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        this.open(event.dataTransfer?.files[0]);
      }}
    >
      <p class="note">Paste a table with its header here, or drop a file. It stays in this page.</p>
      <textarea
        rows="3"
        aria-label="Your table, as comma-separated values"
        @input=${(/** @type {Event} */ { currentTarget }) =>
          this.read(
            new TextEncoder().encode(/** @type {HTMLTextAreaElement} */ (currentTarget).value),
            'pasted table',
          )}
      ></textarea>
      <input
        type="file"
        accept=".csv,.tsv,.txt"
        aria-label="Open a table"
        @change=${(/** @type {Event} */ { currentTarget }) =>
          this.open(/** @type {HTMLInputElement} */ (currentTarget).files?.[0])}
      />
      ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      ${this.table ? this.preview(this.table) : nothing}
    </div>`;
  }

  /** @param {Table} table */
  preview(table) {
    const { columns, cells, rows, readings, refused, warnings } = table;
    const [{ delimiter, decimal }, second] = readings;
    return html`<p class="note">
        ${formatCount(rows)} rows, ${columns.length} columns; separated by
        ${delimiterNames[delimiter] ?? delimiter}, decimal mark “${decimal}”.
      </p>
      ${
        second && second.columns > 1 && second.score > likely * readings[0].score
          ? html`<button @click=${() => this.read(this.bytes, this.name, second)}>
              Read with ${delimiterNames[second.delimiter] ?? second.delimiter} and
              “${second.decimal}”
            </button>`
          : nothing
      }
      <div class="scroll" tabindex="0" role="region" aria-label="First rows">
        <table>
          <tr>
            ${columns.map(({ name, type }) => html`<th scope="col">${name}<br />${type}</th>`)}
          </tr>
          ${cells.slice(0, previewRows).map(
            (row) =>
              html`<tr>
                ${row.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </table>
      </div>
      ${warnings.map(({ message }) => html`<p class="note">${message}</p>`)}
      ${refused
        .slice(0, previewRows)
        .map(
          ({ line, column, content, reason }) =>
            html`<p class="note">Line ${line} ${column}: ${content}: ${reason}.</p>`,
        )}
      ${this.choice(
        'Target',
        columns.map(({ name }) => [name, name]),
        this.target,
        (value) => {
          this.target = value;
        },
      )}
      ${this.choice('Missing values', missingChoices, this.missing, (value) => {
        this.missing = /** @type {'drop' | 'mean'} */ (value);
      })}
      <button ?disabled=${this.locked} @click=${() => this.train()}>Train on it</button>`;
  }

  /**
   * @param {string} label
   * @param {readonly (readonly [string, string])[]} options
   * @param {string} chosen
   * @param {(value: string) => void} take
   */
  choice(label, options, chosen, take) {
    return html`<label>
      ${label}
      <select
        @change=${(/** @type {Event} */ { currentTarget }) =>
          take(/** @type {HTMLSelectElement} */ (currentTarget).value)}
      >
        ${options.map(
          ([value, text]) =>
            html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </label>`;
  }
}

const missingChoices = /** @type {const} */ ([
  ['drop', 'leave the row out'],
  ['mean', 'take the mean'],
]);

define('gp-own-table', OwnTable);
