/** Which screenshots the documents show: these alone are committed, in docs/screenshots/. */

import { readFile, readdir } from 'node:fs/promises';

const root = new URL('../../', import.meta.url);

/** @returns {Promise<string[]>} the names of their files, in order */
export async function documentedPictures() {
  const guides = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'));
  const documents = ['README.md', 'CONTRIBUTING.md', ...guides.map((name) => `docs/${name}`)];
  const shown = new Set();
  for (const document of documents) {
    const text = await readFile(new URL(document, root), 'utf8');
    for (const [, target] of text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)) {
      const { pathname } = new URL(target, new URL(document, root));
      const folder = new URL('docs/screenshots/', root).pathname;
      if (pathname.startsWith(folder)) shown.add(pathname.slice(folder.length));
    }
  }
  return [...shown].sort();
}
