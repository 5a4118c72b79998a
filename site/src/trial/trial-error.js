/**
 * A trial that was refused. `code`: `out-of-range` for a number of the plan, `invalid-experiment` for an
 * experiment, `no-data` where an experiment names data that the plan does not have; the engine's own refusals are its `EngineError`s.
 */
export class TrialError extends Error {
  /**
   * @param {'out-of-range' | 'invalid-experiment' | 'no-data'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'TrialError';
    this.code = code;
  }
}
