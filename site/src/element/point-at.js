/**
 * Brings the chart that shows something into sight, marks it for a moment, and gives it the focus, so that its values
 * can be read by keyboard.
 */

const milliseconds = 2500;

/**
 * The first element that matches, through all shadow roots.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {Element | null}
 */
function within(root, selector) {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inner = shadowRoot && within(shadowRoot, selector);
    if (inner) return inner;
  }
  return null;
}

/**
 * @param {ParentNode} root
 * @param {string} name as the chart has it in `data-shows`
 */
export function pointAt(root, name) {
  const chart = within(root, `[data-shows~="${name}"]`);
  if (!chart) return;
  const plot = within(chart.shadowRoot ?? chart, '[tabindex="0"]');
  if (plot instanceof HTMLElement) plot.focus({ preventScroll: true });
  chart.scrollIntoView({ block: 'center' });
  const mark = { outline: '2px solid var(--gp-accent)', outlineOffset: '6px' };
  chart.animate([mark, mark], milliseconds);
}
