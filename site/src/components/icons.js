/** The page's few icons, drawn inline so that nothing has to be fetched. */

import { html, svg } from 'lit';

const shapes = {
  play: svg`<path class="solid" d="M4.5 3v10l8-5z" />`,
  pause: svg`<path class="solid" d="M4 3h2.5v10H4zM9.5 3H12v10H9.5z" />`,
  step: svg`<path class="solid" d="M4 3v10l6-5z" /><path d="M12 3v10" />`,
  epoch: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7" /><path d="M13 2v3.2H9.8" />`,
  walk: svg`<path d="M2.5 8h3M7 8h2M10.5 8h3" /><path d="M11.5 5.8 13.7 8l-2.2 2.2" />`,
  reset: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7" /><path d="M3 2v3.2h3.2" />`,
  undo: svg`<path d="M6 3 3 6l3 3" /><path d="M3 6h6a4 4 0 0 1 0 8H6" />`,
  redo: svg`<path d="m10 3 3 3-3 3" /><path d="M13 6H7a4 4 0 0 0 0 8h3" />`,
  share: svg`<path d="M8 10V2M5 4.5 8 1.8l3 2.7" /><path d="M4 7.5H3V14h10V7.5h-1" />`,
  help: svg`<path d="M6 6a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4" /><path d="M8 12v.01" />`,
  plus: svg`<path d="M8 3.5v9M3.5 8h9" />`,
  minus: svg`<path d="M3.5 8h9" />`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8" />`,
  dice: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2" /><path d="M5.7 5.7v.01M10.3 10.3v.01M8 8v.01" />`,
};

/** @param {keyof typeof shapes} name */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
