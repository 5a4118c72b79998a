/** Why a comparison is refused. */

/** @typedef {'unknown-field' | 'bad-value' | 'bad-axis' | 'axes-clash' | 'too-many' | 'no-validation'} CompareErrorCode */

export class CompareError extends Error {
  /**
   * @param {CompareErrorCode} code
   * @param {string} message what was wrong, what was given and what is allowed
   */
  constructor(code, message) {
    super(message);
    this.name = 'CompareError';
    this.code = code;
  }
}
