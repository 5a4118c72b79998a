/**
 * The network in words.
 *
 * @import { NetworkData } from './network-scene.js'
 */

import { formatNumber } from '../../format.js';
import { formatShort } from '../common/text.js';

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
