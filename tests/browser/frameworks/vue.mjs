/** Mounts the element with Vue, and changes its props on request. */

import { createApp, h, nextTick, shallowRef } from 'vue';

/** @returns {(props: object) => Promise<void>} renders again, with other props */
export function mount(target, props) {
  const current = shallowRef(props);
  const app = createApp({ render: () => h('gradient-playground', current.value) });
  app.config.compilerOptions.isCustomElement = (tag) => tag === 'gradient-playground';
  app.mount(target);
  return (next) => {
    current.value = next;
    return nextTick();
  };
}
