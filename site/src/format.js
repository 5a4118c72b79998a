/**
 * Numbers as the page prints them: three significant digits, a true minus sign, and a width that
 * does not jump. Use with `font-variant-numeric: tabular-nums`.
 */

const minus = '\u2212';
const figureSpace = '\u2007';
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What stands for a value that does not exist or was not measured. */
export const missing = '–';

/** @param {string} text */
const withMinus = (text) => text.replace('-', minus);

/** @param {number} exponent */
function superscript(exponent) {
  const digits = Array.from(String(Math.abs(exponent)), (d) => superscripts[Number(d)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

/**
 * `1.23×10⁻⁵`
 * @param {number} value finite and not 0
 * @param {number} digits
 */
function scientific(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${withMinus(mantissa)}×10${superscript(Number(exponent))}`;
}

/**
 * Three significant digits: `0.0123`, `1.23`, `123`, `12,300`, `1.23×10⁻⁵`; `∞`; `–` for NaN.
 * @param {number | null | undefined} value
 * @param {number} [digits]
 * @returns {string}
 */
export function formatNumber(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return missing;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  if (magnitude < -3 || magnitude > 5) return scientific(value, digits);
  if (magnitude >= digits) return formatCount(rounded);
  return withMinus(rounded.toFixed(digits - 1 - magnitude));
}

/**
 * {@link formatNumber}, padded on the left so that all such texts are equally wide.
 * @param {number | null | undefined} value
 * @param {number} [width]
 */
export function formatFixed(value, width = 9) {
  return formatNumber(value).padStart(width, figureSpace);
}

/**
 * A whole number with thousands separated: `12,300`.
 * @param {number} value
 * @returns {string}
 */
export function formatCount(value) {
  if (!Number.isFinite(value)) return formatNumber(value);
  const digits = String(Math.round(Math.abs(value)));
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? minus + grouped : grouped;
}

/**
 * A share in [0, 1] as a percentage: `98.5 %`, `100 %`.
 * @param {number | null | undefined} share
 */
export function formatPercent(share) {
  if (share === null || share === undefined || !Number.isFinite(share)) return missing;
  const percent = share * 100;
  if (percent === 0 || percent >= 99.95) return `${Math.round(percent)}\u00a0%`;
  return withMinus(`${percent.toFixed(1)}\u00a0%`);
}

/**
 * Events a second: `950/s`, `12.3k/s`, `1.23M/s`.
 * @param {number} rate
 */
export function formatRate(rate) {
  if (!Number.isFinite(rate)) return missing;
  if (rate >= 999_500) return `${(rate / 1e6).toPrecision(3)}M/s`;
  if (rate >= 999.5) return `${(rate / 1e3).toPrecision(3)}k/s`;
  return `${Math.round(rate)}/s`;
}
