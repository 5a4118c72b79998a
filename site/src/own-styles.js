/**
 * A page that a cache has kept names the styles of the build that it came with; those of this build take their place.
 * @param {string} here the address of a module of this build
 */
export function useOwnStyles(here) {
  const own = new URL('page.css', here).href;
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (
    document.querySelectorAll('link[rel="stylesheet"]')
  );
  for (const link of links) if (link.href !== own) link.href = own;
}
