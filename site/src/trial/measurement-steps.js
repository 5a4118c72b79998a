/**
 * The steps at which a trial is measured: 0, then `count` steps up to `steps`, each about the same factor
 * after the one before, so that a curve on a logarithmic axis has its points evenly spaced.
 *
 * The i-th of them is `steps^(i / count)`, rounded, and at least one more than the one before.
 * @param {number} steps whole, at least 0
 * @param {number} count whole, at least 1; at most `steps` of them are used
 * @returns {Uint32Array} strictly increasing, from 0 to `steps`
 */
export function measurementSteps(steps, count) {
  const used = Math.min(count, steps);
  const result = new Uint32Array(used + 1);
  for (let i = 1; i <= used; i += 1) {
    const spaced = Math.round(steps ** (i / used));
    result[i] = Math.min(Math.max(spaced, result[i - 1] + 1), steps - (used - i));
  }
  return result;
}
