/**
 * What the element's methods and properties throw: an error with a `code` that stays, where the message may change.
 *
 * - `invalid-argument`: an argument that is none of those allowed
 * - `invalid-experiment`: a state that has something wrong in it
 * - `engine-failed`: the engine could not be started
 *
 * @typedef {'invalid-argument' | 'invalid-experiment' | 'engine-failed'} RefusalCode
 */

/**
 * @template {Error} E
 * @param {E} error
 * @param {RefusalCode} code
 * @returns {E & {code: RefusalCode}}
 */
export const withCode = (error, code) => Object.assign(error, { code });
