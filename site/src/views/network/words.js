/**
 * The network in words and as a table.
 *
 * @import { LayerStatistics } from '../../../../wasm/js/index.js'
 * @import { NetworkData } from './scene.js'
 */

import { formatNumber, formatPercent } from '../../format.js';
import { formatShort } from '../common/text.js';
import { layerName } from './layer-controls.js';

/**
 * @param {NetworkData} data
 * @param {{ weight: number, activation: number }} bounds
 */
export function networkSummary({ inputs, layers, statistics }, { weight, activation }) {
  const shape = layers.map((layer) => `${layer.units} ${layer.activation}`).join(', ');
  const dead = (statistics ?? []).reduce((sum, layer) => sum + layer.deadShare * layer.units, 0);
  const scales = `Widths up to |weight| ${formatShort(weight)}, colours up to |activation| ${formatShort(activation)}.`;
  const units = `${formatNumber(dead)} dead units.`;
  return `Network with ${inputs.length} inputs and layers of ${shape}. ${scales} ${units} Arrow keys visit the units.`;
}

/** @param {readonly LayerStatistics[] | null} statistics */
export function networkTable(statistics) {
  if (!statistics) return null;
  return {
    caption: 'Layers of the network',
    head: ['layer', 'units', 'activation', 'mean |a|', 'mean |gradient|', 'dead', 'saturated'],
    rows: statistics.map((layer, index) => [
      layerName(index, statistics.length),
      String(layer.units),
      layer.activation,
      formatNumber(layer.activationValues.meanAbsolute),
      formatNumber(layer.meanAbsoluteGradient),
      formatPercent(layer.deadShare),
      formatPercent(layer.saturatedShare),
    ]),
  };
}
