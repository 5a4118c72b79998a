/** Mounts the element with Svelte, and changes its props on request. */

import { flushSync, mount as mountComponent } from 'svelte';
import { writable } from 'svelte/store';
import Page from 'page.svelte'; // made by the test, with an attribute for each prop

/** @returns {(props: object) => void} renders again, with other props */
export function mount(target, props) {
  const values = writable(props);
  mountComponent(Page, { target, props: { values } });
  flushSync();
  return (next) => {
    values.set(next);
    flushSync();
  };
}
