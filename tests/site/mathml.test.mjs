import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typeset } from '../../site/src/components/mathml.js';
import { engine } from './tables.mjs';

const OPEN = '<mo stretchy="false">(</mo>';
const CLOSE = '<mo stretchy="false">)</mo>';

test('parentheses around letters are as high as letters', () => {
  assert.equal(
    typeset('<mi>f</mi><mo>(</mo><mi>z</mi><mo>)</mo>'),
    `<mi>f</mi>${OPEN}<mi>z</mi>${CLOSE}`,
  );
});

test('parentheses around a fraction stretch, those within and beside it do not', () => {
  const fraction = '<mfrac><mrow><mo>(</mo><mi>z</mi><mo>)</mo></mrow><mn>2</mn></mfrac>';
  assert.equal(
    typeset(`<mo>(</mo><mn>1</mn>${fraction}<mo>)</mo><mo>(</mo><mi>z</mi><mo>)</mo>`),
    `<mo>(</mo><mn>1</mn>${fraction.replace('<mo>(</mo>', OPEN).replace('<mo>)</mo>', CLOSE)}<mo>)</mo>` +
      `${OPEN}<mi>z</mi>${CLOSE}`,
  );
});

test('a prime is as large as its letter', () => {
  assert.equal(
    typeset('<msup><mi>f</mi><mo>′</mo></msup>'),
    '<mi>f</mi><mo form="postfix" lspace="0" rspace="0">′</mo>',
  );
});

test('names of functions stand apart from the letters beside them, not from their parentheses', () => {
  const space = '<mspace width="0.17em"/>';
  assert.equal(
    typeset('<mi>z</mi><mi>tanh</mi><mo>\u2061</mo><mi>x</mi>'),
    `<mi>z</mi>${space}<mi>tanh</mi><mo>\u2061</mo>${space}<mi>x</mi>`,
  );
  assert.equal(
    typeset('<mi>tanh</mi><mo>\u2061</mo><mo>(</mo><mi>z</mi><mo>)</mo>'),
    `<mi>tanh</mi><mo>\u2061</mo>${OPEN}<mi>z</mi>${CLOSE}`,
  );
  assert.equal(
    typeset('<mi>ln</mi><msub><mi>p</mi><mi>n</mi></msub>'),
    `<mi>ln</mi>${space}<msub><mi>p</mi><mi>n</mi></msub>`,
  );
  const limit = '<munder><mi>max</mi><mi>k</mi></munder>';
  assert.equal(typeset(limit), limit);
  assert.equal(typeset('<mtext>if </mtext>'), '<mtext>if\u00a0</mtext>');
});

test('every formula of the engine keeps its letters, and its parentheses come in pairs', () => {
  const text = (mathml) => mathml.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ');
  const { activations, losses, optimizers, initializers, schedules } = engine;
  const formulas = [activations, losses, optimizers, initializers, schedules]
    .flat()
    .flatMap((info) => [info.formulaMathML, info.derivativeFormulaMathML ?? '']);
  assert.ok(formulas.filter((formula) => formula.includes('<mo>(</mo>')).length > 20);
  for (const formula of formulas) {
    const set = typeset(formula);
    assert.equal(text(set), text(formula));
    const count = (part) => set.split(part).length - 1;
    assert.equal(count(OPEN), count(CLOSE), set);
  }
});
