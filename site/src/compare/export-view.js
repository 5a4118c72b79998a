/** Buttons that save the trials of a comparison as files. */

import { html } from 'lit';

/** @typedef {{name: string, type: string, content: () => string | Promise<Blob>}} File */

/** @param {readonly File[]} files */
export const exportView = (files) =>
  html`<section>
    <h2>Take it along</h2>
    <div class="actions">
      ${files.map((file) => html`<button @click=${() => save(file)}>Save ${file.name}</button>`)}
    </div>
    <p>The address of this page holds the whole comparison: copy it to share or to repeat it.</p>
  </section>`;

/** A download may begin after the click is over. */
const millisecondsKept = 10_000;

/** @param {File} file */
async function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([await content()], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), millisecondsKept);
}
