/**
 * Which panels of an element can be seen: only what those draw is measured and sent by the worker.
 */

export class VisiblePanels {
  #changed;
  /** @type {Set<string>} local names of what can be seen, or nearly */
  #seen = new Set();
  /** @type {Set<Element>} */
  #watched = new Set();
  #observer;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
    this.#observer = new IntersectionObserver((entries) => this.#take(entries), {
      rootMargin: '64px',
    });
  }

  /** @param {Iterable<Element>} panels those that there are now */
  watch(panels) {
    const present = new Set(panels);
    for (const panel of this.#watched) {
      if (present.has(panel)) continue;
      this.#observer.unobserve(panel);
      this.#seen.delete(panel.localName);
    }
    for (const panel of present) {
      if (!this.#watched.has(panel)) this.#observer.observe(panel);
    }
    this.#watched = present;
  }

  /** @param {string} name */
  has(name) {
    return this.#seen.has(name);
  }

  end() {
    this.#observer.disconnect();
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #take(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#seen.add(target.localName);
      else this.#seen.delete(target.localName);
    }
    this.#changed();
  }
}
