/**
 * The network in numbers.
 *
 * @import { LayerStatistics } from '../../../../wasm/js/index.js'
 */

import { formatNumber, formatPercent } from '../../format.js';
import { layerName } from './layer-controls.js';

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
