import { ticks } from 'd3-array';
import { powerOfTen } from '../common/log-axis.js';
import { formatShort } from '../common/text.js';

/**
 * Ticks of an axis of values, or of the decades of their magnitude.
 *
 * @param {readonly [number, number]} range
 * @param {boolean} logarithmic
 * @param {number} count about how many
 * @returns {{ value: number, label: string }[]}
 */
export function valueTicks([least, greatest], logarithmic, count) {
  if (!logarithmic) {
    return ticks(least, greatest, count).map((value) => ({ value, label: formatShort(value) }));
  }
  const every = Math.max(1, Math.ceil((greatest - least) / count));
  const decades = [];
  for (let decade = Math.ceil(greatest); decade >= least; decade -= every) {
    decades.push({ value: decade, label: powerOfTen(decade) });
  }
  return decades;
}
