/**
 * The inspector, and what it lists of a unit.
 *
 * @import { InspectedUnit } from './unit-inspector.js'
 * @import { LayerParameters } from './parameters.js'
 * @import { NetworkData, Place } from './scene.js'
 * @import { FunctionCurve } from '../signal-panel.js'
 * @import { LayerStatistics } from '../../../../wasm/js/index.js'
 * @import { LayerProbe, Probe } from '../../worker/protocol.js'
 */

import { formatNumber } from '../../format.js';
import { layerName } from './layer-controls.js';
import './unit-inspector.js';

const mostListed = 16;
/** What a bit of a unit's flags says. @type {readonly (readonly [number, string])[]} */
const flagTexts = [
  [1, 'dead: no value and no slope for any row'],
  [2, 'saturated'],
  [4, 'cut off: no gradient comes to it for any row'],
];

/**
 * @param {number} unit
 * @param {object} known
 * @param {LayerParameters} known.shape
 * @param {Float32Array | null} known.parameters
 * @param {Float32Array | null} known.gradients
 * @param {string[]} known.inputNames names of what goes in
 * @param {LayerStatistics | undefined} known.statistics
 * @param {LayerProbe | undefined} known.probe one row's way through the layer
 * @param {number} [known.row] its number, from 0
 * @param {FunctionCurve | null} [known.curve] the layer's activation
 * @param {string} known.layerName
 * @returns {InspectedUnit}
 */
export function inspectUnit(unit, known) {
  const { shape, parameters, gradients } = known;
  const named = (/** @type {number} */ index, /** @type {string} */ label) => ({
    index,
    label,
    value: parameters?.[index] ?? NaN,
    gradient: gradients?.[index],
  });
  const weights = parameters
    ? Array.from({ length: shape.inputs }, (_, input) =>
        named(shape.weights + input * shape.width + unit, known.inputNames[input]),
      ).sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    : [];
  const bias = parameters ? [named(shape.biases + unit, 'bias')] : [];
  return {
    title: `${known.layerName}, unit ${unit + 1}`,
    facts: facts(unit, known),
    parameters: [...bias, ...weights.slice(0, mostListed)],
    hidden: Math.max(0, weights.length - mostListed),
    curve: known.curve
      ? {
          ...known.curve,
          histogram: known.statistics?.preActivation.histogram ?? null,
          mark: known.probe?.preActivation[unit] ?? null,
        }
      : null,
  };
}

/**
 * @param {number} unit
 * @param {{ statistics: LayerStatistics | undefined, probe: LayerProbe | undefined, row?: number }} known
 */
function facts(unit, { statistics, probe, row }) {
  const list = [];
  if (statistics) {
    list.push({ label: 'mean |a|', value: formatNumber(statistics.unitMeanAbsolute[unit]) });
    const flags = statistics.unitFlags[unit];
    const state = flagTexts
      .filter(([bit]) => flags & bit)
      .map(([, text]) => text)
      .join(' · ');
    if (state) list.push({ label: 'state', value: state });
  }
  if (probe) {
    if (row !== undefined) list.push({ label: 'training row', value: `${row + 1}` });
    list.push(...pieces(unit, probe));
    list.push({ label: 'f(z)', value: formatNumber(probe.activation[unit]) });
    if (probe.derivative.length) {
      list.push({ label: 'f′(z)', value: formatNumber(probe.derivative[unit]) });
    }
  }
  return list;
}

/**
 * z, or one for each piece of a unit that takes the largest of several.
 * @param {number} unit
 * @param {LayerProbe} probe
 */
function pieces(unit, { preActivation, activation }) {
  const units = activation.length;
  const count = preActivation.length / units;
  return Array.from({ length: count }, (_, piece) => ({
    label: count > 1 ? `z of piece ${piece + 1}` : 'z',
    value: formatNumber(preActivation[piece * units + unit]),
  }));
}

/**
 * What the inspector lists of an input or a unit; null where nothing is known of it yet.
 *
 * @param {Place} place
 * @param {NetworkData} data
 * @param {object} known
 * @param {readonly LayerParameters[]} known.shapes
 * @param {Probe | null} known.probe
 * @param {readonly (FunctionCurve | null)[]} known.curves
 * @returns {InspectedUnit | null}
 */
export function inspectPlace({ column, unit }, data, { shapes, probe, curves }) {
  const { inputs, layers, parameters, gradients, statistics } = data;
  if (column === 0) {
    const title = `input ${inputs[unit]}`;
    return { title, facts: [], parameters: [], hidden: 0, curve: null };
  }
  const layer = column - 1;
  if (!shapes[layer]) return null;
  const inputNames =
    layer === 0
      ? [...inputs]
      : Array.from({ length: layers[layer - 1].units }, (_, index) => `unit ${index + 1}`);
  return inspectUnit(unit, {
    shape: shapes[layer],
    parameters,
    gradients,
    inputNames,
    statistics: statistics?.[layer],
    probe: probe?.layers[layer],
    row: probe?.row,
    curve: curves[layer] ?? null,
    layerName: layerName(layer, layers.length),
  });
}

/** The unit in one line. @param {InspectedUnit} unit */
export function unitText({ title, facts, parameters }) {
  const [bias] = parameters;
  const values = facts.map(({ label, value }) => `${label} ${value}`);
  if (bias) values.push(`bias ${formatNumber(bias.value)}`);
  return `${title}: ${values.join(', ')}`;
}
