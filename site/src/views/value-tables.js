/**
 * The values of each drawing as a table, loaded once a table is opened.
 *
 * @typedef {object} Table
 * @property {string} caption
 * @property {string[]} head
 * @property {string[][]} rows the first cell of each is its header
 */

import { html } from 'lit';

export { mapTable } from './map/map-table.js';
export { networkTable } from './network/network-table.js';

const mostRows = 200;

/** @param {Table | null} table */
export function tableTemplate(table) {
  if (!table) return html`<p class="note">No values yet.</p>`;
  return html`<div class="table" tabindex="0" role="region" aria-label=${table.caption}>
    <table>
      <caption class="hidden-text">
        ${table.caption}
      </caption>
      <thead>
        <tr>
          ${table.head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.slice(0, mostRows).map(tableRow)}
      </tbody>
    </table>
  </div>`;
}

/** @param {string[]} cells */
function tableRow([first, ...rest]) {
  return html`<tr>
    <th scope="row">${first}</th>
    ${rest.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
