/**
 * A property for each setting, as frameworks set them. Setting one sets the attribute, so that a value given
 * before the engine has been loaded, a refused one and a removed one (`null` or `undefined`) are treated as
 * those of an attribute. It reads as the experiment has it now.
 *
 * @typedef {HTMLElement & {session?: import('../session/session.js').Session}} Playground
 */

import { attributeText, settingIn } from '../state/attribute-texts.js';
import { kebab, settingNames } from '../state/names.js';

/** @param {HTMLElement} prototype */
export function defineSettings(prototype) {
  for (const name of settingNames) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      /** @this {Playground} */
      get() {
        const { session } = this;
        return session?.schema ? settingIn(session.state, name) : this.getAttribute(kebab(name));
      },
      /** @this {Playground} @param {unknown} value */
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(kebab(name));
        else this.setAttribute(kebab(name), attributeText(value));
      },
    });
  }
}

/**
 * Properties that were set before the element was defined hide the prototype's: they are set once more.
 * @param {HTMLElement} element
 */
export function takeOverProperties(element) {
  for (const name of settingNames) {
    const early = Object.getOwnPropertyDescriptor(element, name);
    if (!early) continue;
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, early.value);
  }
}
