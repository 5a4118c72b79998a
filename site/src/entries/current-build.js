/**
 * The folder of the build that the server has now. A public file that came from a cache may name a folder that a
 * deployment has replaced since.
 * @param {string} base the address of the public file
 * @returns {Promise<string | null>} null: the server does not say
 */
export async function currentBuild(base) {
  try {
    const answer = await fetch(new URL('build.json', base), { cache: 'no-store' });
    const { folder } = await answer.json();
    return typeof folder === 'string' ? folder : null;
  } catch {
    return null;
  }
}

/**
 * Loads a module of a build; where its folder is gone, the same module of the build that has replaced it, so that
 * files of two builds never meet.
 * @template Module
 * @param {string} base the address of the public file
 * @param {string} build the folder that the public file names
 * @param {string} name
 * @param {(url: string) => Promise<Module>} load
 * @returns {Promise<Module>}
 */
export async function loadFromBuild(base, build, name, load) {
  const from = (/** @type {string} */ folder) => load(new URL(`${folder}/${name}`, base).href);
  try {
    return await from(build);
  } catch (error) {
    const current = await currentBuild(base);
    if (!current || current === build) throw error;
    return from(current);
  }
}
