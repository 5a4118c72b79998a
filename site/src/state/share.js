/**
 * An experiment as texts to copy: a link, and what puts it into other pages.
 *
 * @typedef {import('./schema.js').Schema} Schema
 * @typedef {import('./state.js').State} State
 */

import { encodeHash } from './hash.js';
import { kebab } from './names.js';
import { presetOf, presetState } from './presets.js';
import { writeTexts } from './setting-texts.js';

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * @param {Schema} schema
 * @param {State} state
 * @param {URL} site where the page and its modules are
 * @returns {{label: string, text: string}[]}
 */
export function shareSnippets(schema, state, site) {
  const hash = encodeHash(schema, state);
  const link = new URL(hash ? `#${hash}` : '', site).href;
  const title = presetOf(state.preset)?.question ?? 'Gradient Playground';
  const frame = `<iframe src="${escaped(link)}" title="${escaped(title)}" width="100%" height="900" loading="lazy"></iframe>`;
  const element = elementText(schema, state, site);
  return [
    { label: 'Link', text: link },
    { label: 'Frame', text: frame },
    { label: 'Element', text: element },
    { label: 'Markdown', text: `[${title.replace(/[[\]]/g, '')}](${markdownUrl(link)})` },
    { label: 'Quarto', text: `\`\`\`{=html}\n${element}\n\`\`\`` },
  ];
}

/** @param {string} link */
const markdownUrl = (link) => link.replaceAll('(', '%28').replaceAll(')', '%29');

/**
 * @param {Schema} schema
 * @param {State} state
 * @param {URL} site
 */
function elementText(schema, state, site) {
  const texts = writeTexts(schema, state, presetState(state.preset));
  const attributes = [['preset', state.preset || 'none'], ...texts].map(
    ([name, text]) => ` ${kebab(name)}="${escaped(text)}"`,
  );
  const module = new URL('gradient-playground.js', site).href;
  return [
    `<script type="module" src="${escaped(module)}"></script>`,
    `<gradient-playground${attributes.join('')} autoplay="visible"></gradient-playground>`,
  ].join('\n');
}
