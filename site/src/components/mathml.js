/** How the formulas of the engine's tables, which are MathML, are set on the page. */

/** What makes a row taller than its letters. */
const TALL = /<m(?:frac|table|under|over|underover|sqrt|root)\b/;

const THIN_SPACE = '<mspace width="0.17em"/>';
const NAME = '<mi>(?:sin|cos|tanh|cosh|ln|erf|max|min)</mi>';
/** What stands before the name of a function, and the name, where letters are to be kept away from it. */
const BEFORE_NAME = new RegExp(`</(?:mi|mn|msub)>(?=${NAME})`, 'g');
const AFTER_NAME = new RegExp(
  `(<m(?:sub|sup|subsup|under|over|underover)>)?${NAME}(?=<m(?:i|n|sub|sup|subsup|frac|sqrt)>)`,
  'g',
);

/** @param {string} mathml */
function spaced(mathml) {
  return mathml
    .replaceAll('<mo>|</mo>', '<mo stretchy="false" lspace="0.05em" rspace="0.05em">|</mo>')
    .replaceAll('<mtext>if </mtext>', '<mtext>if\u00a0</mtext>')
    .replace(/<mo>\u2061<\/mo>(?!<mo>\()/g, (applied) => applied + THIN_SPACE)
    .replace(BEFORE_NAME, `$&${THIN_SPACE}`)
    .replace(AFTER_NAME, (name, limits) => (limits ? name : name + THIN_SPACE));
}

/**
 * The same formula as it would be printed: parentheses as high as letters where nothing taller stands between them (by
 * itself MathML stretches them over the letters' descenders), thin spaces about the names of functions but none
 * within bars, and primes beside their letter, where every font has them large enough to be seen.
 * @param {string} mathml
 * @returns {string}
 */
export function typeset(mathml) {
  const parts = spaced(mathml)
    .replaceAll(
      '<msup><mi>f</mi><mo>′</mo></msup>',
      '<mi>f</mi><mo form="postfix" lspace="0" rspace="0">′</mo>',
    )
    .split(/(<mo>[()]<\/mo>)/);
  /** @type {number[]} */
  const open = [];
  for (const [i, part] of parts.entries()) {
    if (part === '<mo>(</mo>') open.push(i);
    if (part !== '<mo>)</mo>') continue;
    const start = open.pop();
    if (start === undefined || TALL.test(parts.slice(start, i).join(''))) continue;
    parts[start] = '<mo stretchy="false">(</mo>';
    parts[i] = '<mo stretchy="false">)</mo>';
  }
  return parts.join('');
}
