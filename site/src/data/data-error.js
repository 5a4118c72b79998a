/**
 * @typedef {'bad-argument' | 'unknown-name' | 'unknown-format' | 'damaged' | 'too-large' | 'not-found'
 *   | 'wrong-hash' | 'bad-cell' | 'no-rows'} DataErrorCode
 */

/**
 * Data that was refused. `code`: `bad-argument` for an option, `unknown-name` for a data set or a column that does not
 * exist, `unknown-format` for bytes of another format, `damaged` for bytes that contradict themselves or end early,
 * `too-large` for what is above a limit of `limits.js`, `not-found` for a file that could not be fetched, `wrong-hash`
 * for a file with other content than expected, `bad-cell` for a cell that cannot be used, `no-rows` for a table that
 * has no row left.
 */
export class DataError extends Error {
  /**
   * @param {DataErrorCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'DataError';
    this.code = code;
  }
}
