/**
 * Translators of browsers put `<font>` elements in the place of texts. What draws an element anew still writes into the
 * text nodes that were there, which nobody sees any more. So each goes back, empty, to before what took its place; once
 * something is written into it, the translation of what it was goes.
 *
 * @import { ReactiveController, ReactiveElement } from 'lit'
 */

/** @param {Node} node */
const isFont = (node) => node.nodeName === 'FONT';

/** @param {Node | null} node @returns {node is Text} */
const isText = (node) => node?.nodeType === Node.TEXT_NODE;

/** @implements {ReactiveController} */
class TranslatedTexts {
  /** @type {WeakMap<Node, {font: Element, was: string}>} */
  #replaced = new WeakMap();
  /** @type {WeakMap<Node, Text>} */
  #texts = new WeakMap();
  #observer = new MutationObserver((records) => this.#take(records));
  #host;
  #translated = false;

  /** @param {ReactiveElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#observe();
  }

  hostDisconnected() {
    this.#observer.disconnect();
  }

  #observe() {
    const characterData = this.#translated;
    this.#observer.observe(this.#host.renderRoot, {
      childList: true,
      subtree: true,
      characterData,
    });
  }

  /** @param {MutationRecord[]} records */
  #take(records) {
    for (const record of records) {
      if (record.type === 'characterData') this.#written(record.target);
      else this.#moved(record, records);
    }
    this.#observer.takeRecords(); // what was done here
  }

  /** @param {Node} text */
  #written(text) {
    const { font } = this.#replaced.get(text) ?? {};
    this.#replaced.delete(text);
    font?.remove();
  }

  /**
   * @param {MutationRecord} record
   * @param {MutationRecord[]} all
   */
  #moved(record, all) {
    for (const font of record.removedNodes) {
      const text = this.#texts.get(font);
      if (text && !font.isConnected) this.#restore(text, record.addedNodes);
    }
    for (const text of record.removedNodes) {
      const font = isText(text) && successor(record, all);
      if (font) this.#keep(/** @type {Text} */ (text), font);
    }
  }

  /**
   * @param {Text} text
   * @param {Element} font
   */
  #keep(text, font) {
    if (font.contains(text)) text.replaceWith(text.cloneNode());
    this.#replaced.set(text, { font, was: text.data });
    this.#texts.set(font, text);
    text.data = '';
    font.before(text);
    if (!this.#translated) {
      this.#translated = true;
      this.#observe();
    }
  }

  /**
   * The original is shown again.
   * @param {Text} text
   * @param {NodeList} added in the place of the translation
   */
  #restore(text, added) {
    const { was } = this.#replaced.get(text) ?? {};
    this.#replaced.delete(text);
    if (was === undefined || text.data !== '') return;
    const [original] = [...added].filter(isText).filter((node) => node !== text);
    original?.remove();
    text.data = original ? original.data : was;
  }
}

/**
 * What took the place of a text that was removed.
 * @param {MutationRecord} record
 * @param {MutationRecord[]} all
 * @returns {Element | undefined}
 */
function successor({ target, addedNodes, previousSibling, nextSibling }, all) {
  const inItsPlace = (/** @type {MutationRecord} */ other) =>
    other.target === target &&
    other.nextSibling === nextSibling &&
    other.previousSibling === previousSibling;
  const later = all.filter(inItsPlace).flatMap((other) => [...other.addedNodes]);
  const candidates = [...addedNodes, ...later, previousSibling, nextSibling];
  const font = candidates.find((node) => node && isFont(node) && node.parentNode === target);
  return /** @type {Element | undefined} */ (font);
}

/**
 * Keeps the texts of all elements of a class.
 * @param {CustomElementConstructor} constructor
 */
export function keepTexts(constructor) {
  const elements = /** @type {typeof ReactiveElement} */ (/** @type {unknown} */ (constructor));
  elements.addInitializer((host) => new TranslatedTexts(host));
}
