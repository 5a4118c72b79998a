/** Why a comparison is refused. */

/** @typedef {'unknown-field' | 'bad-value' | 'bad-axis' | 'axes-clash' | 'too-many' | 'no-validation'} CompareErrorCode */

/**
 * A value that was refused, as a message prints it.
 * @param {unknown} value
 */
export function printed(value) {
  if (typeof value === 'string') return `“${value.slice(0, 40)}”`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

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
