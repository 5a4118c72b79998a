/**
 * The next value up or down: whole numbers by one (seeds too), small positive quantities along 1, 3, 10,
 * the rest by a twentieth.
 *
 * @typedef {import('../state/schema.js').NumberField} NumberField
 */

/** Fields whose values span decades. */
const logarithmic = new Set([
  'learningRate',
  'l1',
  'l2',
  'clipNorm',
  'clipValue',
  'speed',
  'batchSize',
  'maxSteps',
]);
/** Where such a field begins when it leaves 0. */
const first = new Map([
  ['l1', 0.001],
  ['l2', 0.001],
  ['clipNorm', 1],
  ['clipValue', 1],
  ['speed', 1],
  ['maxSteps', 100],
]);

/**
 * The value itself where there is none further on.
 * @param {NumberField} field
 * @param {number} value
 * @param {1 | -1} direction
 */
export function stepped(field, value, direction) {
  const next = logarithmic.has(field.name)
    ? decade(field, value, direction)
    : value + direction * linearStep(field);
  const tidy = Number(next.toPrecision(6));
  if (field.minimumExclusive && tidy <= field.minimum) return value;
  if (field.maximumExclusive && tidy >= field.maximum) return value;
  return Math.min(field.maximum, Math.max(field.minimum, tidy));
}

/** @param {NumberField} field */
function linearStep({ name, integer }) {
  if (name === 'samples') return 50;
  return integer ? 1 : 0.05;
}

/**
 * @param {NumberField} field
 * @param {number} value
 * @param {1 | -1} direction
 */
function decade(field, value, direction) {
  const start = first.get(field.name);
  if (value === 0) return direction > 0 ? (start ?? 1) : 0;
  if (field.name === 'batchSize')
    return direction > 0 ? value * 2 : Math.max(1, Math.floor(value / 2));
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const ladder = [0.3, 1, 3, 10].map((rung) => rung * 10 ** exponent);
  const next =
    direction > 0
      ? ladder.find((rung) => rung > value * (1 + 1e-9))
      : ladder.findLast((rung) => rung < value * (1 - 1e-9));
  const result = next ?? value;
  return start !== undefined && field.minimum === 0 && result < start / 100 ? 0 : result;
}
