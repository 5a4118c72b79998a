import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  attributeText,
  attributeTexts,
  settingIn,
  typoNotes,
} from '../../site/src/state/attribute-texts.js';
import { kebab, settingNames, settingOf } from '../../site/src/state/names.js';
import { layersOf, plainState } from '../../site/src/state/state.js';

/** What an element shows of its attributes. */
const elementOf = (attributes) => ({
  attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
});
const texts = (attributes) => Object.fromEntries(attributeTexts(elementOf(attributes)));

test('names in kebab case', () => {
  assert.equal(kebab('learningRate'), 'learning-rate');
  assert.equal(kebab('l2'), 'l2');
});

test('a setting is known in kebab case and as frameworks write it', () => {
  assert.equal(settingOf('learning-rate'), 'learningRate');
  assert.equal(settingOf('learningrate'), 'learningRate');
  assert.equal(settingOf('dataset'), 'data');
  assert.equal(settingOf('data'), 'data');
  assert.equal(settingOf('preset'), 'preset');
  for (const name of ['class', 'constructor', 'learningRate', 'autoplay']) {
    assert.equal(settingOf(name), null, name);
  }
  assert.ok(settingNames.every((name) => settingOf(kebab(name)) === name));
});

test('attributes that are settings are read, others are not', () => {
  assert.deepEqual(texts({ class: 'x', 'learning-rate': '0.5', autoplay: '', seed: '7' }), {
    learningRate: '0.5',
    seed: '7',
  });
});

test('of two names the current one counts, in either order', () => {
  assert.deepEqual(texts({ data: 'xor', dataset: 'moons' }), { data: 'xor' });
  assert.deepEqual(texts({ dataset: 'moons', data: 'xor' }), { data: 'xor' });
  assert.deepEqual(texts({ learningrate: '1', 'learning-rate': '2' }), { learningRate: '2' });
  assert.deepEqual(texts({ dataset: 'moons' }), { data: 'moons' });
});

const meant = (name) => {
  const [note] = typoNotes(elementOf({ [name]: '1' }));
  return note ? /; “(.*)” is/.exec(note.message)[1] : null;
};

test('a slip of the pen is told of', () => {
  assert.equal(meant('sead'), 'seed', 'replaced');
  assert.equal(meant('noies'), 'noise', 'swapped');
  assert.equal(meant('nose'), 'noise', 'left out');
  assert.equal(meant('spead'), 'speed');
  assert.equal(meant('learing-rate'), 'learning-rate');
  assert.equal(meant('lerning-raet'), 'learning-rate', 'two slips in a long name');
  assert.equal(meant('autoplya'), 'autoplay', 'of the element’s own');
});

test('what is further off is somebody else’s', () => {
  for (const name of [
    'class',
    'id',
    'style',
    'slot',
    'x',
    'l3',
    'sxxd',
    'nooiisse',
    'contenteditable',
  ]) {
    assert.equal(meant(name), null, name);
  }
  for (const name of [
    'data-seed',
    'aria-label',
    'onseed',
    'xml:seed',
    'seed',
    'autoplay',
    'view',
  ]) {
    assert.equal(meant(name), null, name);
  }
  assert.deepEqual(typoNotes(elementOf({})), []);
});

test('a note names what is written and what is meant', () => {
  const [{ field, message }] = typoNotes(elementOf({ sead: '1' }));
  assert.equal(field, 'attributes');
  assert.ok(message.includes('“sead”') && message.includes('“seed”'), message);
});

test('where some attributes are asked about, others are not looked at', () => {
  const element = elementOf({ sead: '1', noies: '1' });
  assert.equal(typoNotes(element).length, 2);
  const notes = typoNotes(element, new Set(['noies']));
  assert.equal(notes.length, 1);
  assert.ok(notes[0].message.includes('noise'));
});

test('a property’s value as an attribute has it', () => {
  assert.equal(attributeText(0.5), '0.5');
  assert.equal(attributeText('relu'), 'relu');
  assert.equal(attributeText([8, 4]), '8,4');
  assert.equal(attributeText({ slope: 0.5, pieces: 2 }), 'slope:0.5,pieces:2');
  assert.equal(attributeText([{ slope: 1 }, {}]), 'slope:1;');
  assert.equal(attributeText(null), 'null');
});

test('the value of a setting; of layers, one for each', () => {
  const state = { ...plainState, layers: layersOf([3, 5]) };
  assert.equal(settingIn(state, 'seed'), 1);
  assert.deepEqual(settingIn(state, 'layers'), [3, 5]);
  assert.deepEqual(settingIn(state, 'activation'), ['tanh', 'tanh']);
  assert.deepEqual(settingIn(state, 'activationParams'), [{}, {}]);
});
