/**
 * The little that Lit asks of a DOM while its module is loaded, for hosts that have none: the element can
 * be imported on a server, where it does nothing.
 */

export const HTMLElement = globalThis.HTMLElement ?? class {};
export const customElements = globalThis.customElements ?? { define() {}, get() {} };
