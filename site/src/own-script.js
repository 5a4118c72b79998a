/**
 * A page may require that addresses of scripts come from a named policy (Trusted Types). Ours lets through what is given
 * here alone: addresses beside our own modules. Lit has a policy of its own for markup, `lit-html`.
 */

/** @typedef {{createScriptURL: (url: string) => any}} Policy */
/** @typedef {{createPolicy: (name: string, rules: Policy) => Policy}} Policies not known to TypeScript yet */
const { trustedTypes } = /** @type {{trustedTypes?: Policies}} */ (
  /** @type {unknown} */ (globalThis)
);

/** @type {Policy} */
const rules = { createScriptURL: (url) => url };
const policy = trustedTypes?.createPolicy('gradient-playground', rules) ?? rules;

/** @param {string | URL} url @returns {string} */
export const ownScript = (url) => policy.createScriptURL(String(url));
