/**
 * The runs that the worker builds: one after the other, and of those that are asked for meanwhile only the last. What
 * is no longer wanted and takes long is ended.
 *
 * @typedef {import('../engine-client.js').EngineClient} EngineClient
 * @typedef {import('../worker/protocol.js').Configuration} Configuration
 */

/** Milliseconds that the worker may still build what is no longer wanted; another worker takes about as long to start. */
const mostUnwanted = 300;

export class Builds {
  #client;
  /** How many were asked for. */
  #asked = 0;
  /** When the worker was given what it builds now. @type {number | null} */
  #since = null;
  #last = Promise.resolve();

  /** @param {EngineClient} client */
  constructor(client) {
    this.#client = client;
  }

  /** Settles when the last one that was asked for is there, or was refused. */
  get settled() {
    return this.#last;
  }

  /** Whether the worker builds one. */
  get inProgress() {
    return this.#since !== null;
  }

  /**
   * Begins another one, unless it is superseded before its turn.
   * @param {() => Promise<void>} begin
   * @returns {Promise<void>}
   */
  ask(begin) {
    this.#asked += 1;
    const asked = this.#asked;
    this.#supersede();
    this.#last = this.#last.then(() => (asked === this.#asked ? begin() : undefined));
    return this.#last;
  }

  /** Takes the place of all that were asked for. @param {Promise<void>} build */
  follow(build) {
    this.#last = build;
  }

  /** @param {Configuration} configuration */
  async configure(configuration) {
    this.#since = performance.now();
    try {
      return await this.#client.configure(configuration);
    } finally {
      this.#since = null;
    }
  }

  /** What the worker builds is no longer wanted; where that takes long, it is ended. */
  #supersede() {
    const since = this.#since;
    if (since === null) return;
    const left = since + mostUnwanted - performance.now();
    const end = () => {
      if (this.#since === since) this.#client.supersede();
    };
    if (left > 0) setTimeout(end, left);
    else end();
  }
}
