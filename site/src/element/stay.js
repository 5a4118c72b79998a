/**
 * An element's time in the document. What is asked of the element while it is not there waits for it to come
 * back; when it has been gone for good, that is rejected.
 */

/** Milliseconds after which an element that was removed counts as gone: one that is moved is back at once. */
const grace = 5000;

/** @returns {{promise: Promise<void>, resolve: () => void, reject: (error: Error) => void}} */
export function resolvers() {
  /** @type {any} */
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  result.promise.catch(() => {}); // who asked gets it; nobody else has to hear of it
  return result;
}

export class Stay {
  #here = resolvers();
  #over = resolvers();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #onGone;

  /** @param {() => void} onGone */
  constructor(onGone) {
    this.#onGone = onGone;
  }

  begin() {
    clearTimeout(this.#timer);
    this.#here.resolve();
  }

  end() {
    this.#here = resolvers();
    this.#timer = setTimeout(() => this.#leave(), grace);
  }

  /**
   * Does something once the element is there. A failure is told to who waits for the promise, and to nobody
   * else.
   * @template T
   * @param {() => T | Promise<T>} task
   * @returns {Promise<T>} rejects with an AbortError where the element has gone before it is done
   */
  during(task) {
    const over = this.#over;
    const present = async () => {
      await this.#here.promise;
      return this.#over === over ? task() : /** @type {any} */ (over.promise);
    };
    const result = Promise.race([present(), /** @type {Promise<any>} */ (over.promise)]);
    result.catch(() => {});
    return result;
  }

  #leave() {
    const over = this.#over;
    this.#over = resolvers();
    over.reject(new DOMException('The playground was removed from its page.', 'AbortError'));
    this.#onGone();
  }
}
