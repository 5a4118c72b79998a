/** Where the pages are: this module is beside them, or in a chunk in a folder below. */
export const siteAddress = new URL(
  import.meta.url.includes('/assets/') ? '..' : '.',
  import.meta.url,
);
