import { formatNumber } from '../../format.js';

/**
 * A number as short as it can be, for ticks and legends: `1`, `0.25`, `−2.5`.
 *
 * @param {number} value
 */
export function formatShort(value) {
  const text = formatNumber(Number(value.toPrecision(6)));
  return text.includes('.') && !text.includes('×') ? text.replace(/\.?0+$/, '') : text;
}
