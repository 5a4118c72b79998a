/**
 * Where a network's parameters are in the flat array: layer by layer, weights [inputs][pieces * units]
 * row-major, then biases, then the activation's learned slopes.
 *
 * @typedef {object} LayerShape
 * @property {number} units
 * @property {number} [pieces] linear pieces of a unit (maxout); default 1
 * @property {number} [slopes] learned slopes of the layer (prelu: one a unit); default 0
 *
 * @typedef {object} LayerParameters
 * @property {number} inputs
 * @property {number} units
 * @property {number} width columns of the weight matrix
 * @property {number} weights offset
 * @property {number} biases offset
 * @property {number} end
 */

/**
 * @param {number} inputs
 * @param {readonly LayerShape[]} layers
 * @returns {LayerParameters[]}
 */
export function parameterOffsets(inputs, layers) {
  let offset = 0;
  let rows = inputs;
  return layers.map(({ units, pieces = 1, slopes = 0 }) => {
    const width = units * pieces;
    const weights = offset;
    const biases = weights + rows * width;
    offset = biases + width + slopes;
    const layer = { inputs: rows, units, width, weights, biases, end: offset };
    rows = units;
    return layer;
  });
}

/**
 * Indices of the `count` largest magnitudes (a few more or less where many are nearly equal), in rising
 * order. Counts the leading bits of the numbers instead of sorting them.
 *
 * @param {Float32Array} values
 * @param {number} count
 */
export function strongest(values, count) {
  if (values.length <= count) return Uint32Array.from(values.keys());
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const buckets = new Uint32Array(1 << 13);
  for (let index = 0; index < bits.length; index++) buckets[(bits[index] & 0x7fffffff) >>> 18]++;
  let threshold = buckets.length - 1;
  let above = 0;
  while (threshold > 0 && above + buckets[threshold] <= count) above += buckets[threshold--];
  const result = new Uint32Array(count);
  let found = 0;
  let spare = count - above;
  for (let index = 0; index < bits.length && found < count; index++) {
    const bucket = (bits[index] & 0x7fffffff) >>> 18;
    if (bucket > threshold || (bucket === threshold && spare-- > 0)) result[found++] = index;
  }
  return result.subarray(0, found);
}
