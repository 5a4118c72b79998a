/** What the two charts of magnitudes show, and what to look for in them. */
export const magnitudeTexts = {
  forward: {
    heading: 'Forward: mean |activation| by layer',
    note: 'Level lines: the signal passes through.',
    quantity: 'mean |a|',
  },
  backward: {
    heading: 'Backward: mean |gradient| by layer',
    note: 'Lines far apart: it vanishes or explodes.',
    quantity: 'mean |∂L/∂z|',
  },
};
