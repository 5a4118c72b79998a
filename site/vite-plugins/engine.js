/**
 * Bundles the engine's API into the workers, so that its generated modules are fetched one round trip sooner; those stay
 * in the folder of the engine's build.
 */

const api = /[\\/]wasm[\\/]js[\\/]index\.js$/;
const generated = /^\.\/(gradient-\w+\.js)$/;
const ownFolder = /const folder = .*;/;
const ownNode = /const node = .*;/;

/**
 * @param {string} folder of the engine's build, as seen from the folder of this build: `../engine/build-…/`
 * @returns {import('vite').Plugin}
 */
export function engine(folder) {
  return {
    name: 'engine',
    enforce: 'pre',
    resolveId(id, importer = '') {
      const [, name] = (api.test(importer) && generated.exec(id)) || [];
      return name ? { id: folder + name, external: 'relative' } : null;
    },
    transform(code, id) {
      if (!api.test(id)) return null;
      if (!ownFolder.test(code) || !ownNode.test(code))
        this.error('index.js no longer names its folder, or node, as it did');
      const address = `new URL(/* @vite-ignore */ '${folder}', import.meta.url).href`;
      const inBrowser = code
        .replace(ownFolder, `const folder = ${address};`)
        .replace(ownNode, 'const node = undefined;'); // what is for node alone is left out
      return { code: inBrowser, map: null };
    },
  };
}
