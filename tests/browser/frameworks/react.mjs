/** Mounts the element with React, and changes its props on request. */

import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/** @returns {(props: object) => void} renders again, with other props */
export function mount(target, props) {
  const root = createRoot(target);
  const render = (next) => flushSync(() => root.render(createElement('gradient-playground', next)));
  render(props);
  return render;
}
