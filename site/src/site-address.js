/** Where the pages are: beside the folder of the build that this module is in. */
export const siteAddress = new URL('..', /* @vite-ignore */ import.meta.url);
