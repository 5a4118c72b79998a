/** The formulas of the engine's tables, from LaTeX to MathML. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formulas, formulasOf, renderFormula } from '../../site/vite-plugins/formulas.js';
import { engine } from './tables.mjs';

const { activations, losses, optimizers, initializers, schedules, datasets } = engine;
const tables = { activations, losses, optimizers, initializers, schedules, datasets };

/** Elements of MathML Core that formulas are made of, with the number of their children where that is fixed. */
const children = {
  math: null,
  mrow: null,
  mi: null,
  mn: null,
  mo: null,
  mtext: null,
  mspace: 0,
  mfrac: 2,
  msqrt: null,
  mroot: 2,
  msub: 2,
  msup: 2,
  msubsup: 3,
  mover: 2,
  munder: 2,
  munderover: 3,
  mtable: null,
  mtr: null,
  mtd: null,
  mstyle: null,
};
const tokens = ['mi', 'mn', 'mo', 'mtext'];

/** What is wrong with a formula as MathML; '' where nothing is. */
function fault(mathml) {
  const open = [{ name: '', count: 0 }];
  for (const [, end, name, attributes, text] of mathml.matchAll(/<(\/?)(\w+)([^<>]*)>|([^<]+)/g)) {
    const parent = open.at(-1);
    if (text !== undefined) {
      if (!tokens.includes(parent.name)) return `“${text}” stands outside a token`;
      if (/[&>](?!lt;|gt;|amp;)/.test(text)) return `“${text}” is not escaped`;
    } else if (end) {
      open.pop();
      if (parent.name !== name) return `</${name}> closes <${parent.name}>`;
      const wanted = children[name];
      if (wanted !== null && parent.count !== wanted)
        return `<${name}> has ${parent.count} children`;
    } else {
      if (!(name in children)) return `<${name}> is not known`;
      if (!/^( [a-z]+="[^"<>&]*")*$/.test(attributes)) return `<${name}${attributes}>`;
      if (tokens.includes(parent.name)) return `<${name}> stands in a token`;
      parent.count += 1;
      open.push({ name, count: 0 });
    }
  }
  return open.length === 1 && open[0].count === 1 ? '' : 'it is not one element';
}

test('every formula of the engine is MathML without style attributes', () => {
  let count = 0;
  for (const table of Object.values(tables))
    for (const [name, { formula, derivative }] of Object.entries(formulasOf(table)))
      for (const mathml of derivative ? [formula, derivative] : [formula]) {
        assert.equal(fault(mathml), '', `${name}: ${mathml}`);
        assert.ok(mathml.startsWith('<math'), name);
        assert.doesNotMatch(mathml, /\sstyle=/, name);
        count += 1;
      }
  assert.ok(count >= 24 * 2 + 8 + 11 + 11, `${count} formulas`);
});

test('what is no MathML is told', () => {
  const z = '<mi>z</mi>';
  assert.equal(fault(`<math><mfrac>${z}${z}</mfrac></math>`), '');
  for (const bad of [
    '',
    'z',
    `<math>${z}`,
    `<math>${z}</math><math>${z}</math>`,
    `<math><mx>${z}</mx></math>`,
    `<math><mfrac>${z}</mfrac></math>`,
    '<math>z</math>',
    '<math><mo>a & b</mo></math>',
    `<math><mi>${z}</mi></math>`,
    '<math><mi a=b>z</mi></math>',
    `<math><mrow>${z}</math></mrow>`,
  ])
    assert.notEqual(fault(bad), '', bad);
});

test('every entry with a formula in LaTeX has it, and an activation its derivative', () => {
  for (const table of Object.values(tables))
    assert.deepEqual(
      Object.keys(formulasOf(table)),
      table.filter(({ formulaTeX }) => formulaTeX !== '').map(({ name }) => name),
    );
  for (const { formula, derivative } of Object.values(formulasOf(activations)))
    assert.ok(formula && derivative);
});

test('columns of cases are kept apart by a class', () => {
  const cases = renderFormula(
    String.raw`\begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}`,
  );
  assert.equal(cases.match(/class="tml-left tml-apart"/g).length, 2);
  assert.doesNotMatch(cases, /\sstyle=/);
});

test('a prime stands beside its letter, not above the line', () => {
  assert.match(renderFormula("f'(z)"), /<mrow><mi>f<\/mi><mo[^>]*>′<\/mo><\/mrow>/);
  assert.doesNotMatch(renderFormula("f'(z)"), /<msup>/);
});

test('numerators and denominators are as large as letters beside the fraction', () => {
  assert.match(renderFormula(String.raw`\frac{1}{1 + e^{-z}}`), /^<math displaystyle="true">/);
});

test('what cannot be set fails the build', async () => {
  assert.throws(() => renderFormula(String.raw`\nonsense z`), /nonsense/);
  assert.throws(() => renderFormula(String.raw`\frac{1}{2`));
  assert.throws(() => renderFormula(String.raw`\color{red} z`), /\\color\{red\}/);
  await assert.rejects(formulas('engine.js').load('\0virtual:formulas/features'), /features/);
});

test('a module holds the formulas of a table', async () => {
  const plugin = formulas('dist/engine/index.js');
  const id = plugin.resolveId('virtual:formulas/schedules');
  const source = await plugin.load(id);
  assert.deepEqual(JSON.parse(source.slice('export default '.length, -1)), formulasOf(schedules));
  assert.equal(plugin.resolveId('./other.js'), null);
  assert.equal(await plugin.load('other.js'), null);
});
