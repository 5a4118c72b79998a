/**
 * A trial that was refused. `code`: `out-of-range` for a number of the plan, `invalid-experiment` for an
 * experiment; the engine's own refusals are its `EngineError`s.
 */
export class TrialError extends Error {
  /**
   * @param {'out-of-range' | 'invalid-experiment'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'TrialError';
    this.code = code;
  }
}
