/**
 * Every colour, size and face of the page, by name. Views read them as CSS custom properties (on a
 * canvas: `getComputedStyle(this).getPropertyValue('--gp-forward')`), so each value is a literal.
 *
 * Meaning before colour: forward (activations) is teal, backward (gradients) is vermilion, sign runs
 * from orange (negative) through the zero colour to blue (positive). Text colours have a contrast of
 * at least 4.5 on `--gp-paper` and `--gp-surface`, lines of controls at least 3.
 */

import { css, unsafeCSS } from 'lit';

/** @type {Readonly<Record<string, readonly [light: string, dark: string]>>} */
export const colors = Object.freeze({
  paper: ['#fbfaf7', '#15181b'],
  surface: ['#ffffff', '#1c2024'],
  sunken: ['#f2f0eb', '#101214'],
  ink: ['#1b1d20', '#e9e7e2'],
  'ink-2': ['#4c5157', '#b9bbbd'],
  'ink-3': ['#646970', '#979ca1'],
  rule: ['#e0dcd4', '#31363b'],
  'control-line': ['#868b91', '#737a81'],
  accent: ['#1f5c99', '#8fbdec'],
  'accent-soft': ['#e6eff8', '#1d2f42'],
  'on-accent': ['#ffffff', '#0f1a26'],
  focus: ['#0b63ce', '#7db8ff'],

  forward: ['#00716a', '#3fc0b3'],
  'forward-soft': ['#d5ece9', '#123532'],
  backward: ['#b93a0e', '#ff8a5c'],
  'backward-soft': ['#fae2d8', '#43200f'],

  negative: ['#d97706', '#f0992e'],
  zero: ['#ffffff', '#15181b'],
  positive: ['#2a6cb3', '#5c9fe8'],

  train: ['#1b1d20', '#e9e7e2'],
  test: ['#7a3e9d', '#cf9cf0'],
  past: ['#b5b1a9', '#555b61'],

  good: ['#1d6f42', '#66c792'],
  warn: ['#8a5a00', '#e5b452'],
  'warn-soft': ['#fbf0d6', '#3a2d10'],
  error: ['#b3261e', '#ff8b82'],
  'error-soft': ['#fbe5e3', '#45191a'],

  'class-0': ['#d97706', '#f0992e'],
  'class-1': ['#2a6cb3', '#5c9fe8'],
  'class-2': ['#8a4fa8', '#c493e0'],
  'class-3': ['#5b7f14', '#a3c24e'],
  'class-4': ['#c2457f', '#f08ab8'],
  'class-5': ['#7a5230', '#c79a72'],
  'class-6': ['#5d6670', '#aab3bc'],
  'class-7': ['#a08a00', '#e3cf4d'],
  'class-8': ['#008aa8', '#55cbe6'],
  'class-9': ['#a33d3d', '#ee9a9a'],
});

/** @param {0 | 1} theme */
function declarations(theme) {
  const lines = Object.entries(colors).map(([name, pair]) => `--gp-${name}: ${pair[theme]};`);
  return unsafeCSS(lines.join('\n'));
}

/**
 * Sizes of text, as shares of the size that the reader has chosen for the browser; to be declared wherever
 * `--gp-medium` is.
 */
export const sizes = unsafeCSS(
  [0.75, 0.8125, 0.9375, 1.125, 1.5]
    .map((share, i) => `--gp-size-${i + 1}: calc(${share} * var(--gp-medium));`)
    .join('\n'),
);

/** For the host of the page or of a view that stands alone; `data-theme="dark"` picks the dark values. */
export const tokens = css`
  :host {
    ${declarations(0)}
    color-scheme: light;

    --gp-font:
      system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
    --gp-font-serif:
      'Iowan Old Style', 'Palatino Linotype', Palatino, 'Source Serif 4', Georgia, 'Noto Serif',
      'Liberation Serif', serif;
    --gp-font-mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, 'Liberation Mono', monospace;
    --gp-medium: 1rem;
    ${sizes}
    --gp-unit: 8px;
    --gp-target: 24px;
    --gp-radius: 4px;
  }

  :host([data-theme='dark']) {
    ${declarations(1)}
    color-scheme: dark;
  }
`;
